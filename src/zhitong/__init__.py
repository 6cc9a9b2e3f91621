"""Zhitong carries a policy from the sentence in a document to the business it was written for."""
