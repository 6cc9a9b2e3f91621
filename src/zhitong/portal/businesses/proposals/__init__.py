"""Corrections a business proposes: declared at once, weighed by source, verified or refused by an officer."""
