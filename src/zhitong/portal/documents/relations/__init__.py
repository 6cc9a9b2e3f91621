"""What the texts of the library say about each other, read anew with every text."""
