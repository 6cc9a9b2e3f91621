"""A person's own account: signing in, second factor, sessions, consents, data about oneself."""
