"""Readers and importers fed with inputs that coverage leads to; `python -m tests.fuzz` says how."""
