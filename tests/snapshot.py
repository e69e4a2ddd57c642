"""Writes schema/snapshot: the DDL with all triggers, as each database holds it. Run: python -m tests.snapshot

The program reads both, to verify a database's schema, and sqlite.sql to show an empty database where none exists yet.
"""

import sys

if __name__ == "__main__":
    import pytest

    sys.exit(pytest.main(["-q", "tests/store/test_schema.py", "-k", "snapshot", "--write-snapshots"]))
