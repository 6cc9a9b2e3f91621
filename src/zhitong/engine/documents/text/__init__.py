"""Canonical text: source lines, marks that open them, page ends, and the repairs of printing and copying."""
