"""Through whom each item of evidence came, to find what rests on a source. Only a new table."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "evidence_source",
        sa.Column("evidence_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_evidence_source_evidence_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_evidence_source_source_id"),
        sa.PrimaryKeyConstraint("evidence_id", "source_id", name="pk_evidence_source"),
    )
    op.create_index("ix_evidence_source_source_id", "evidence_source", ["source_id"], unique=False)
    op.execute(
        """
        INSERT INTO evidence_source (evidence_id, source_id)
        SELECT id, source_id FROM evidence WHERE source_id IS NOT NULL
        UNION SELECT evidence.id, attribution.source_id
        FROM evidence JOIN attribution ON attribution.id = evidence.attribution_id
        UNION SELECT evidence.id, via.source_id FROM evidence JOIN via ON via.attribution_id = evidence.attribution_id
        """
    )
