"""The order in which one analyst did things, and things of one kind were done. No table is changed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_index("ix_event_by_seq", "event", [sa.column("by"), sa.column("seq")], unique=False)
    op.create_index("ix_event_action_seq", "event", [sa.column("action"), sa.column("seq")], unique=False)
