"""The demo: invented businesses, real documents' rules, people to sign in as."""
