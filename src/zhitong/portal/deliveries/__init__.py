"""What changed for a business, told to its people: notices, messages by channel, subscriptions."""
