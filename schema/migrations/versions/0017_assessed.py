"""Which claims were assessed when, for lists of the past in that order."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_index("ix_assessment_recorded_at", "assessment", ["recorded_at", "imported_at", "claim_id"])
