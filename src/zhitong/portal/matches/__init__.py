"""Runs, audiences, receipts, statements."""
