"""Conditions and amounts over facts: nodes, operators, text and JSON forms, checker, wording."""
