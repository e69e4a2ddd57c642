"""Which claims were once in a group, for questions about the past."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    grouped = sa.text("group_id IS NOT NULL")
    op.create_index(
        "ix_claim_past_group_id", "claim_past", ["group_id"], sqlite_where=grouped, postgresql_where=grouped
    )
