"""Pages for an officer, bounded by region."""
