"""A person's own data across all rooms: what there is, giving it out, erasing it."""
