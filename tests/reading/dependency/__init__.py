"""Tests of the engine of dependencies."""
