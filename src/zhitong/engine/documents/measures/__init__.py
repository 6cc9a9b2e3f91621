"""Measures and who answers for them: notes found, cut into names, each name given in full."""
