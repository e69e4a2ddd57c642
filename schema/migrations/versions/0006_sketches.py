"""A sketch of each article's wording, to find texts that are nearly the same.

Articles that are there already are sketched by the program behind the revisions, since only it knows how.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "article_sketch",
        sa.Column("article_id", WIDE, autoincrement=False, nullable=False),
        sa.Column("lowest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_article_sketch_article_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_article_sketch"),
    )
