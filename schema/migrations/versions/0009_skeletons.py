"""What the names of each source look like, to warn of another that looks the same.

Sources that are there already get theirs from the program behind the revisions, since only it knows how.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ORDERED = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "source_skeleton",
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("name", ORDERED, nullable=False),
        sa.Column("skeleton", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_skeleton_source_id"),
        sa.PrimaryKeyConstraint("source_id", "name", name="pk_source_skeleton"),
    )
    op.create_index("ix_source_skeleton_skeleton", "source_skeleton", ["skeleton"])
