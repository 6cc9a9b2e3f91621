"""Taking texts in: a file becomes a revision, the catalogue of the packs becomes documents."""
