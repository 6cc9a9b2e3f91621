"""Pages for an owner."""
