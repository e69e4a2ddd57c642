"""When this database learned of each row, and what rows were until they changed: what as-of questions stand on.

Columns are added and no table is rebuilt. What the new tables hold for older changes is made by factcheck itself, which
applies the events anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

SUBJECTS = {
    "source": "source.uid",
    "article": "article.uid",
    "claim": "claim.uid",
    "attribution": "(SELECT c.uid FROM claim AS c WHERE c.id = attribution.claim_id)",
    "grade": "(SELECT s.uid FROM source AS s WHERE s.id = grade.source_id)",
    "evidence": "(SELECT c.uid FROM claim AS c WHERE c.id = evidence.claim_id)",
    "withdrawal": "(SELECT c.uid FROM claim AS c JOIN evidence AS e ON e.claim_id = c.id WHERE e.id = withdrawal.evidence_id)",
    "assessment": "(SELECT c.uid FROM claim AS c WHERE c.id = assessment.claim_id)",
    "retraction": "(SELECT c.uid FROM claim AS c JOIN assessment AS a ON a.claim_id = c.id WHERE a.id = retraction.assessment_id)",
    "link": "(SELECT c.uid FROM claim AS c WHERE c.id = link.claim_id)",
    "unlinking": "(SELECT c.uid FROM claim AS c JOIN link AS l ON l.claim_id = c.id WHERE l.id = unlinking.link_id)",
}
"""Tables whose rows come of one event each, with that event's subject."""

APPEND_ONLY = {"article", "grade", "evidence", "withdrawal", "assessment", "retraction", "link", "unlinking"}


def upgrade() -> None:
    for table in SUBJECTS:
        op.add_column(table, sa.Column("imported_at", MOMENT, nullable=True))
    for table in ("tag", "source_alias", "claim_flag"):
        op.add_column(table, sa.Column("since", MOMENT, nullable=True))
    for name, condition in (("recorded_at", "imported_at IS NULL"), ("imported_at", "imported_at IS NOT NULL")):
        op.execute(f"CREATE INDEX ix_event_{name} ON event ({name}) WHERE {condition}")
    create_tables()
    if op.get_bind().scalar(sa.text("SELECT 1 FROM event WHERE imported_at IS NOT NULL LIMIT 1")):
        for table, subject in SUBJECTS.items():
            date(table, subject)


def date(table: str, subject: str) -> None:
    """Events of one subject that bear the same time came here together."""
    triggers = without_guard(table) if table in APPEND_ONLY else []
    imported = (
        f"SELECT max(event.imported_at) FROM event WHERE event.subject = {subject} "
        f"AND event.recorded_at = {table}.recorded_at"
    )
    op.execute(f"UPDATE {table} SET imported_at = ({imported})")
    for trigger in triggers:
        op.execute(trigger)


def without_guard(table: str) -> list[str]:
    """Let the table be changed; the statements that end this."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")
        return [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change"]
    query = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    trigger = op.get_bind().scalar(query, {"name": f"{table}_no_update"})
    op.execute(f"DROP TRIGGER {table}_no_update")
    return [trigger]


def create_tables() -> None:
    past(
        "claim",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("group_id", WIDE, autoincrement=False, nullable=True),
        points={"group_id": "claim"},
    )
    past(
        "attribution",
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("said_check", sa.Text(), nullable=False),
        points={"source_id": "source"},
    )
    past(
        "via",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        of="attribution",
        key=("position",),
        points={"source_id": "source"},
    )
    past(
        "source",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", ORDERED, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("owner_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("merged_into_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("wire_group", sa.Text(), nullable=True),
        points={"owner_id": "source", "merged_into_id": "source"},
    )
    past(
        "source_alias",
        sa.Column("folded", ORDERED, nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        sa.Column("id", WIDE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        of="source",
        key=("folded",),
    )
    past(
        "tag",
        sa.Column("name", ORDERED, nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        of="claim",
        key=("name",),
    )
    past(
        "claim_flag",
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        of="claim",
        key=("flag",),
    )
    op.create_index("ix_claim_flag_past_flag_claim_id", "claim_flag_past", ["flag", "claim_id"], unique=False)


def past(
    table: str,
    *columns: sa.Column,
    of: str | None = None,
    key: tuple[str, ...] = (),
    points: dict[str, str] | None = None,
) -> None:
    """The table of what rows were; `of` is what they belong to, where that is not the table itself."""
    owner, name = of or table, f"{table}_past"
    links = {f"{owner}_id": owner, **(points or {})}
    op.create_table(
        name,
        sa.Column(f"{owner}_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}")
            for column, target in links.items()
        ),
        sa.PrimaryKeyConstraint(f"{owner}_id", "until", *key, name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_until", name, ["until"], unique=False)
