"""Claims that say the same pool their evidence: when they were checked and their flags are counted anew.

That takes the ledger, so the program does it once this revision stands. No table changes.
"""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    pass
