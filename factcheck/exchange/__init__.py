"""Databases and claims in files that others can read: one module per format."""
