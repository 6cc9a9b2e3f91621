"""Who acts for a business: claims with a proof, the officer's decision, invitations, endings."""
