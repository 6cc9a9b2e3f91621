"""What the words promise: targets, benefits, time limits, criteria, recurring duties, validity."""
