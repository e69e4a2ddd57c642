"""Which claims were once given a status or a tag, and which attributions a source, for questions about the past."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    known = sa.text("coalesce(imported_at, recorded_at)")
    op.create_index("ix_assessment_status_known", "assessment", ["status", known, "claim_id"])
    op.create_index("ix_attribution_past_source_id", "attribution_past", ["source_id"])
    op.create_index("ix_tag_past_name", "tag_past", ["name"])
