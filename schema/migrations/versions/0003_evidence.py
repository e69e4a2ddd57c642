"""Evidence, its withdrawal, and which of it a verdict rests on. Only new tables: those that are there stay as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

APPEND_ONLY = {
    "evidence": ["id", "uid"],
    "withdrawal": ["id", "uid", "evidence_id"],
    "basis": ["assessment_id, evidence_id"],
}
"""As in the first revision: tables of history, each with its keys."""


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
    else:
        guard_sqlite()


def create_tables() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("bearing", sa.Text(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("attribution_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("archive_ref", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("date", ORDERED, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("bearing IN ('supports', 'refutes', 'context')", name="ck_evidence_bearing"),
        sa.CheckConstraint("source_id IS NULL OR attribution_id IS NULL", name="ck_evidence_source"),
        sa.CheckConstraint("(file IS NULL) = (sha256 IS NULL)", name="ck_evidence_file"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_evidence_claim_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_evidence_source_id"),
        sa.ForeignKeyConstraint(["attribution_id"], ["attribution.id"], name="fk_evidence_attribution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("uid", name="uq_evidence_uid"),
    )
    for column in ("claim_id", "source_id", "attribution_id"):
        op.create_index(f"ix_evidence_{column}", "evidence", [column], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("evidence_id", WIDE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_withdrawal_evidence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawal"),
        sa.UniqueConstraint("uid", name="uq_withdrawal_uid"),
        sa.UniqueConstraint("evidence_id", name="uq_withdrawal_evidence_id"),
    )
    op.create_table(
        "basis",
        sa.Column("assessment_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("evidence_id", WIDE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_basis_assessment_id"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_basis_evidence_id"),
        sa.PrimaryKeyConstraint("assessment_id", "evidence_id", name="pk_basis"),
    )
    op.create_index("ix_basis_evidence_id", "basis", ["evidence_id"], unique=False)


def guard_sqlite() -> None:
    """A delete trigger does not fire for INSERT OR REPLACE unless recursive_triggers is on, hence the third trigger."""
    for table, keys in APPEND_ONLY.items():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        taken = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE "
            + " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))
            + ")"
            for key in keys
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def guard_postgresql() -> None:
    """ENABLE ALWAYS, or session_replication_role would switch the triggers off. A unique key refuses replacing."""
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate")
