"""From canonical text to the outline: the parts of a document, its tree of clauses, their own words."""
