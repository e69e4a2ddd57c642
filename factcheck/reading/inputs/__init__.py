"""Inputs: from files, streams and addresses to documents, every refusal one sentence with its remedy."""
