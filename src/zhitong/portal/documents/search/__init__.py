"""Search in clauses: one interface, SQLite by default, tantivy for large collections."""
