"""The ledger, its projection, and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDERED = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

APPEND_ONLY = {
    "ledger": ["id"],
    "event": ["seq", "subject, version"],
    "article": ["id", "uid", "publisher_id, url, sha256"],
    "anchor": ["attribution_id, article_id"],
    "assessment": ["id", "uid"],
    "retraction": ["id", "uid", "assessment_id"],
    "grade": ["id", "uid"],
}
"""Tables of history, each with its keys: a row, once written, is never changed, deleted or replaced."""


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
        create_search_postgresql()
    else:
        guard_sqlite()
        create_search_sqlite()


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
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$"
    )
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


def create_search_sqlite() -> None:
    """The program keeps both: with trusted_schema off a trigger could not."""
    tokenize = "tokenize='porter unicode61 remove_diacritics 2'"
    op.execute(f"CREATE VIRTUAL TABLE claim_search USING fts5(text, content='claim', content_rowid='id', {tokenize})")
    op.execute(
        "CREATE VIRTUAL TABLE article_search "
        f"USING fts5(title, text, content='article', content_rowid='id', {tokenize})"
    )


def create_search_postgresql() -> None:
    """Stems without stop words ("who" is a word), and in parts: a tsvector holds less than a long article."""
    op.execute("CREATE TEXT SEARCH DICTIONARY factcheck_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION factcheck (PARSER = default)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION factcheck ADD MAPPING FOR asciiword, word, numword WITH factcheck_stem")
    op.execute("ALTER TEXT SEARCH CONFIGURATION factcheck ADD MAPPING FOR int, uint, float, sfloat WITH simple")
    for table in ("claim", "article"):
        op.execute(
            f"CREATE TABLE {table}_search ("
            f"{table}_id bigint NOT NULL CONSTRAINT fk_{table}_search_{table}_id REFERENCES {table} (id), "
            "part integer NOT NULL, words tsvector NOT NULL, "
            f"CONSTRAINT pk_{table}_search PRIMARY KEY ({table}_id, part))"
        )
        op.execute(f"CREATE INDEX ix_{table}_search_words ON {table}_search USING gin (words)")


def create_tables() -> None:
    op.create_table(
        "claim",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("due", ORDERED, nullable=True),
        sa.Column("engine", sa.Text(), nullable=True),
        sa.Column("digest", ORDERED, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("assessed_at", MOMENT, nullable=True),
        sa.CheckConstraint("confidence IN ('low', 'moderate', 'high')", name="ck_claim_confidence"),
        sa.CheckConstraint("state IN ('draft', 'accepted', 'rejected', 'superseded')", name="ck_claim_state"),
        sa.CheckConstraint(
            "status IN ('unchecked', 'in_review', 'confirmed', 'refuted', 'disputed', 'insufficient', 'not_checkable')",
            name="ck_claim_status",
        ),
        sa.CheckConstraint("credibility IN (1, 2, 3, 4, 5, 6)", name="ck_claim_credibility"),
        sa.CheckConstraint("version >= 1", name="ck_claim_version"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sa.UniqueConstraint("uid", name="uq_claim_uid"),
    )
    op.create_index("ix_claim_assessed_at_id", "claim", ["assessed_at", "id"], unique=False)
    op.create_index("ix_claim_digest", "claim", ["digest"], unique=False)
    op.create_index("ix_claim_recorded_at_id", "claim", ["recorded_at", "id"], unique=False)
    op.create_index("ix_claim_state_id", "claim", ["state", "id"], unique=False)
    op.create_index("ix_claim_status_id", "claim", ["status", "id"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", WIDE, nullable=False),
        sa.Column("subject", ORDERED, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("imported_at", MOMENT, nullable=True),
        sa.CheckConstraint("(version = 1) = (prev_hash = '')", name="ck_event_prev_hash"),
        sa.CheckConstraint("version >= 1", name="ck_event_version"),
        sa.PrimaryKeyConstraint("seq", name="pk_event"),
        sa.UniqueConstraint("subject", "version", name="uq_event_subject_version"),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_ledger_single"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
    )
    op.create_table(
        "source",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", ORDERED, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("owner_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("merged_into_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('state_media', 'official', 'military', 'intergovernmental', 'independent_media', 'expert', 'organisation', 'individual', 'unconfirmed_report', 'anonymous', 'unknown')",
            name="ck_source_kind",
        ),
        sa.CheckConstraint("owner_id <> id", name="ck_source_owner"),
        sa.ForeignKeyConstraint(["merged_into_id"], ["source.id"], name="fk_source_merged_into_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["source.id"], name="fk_source_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("uid", name="uq_source_uid"),
    )
    op.create_index("ix_source_folded", "source", ["folded"], unique=False)
    op.create_index("ix_source_merged_into_id", "source", ["merged_into_id"], unique=False)
    op.create_index("ix_source_owner_id", "source", ["owner_id"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("publisher_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("url", ORDERED, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", ORDERED, nullable=True),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", ORDERED, nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.Column("revises_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("revises_id <> id", name="ck_article_revises"),
        sa.ForeignKeyConstraint(["publisher_id"], ["source.id"], name="fk_article_publisher_id"),
        sa.ForeignKeyConstraint(["revises_id"], ["article.id"], name="fk_article_revises_id"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("publisher_id", "url", "sha256", name="uq_article_publisher_id_url_sha256"),
        sa.UniqueConstraint("uid", name="uq_article_uid"),
    )
    op.create_index("ix_article_revises_id", "article", ["revises_id"], unique=False)
    op.create_index("ix_article_sha256", "article", ["sha256"], unique=False)
    op.create_index("ix_article_url", "article", ["url"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("due", ORDERED, nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("confidence IN ('low', 'moderate', 'high')", name="ck_assessment_confidence"),
        sa.CheckConstraint(
            "status IN ('unchecked', 'in_review', 'confirmed', 'refuted', 'disputed', 'insufficient', 'not_checkable')",
            name="ck_assessment_status",
        ),
        sa.CheckConstraint("credibility IN (1, 2, 3, 4, 5, 6)", name="ck_assessment_credibility"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_assessment_claim_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("uid", name="uq_assessment_uid"),
    )
    op.create_index("ix_assessment_claim_id", "assessment", ["claim_id"], unique=False)
    op.create_table(
        "claim_flag",
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "flag IN ('single_origin', 'origin_unknown', 'state_media_only', 'circular', 'quote_broken', 'evidence_changed', 'overridden')",
            name="ck_claim_flag_flag",
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_flag_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", "flag", name="pk_claim_flag"),
    )
    op.create_index("ix_claim_flag_flag_claim_id", "claim_flag", ["flag", "claim_id"], unique=False)
    op.create_table(
        "grade",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("reliability", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("reliability IN ('A', 'B', 'C', 'D', 'E', 'F')", name="ck_grade_reliability"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_grade_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_grade"),
        sa.UniqueConstraint("uid", name="uq_grade_uid"),
    )
    op.create_index("ix_grade_source_id", "grade", ["source_id"], unique=False)
    op.create_table(
        "source_alias",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_alias_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source_alias"),
        sa.UniqueConstraint("source_id", "folded", name="uq_source_alias_source_id_folded"),
    )
    op.create_index("ix_source_alias_folded", "source_alias", ["folded"], unique=False)
    op.create_table(
        "tag",
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("name", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_tag_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", "name", name="pk_tag"),
    )
    op.create_index("ix_tag_name", "tag", ["name"], unique=False)
    op.create_table(
        "attribution",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("claim_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("article_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("said_on", ORDERED, nullable=True),
        sa.Column("said_check", sa.Text(), nullable=False),
        sa.Column("inside_id", WIDE, autoincrement=False, nullable=True),
        sa.Column("citation", sa.Text(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "modality IN ('stated', 'alleged', 'probable', 'possible', 'planned', 'feared', 'interpreted')",
            name="ck_attribution_modality",
        ),
        sa.CheckConstraint(
            "said_check IN ('not_checked', 'quote_located', 'original_seen', 'misattributed', 'withdrawn')",
            name="ck_attribution_said_check",
        ),
        sa.CheckConstraint(
            "stance IN ('asserts', 'denies', 'questions', 'reports_no_confirmation')", name="ck_attribution_stance"
        ),
        sa.CheckConstraint("voice IN ('quoted', 'reported', 'narrated')", name="ck_attribution_voice"),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name="ck_attribution_span"),
        sa.CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="ck_attribution_end"),
        sa.CheckConstraint("(article_id IS NULL) = (quote IS NULL)", name="ck_attribution_quote"),
        sa.CheckConstraint('(quote IS NULL) = ("start" IS NULL)', name="ck_attribution_start"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_attribution_article_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_attribution_claim_id"),
        sa.ForeignKeyConstraint(["inside_id"], ["attribution.id"], name="fk_attribution_inside_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_attribution_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attribution"),
        sa.UniqueConstraint("uid", name="uq_attribution_uid"),
    )
    op.create_index("ix_attribution_article_id_start", "attribution", ["article_id", "start"], unique=False)
    op.create_index("ix_attribution_claim_id", "attribution", ["claim_id"], unique=False)
    op.create_index("ix_attribution_inside_id", "attribution", ["inside_id"], unique=False)
    op.create_index("ix_attribution_said_on_claim_id", "attribution", ["said_on", "claim_id"], unique=False)
    op.create_index("ix_attribution_source_id_claim_id", "attribution", ["source_id", "claim_id"], unique=False)
    op.create_table(
        "retraction",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("uid", ORDERED, nullable=False),
        sa.Column("assessment_id", WIDE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_retraction_assessment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_retraction"),
        sa.UniqueConstraint("assessment_id", name="uq_retraction_assessment_id"),
        sa.UniqueConstraint("uid", name="uq_retraction_uid"),
    )
    op.create_table(
        "anchor",
        sa.Column("attribution_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("article_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="ck_anchor_end"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_anchor_article_id"),
        sa.ForeignKeyConstraint(["attribution_id"], ["attribution.id"], name="fk_anchor_attribution_id"),
        sa.PrimaryKeyConstraint("attribution_id", "article_id", name="pk_anchor"),
    )
    op.create_index("ix_anchor_article_id", "anchor", ["article_id"], unique=False)
    op.create_table(
        "via",
        sa.Column("attribution_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", WIDE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["attribution_id"], ["attribution.id"], name="fk_via_attribution_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_via_source_id"),
        sa.PrimaryKeyConstraint("attribution_id", "position", name="pk_via"),
    )
    op.create_index("ix_via_source_id", "via", ["source_id"], unique=False)
