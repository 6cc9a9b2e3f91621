"""The web side, one room per noun. Imports go down the list in `pyproject.toml`, never up."""
