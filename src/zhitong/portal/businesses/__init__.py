"""The registry: businesses and facts with source and date."""
