"""Official documents: canonical text, outline, measures with their units, and what the words promise."""
