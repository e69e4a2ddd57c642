"""When each claim was last checked, and the order of those that wait for it longest. No table is rebuilt."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("claim", sa.Column("checked_at", MOMENT, nullable=True))
    op.execute(
        """
        UPDATE claim SET checked_at = (SELECT max(checked.recorded_at) FROM (
            SELECT claim_id, recorded_at FROM assessment
            WHERE NOT EXISTS (SELECT 1 FROM retraction WHERE retraction.assessment_id = assessment.id)
            UNION ALL SELECT claim_id, recorded_at FROM evidence
            UNION ALL SELECT evidence.claim_id, withdrawal.recorded_at
            FROM withdrawal JOIN evidence ON evidence.id = withdrawal.evidence_id
        ) AS checked WHERE checked.claim_id = claim.id)
        WHERE id IN (SELECT claim_id FROM assessment) OR id IN (SELECT claim_id FROM evidence)
        """
    )
    op.execute(
        "CREATE INDEX ix_claim_unchecked_since ON claim (coalesce(checked_at, recorded_at), id) "
        "WHERE status NOT IN ('confirmed', 'refuted', 'not_checkable')"
    )
    op.execute("CREATE INDEX ix_claim_due_id ON claim (due, id) WHERE due IS NOT NULL")
