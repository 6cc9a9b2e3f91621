"""Official documents: revisions, clauses, measures."""
