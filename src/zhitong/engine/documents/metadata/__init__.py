"""What a document says about itself, and what is doubtful about it as a whole."""
