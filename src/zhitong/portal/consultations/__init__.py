"""Asking the public about a draft, clause by clause, and answering every comment with a reason."""
