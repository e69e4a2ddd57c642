"""Claims by tag, stance, modality and credibility are found in the order of their keys, a page at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.drop_index("ix_tag_name", "tag")
    op.create_index("ix_tag_name_claim_id", "tag", ["name", "claim_id"])
    for column in ("stance", "modality"):
        op.create_index(f"ix_attribution_{column}_claim_id", "attribution", [column, "claim_id"])
    judged = sa.text("credibility IS NOT NULL")
    op.create_index(
        "ix_claim_credibility_id", "claim", ["credibility", "id"], sqlite_where=judged, postgresql_where=judged
    )
