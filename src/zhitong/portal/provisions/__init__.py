"""What a business can get, and its versions."""
