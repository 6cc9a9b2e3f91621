"""Journal, fields and storage. Knows no domain word."""
