"""Stories across rooms, one verb each; the commands."""
