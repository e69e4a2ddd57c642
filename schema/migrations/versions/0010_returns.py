"""A page may go back to an earlier text: that is a revision, too, which has the text of one before.

SQLite cannot change a key of a table, so it is made anew with all its rows. Nothing may look at foreign keys meanwhile:
whoever runs this on a database with rows switches that off before the transaction begins.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = "uq_article_publisher_id_url_sha256"
COLUMNS = (
    "id, uid, publisher_id, url, title, published, lang, text, sha256, sentences, revises_id, recorded_at, author, "
    "original_sha256, archive_ref, imported_at"
)
INDEXES = ("revises_id", "sha256", "url")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(KEY, "article")
        op.create_unique_constraint(
            f"{KEY}_revises_id",
            "article",
            ["publisher_id", "url", "sha256", "revises_id"],
            postgresql_nulls_not_distinct=True,
        )
    else:
        make_anew()
        guard()


def make_anew() -> None:
    op.execute(
        "CREATE TABLE article_anew ( id INTEGER NOT NULL, uid TEXT NOT NULL, publisher_id INTEGER NOT NULL, "
        "url TEXT NOT NULL, title TEXT, published TEXT, lang TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL, "
        "sentences INTEGER NOT NULL, revises_id INTEGER, recorded_at TEXT NOT NULL, author TEXT, original_sha256 TEXT, "
        "archive_ref TEXT, imported_at TEXT, "
        "CONSTRAINT pk_article PRIMARY KEY (id), "
        "CONSTRAINT ck_article_revises CHECK (revises_id <> id), "
        "CONSTRAINT fk_article_publisher_id FOREIGN KEY(publisher_id) REFERENCES source (id), "
        "CONSTRAINT fk_article_revises_id FOREIGN KEY(revises_id) REFERENCES article (id), "
        f"CONSTRAINT {KEY}_revises_id UNIQUE (publisher_id, url, sha256, revises_id), "
        "CONSTRAINT uq_article_uid UNIQUE (uid) )"
    )
    op.execute(sa.text(f"INSERT INTO article_anew ({COLUMNS}) SELECT {COLUMNS} FROM article"))
    op.execute("DROP TABLE article")
    op.execute("ALTER TABLE article_anew RENAME TO article")
    for column in INDEXES:
        op.execute(f"CREATE INDEX ix_article_{column} ON article ({column})")


def guard() -> None:
    """As in the first revision, dropped with the table. To SQLite's key no NULL is like another, so this one looks."""
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER article_no_{verb.lower()} BEFORE {verb} ON article "
            "BEGIN SELECT RAISE(ABORT, 'article is append-only'); END"
        )
    taken = (
        "id = NEW.id",
        "uid = NEW.uid",
        "publisher_id = NEW.publisher_id AND url = NEW.url AND sha256 = NEW.sha256 AND revises_id IS NEW.revises_id",
    )
    when = " OR ".join(f"EXISTS (SELECT 1 FROM article WHERE {one})" for one in taken)
    op.execute(
        f"CREATE TRIGGER article_no_replace BEFORE INSERT ON article WHEN {when} "
        "BEGIN SELECT RAISE(ABORT, 'article is append-only'); END"
    )
