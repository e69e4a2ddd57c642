"""Where an article came from beyond its address, and the pool of copy that an agency belongs to.

Columns are added and no table is rebuilt, so that triggers and constraints stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("author", "original_sha256", "archive_ref"):
        op.add_column("article", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("source", sa.Column("wire_group", sa.Text(), nullable=True))
