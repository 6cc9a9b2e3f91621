"""Reads of consultations: what everybody sees, and what those who run them see."""
