"""Other documents that a document names, by number or by title."""
