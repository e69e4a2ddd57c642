"""Questions that a list of claims answers, as they are held now."""

from datetime import timedelta
from typing import Final

from factcheck.dates import now, stamp
from factcheck.store.claims import ClaimRow, claims
from factcheck.store.filters import ClaimFilter
from factcheck.store.stale import stale
from factcheck.store.transaction import Session
from factcheck.vocabulary import UNVERIFIED, Flag, Overdue, Status
from tests.benchmarks.pages import EXPERT, LISTED, MERGED, SHOWN, few, flagged, ordered, page
from tests.benchmarks.row import FIRST, Row, Subjects, listing


def _after(session: Session, subjects: Subjects) -> list[ClaimRow]:
    return list(claims(session, ClaimFilter(limit=FIRST, after=subjects.far)))


def _stale(session: Session, _: Subjects) -> list[ClaimRow]:
    return [one.claim for one in stale(session, ClaimFilter(limit=FIRST), (Overdue.NOT_CHECKED,))]


_UNCHECKED: Final = (
    SHOWN.replace(
        "{keys}",
        "SELECT id, coalesce(checked_at, recorded_at) AS since FROM claim WHERE status NOT IN ('confirmed', 'refuted', "
        f"'not_checkable') AND {LISTED} AND coalesce(checked_at, recorded_at) < :limit AND NOT EXISTS (SELECT 1 FROM "
        "claim_flag WHERE claim_id = claim.id AND flag = 'evidence_changed') ORDER BY 2, 1 LIMIT 50",
    )
    .replace("{whose}", "WHERE claim_id = c.id")
    .replace("ORDER BY page.id", "ORDER BY page.since, page.id")
)

_RANK: Final = "CASE status " + " ".join(f"WHEN '{status}' THEN {rank}" for rank, status in enumerate(Status)) + " END"
_SAID: Final = "(SELECT said_on FROM attribution WHERE claim_id = claim.id ORDER BY id LIMIT 1)"
LISTS: Final = (
    Row(
        "unverified, first page",
        listing(statuses=UNVERIFIED),
        page("status IN ('unchecked', 'in_review', 'insufficient', 'disputed')"),
        5,
    ),
    Row("claims, first page", listing(), page("id > 0"), 5, 2.5),
    Row(
        "claims, page 10,000",
        _after,
        page("id > :far"),
        5,
        2.5,
        lambda subjects: {"far": subjects.far},
    ),
    Row("claims --status refuted", listing(statuses=("refuted",)), page("status = 'refuted'"), 5),
    Row("claims --sort assessed", listing(sort="assessed"), ordered("assessed_at"), 50),
    Row("claims --sort status", listing(sort="status"), ordered(_RANK), 50),
    Row("claims --sort credibility", listing(sort="credibility"), ordered("credibility"), 50),
    Row("claims --sort said", listing(sort="said"), ordered(_SAID), 50),
    Row("claims --flag single_origin", listing(flags=(Flag.SINGLE_ORIGIN,)), flagged("single_origin"), 50),
    Row("claims --flag circular", listing(flags=(Flag.CIRCULAR,)), flagged("circular"), 50),
    Row("stale --why not_checked", _stale, _UNCHECKED, 50, values=lambda _: {"limit": stamp(now() - timedelta(30))}),
    Row("claims --source S3", listing(sources=("S3",)), few("t.source_id", f"IN {MERGED}"), 50),
    Row("claims --kind expert", listing(kinds=("expert",)), page("0 = 0", told=EXPERT), 50),
    Row("claims --article A50", listing(articles=(50,)), few("t.article_id", "= 50"), 50),
    Row(
        "claims --stance questions",
        listing(stances=("questions",)),
        page("0 = 0", told="{by_claim:t.stance} = 'questions'"),
        50,
    ),
    Row(
        "claims --tag topic-3",
        listing(tags=("topic-3",)),
        SHOWN.replace(
            "{keys}",
            "SELECT DISTINCT f.id FROM tag JOIN claim m ON m.id = tag.claim_id JOIN claim f "
            "ON f.id = coalesce(m.group_id, m.id) WHERE name = 'topic-3' AND f.state IN ('draft', 'accepted') "
            "ORDER BY f.id LIMIT 50",
        ).replace("{whose}", "WHERE claim_id = c.id"),
        50,
    ),
    Row(
        "claims --said-since 2025-12-20",
        listing(said_since="2025-12-20"),
        page("0 = 0", told="t.said_on || '~' >= '2025-12-20'"),
        50,
    ),
    Row(
        "claims --kind expert --said-since 2025-12-28 --stance questions",
        listing(kinds=("expert",), said_since="2025-12-28", stances=("questions",)),
        page("0 = 0", told=f"{EXPERT} AND t.said_on || '~' >= '2025-12-28' AND {{by_claim:t.stance}} = 'questions'"),
        50,
        rare=True,
    ),
)
