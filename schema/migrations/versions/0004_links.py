"""Links between claims, and which claim stands for others. No table is rebuilt.

The column is added without Alembic, which would add its foreign key apart, and SQLite cannot.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

APPEND_ONLY = {
    "link": ["id", "uid"],
    "unlinking": ["id", "uid", "link_id"],
}
"""As in the first revision: tables of history, each with its keys."""


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
    else:
        guard_sqlite()


def create_tables() -> None:
    number = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(f"ALTER TABLE claim ADD COLUMN group_id {number} CONSTRAINT fk_claim_group_id REFERENCES claim (id)")
    op.execute("CREATE INDEX ix_claim_group_id ON claim (group_id) WHERE group_id IS NOT NULL")
    op.create_table(
        "link",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("other_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("relation IN ('same', 'contradicts', 'part_of')", name="ck_link_relation"),
        sa.CheckConstraint("claim_id <> other_id", name="ck_link_other"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_link_claim_id"),
        sa.ForeignKeyConstraint(["other_id"], ["claim.id"], name="fk_link_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("uid", name="uq_link_uid"),
    )
    for column in ("claim_id", "other_id"):
        op.create_index(f"ix_link_{column}", "link", [column], unique=False)
    op.create_table(
        "unlinking",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("link_id", WIDE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name="fk_unlinking_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unlinking"),
        sa.UniqueConstraint("uid", name="uq_unlinking_uid"),
        sa.UniqueConstraint("link_id", name="uq_unlinking_link_id"),
    )


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
