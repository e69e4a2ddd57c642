"""What each claim means, as a vector. Empty until `factcheck db vectors` fills it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "claim_vector",
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("model", ORDERED, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_vector_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_vector"),
    )
