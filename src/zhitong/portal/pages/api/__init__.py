"""The interface for other programs, /api/v1/: reads for everybody, what-if for officers; docs offline."""
