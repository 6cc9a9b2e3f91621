"""Pure Python: documents, rules and verdicts. No Django, no network, no clock.

Functions take bad input as data: they return a value and a list of problems, and raise
only for a mistake of the programmer.
"""
