"""What people judge about a text: findings dismissed, links confirmed, the machine's reading corrected."""
