"""Questions that a list of claims answers as of a moment, in the middle of the ledger.

What was held then is looked up row by row: states, groups, statuses, flags and speakers. The rest is shown as now.
"""

from typing import Final

from factcheck.vocabulary import UNVERIFIED, Flag
from tests.benchmarks.pages import EXPERTS, MERGED, SHOWN
from tests.benchmarks.row import Row, listing

_STATUS: Final = (
    "SELECT a.status FROM assessment a WHERE a.claim_id = claim.id AND a.recorded_at <= :then AND NOT EXISTS "
    "(SELECT 1 FROM retraction r WHERE r.assessment_id = a.id AND r.recorded_at <= :then) ORDER BY a.id DESC LIMIT 1"
)


def _was(table: str, column: str, row: str) -> str:
    """What a column of a row held, before the first change since."""
    was = f"FROM {table}_past p WHERE p.{table}_id = {row}.id AND p.until > :then"
    first = f"SELECT p.{column} {was} ORDER BY p.until LIMIT 1"
    return f"CASE WHEN EXISTS (SELECT 1 {was}) THEN ({first}) ELSE {row}.{column} END"


def _listed(row: str) -> str:
    state, group = (_was("claim", column, row) for column in ("state", "group_id"))
    return f"{row}.recorded_at <= :then AND {state} IN ('draft', 'accepted') AND {group} IS NULL"


def _page(keys: str) -> str:
    shown = SHOWN.replace("{keys}", f"{keys} ORDER BY 1 LIMIT 50")
    return shown.replace("{whose}", "WHERE claim_id = c.id")


def _judged(statuses: str) -> str:
    return _page(
        f"SELECT id FROM claim WHERE {_listed('claim')} AND coalesce(({_STATUS}), 'unchecked') IN ({statuses})"
    )


def _flagged(flag: Flag) -> str:
    had = f"flag = '{flag}' AND (since IS NULL OR since <= :then)"
    flags = (
        f"SELECT claim_id FROM claim_flag WHERE {had} "
        f"UNION SELECT claim_id FROM claim_flag_past WHERE {had} AND until > :then"
    )
    return _page(f"SELECT claim.id FROM ({flags}) f JOIN claim ON claim.id = f.claim_id WHERE {_listed('claim')}")


def _said_by(sources: str) -> str:
    speaker = _was("attribution", "source_id", "t")
    return _page(
        "SELECT DISTINCT f.id FROM attribution t JOIN claim m ON m.id = t.claim_id "
        f"JOIN claim f ON f.id = coalesce({_was('claim', 'group_id', 'm')}, m.id) "
        f"WHERE t.recorded_at <= :then AND {speaker} IN {sources} AND {_listed('f')}"
    )


THEN: Final = (
    Row(
        "unverified --as-of, first page",
        listing(statuses=UNVERIFIED),
        _judged("'unchecked', 'in_review', 'insufficient', 'disputed'"),
        50,
        past=True,
    ),
    Row(
        "claims --status refuted --as-of, first page",
        listing(statuses=("refuted",)),
        _judged("'refuted'"),
        50,
        past=True,
        rare=True,
    ),
    Row(
        "claims --flag single_origin --as-of",
        listing(flags=(Flag.SINGLE_ORIGIN,)),
        _flagged(Flag.SINGLE_ORIGIN),
        50,
        past=True,
    ),
    Row(
        "claims --flag evidence_changed --as-of",
        listing(flags=(Flag.EVIDENCE_CHANGED,)),
        _flagged(Flag.EVIDENCE_CHANGED),
        50,
        past=True,
        rare=True,
    ),
    Row("claims --source S3 --as-of", listing(sources=("S3",)), _said_by(MERGED), 50, past=True),
    Row("claims --kind expert --as-of", listing(kinds=("expert",)), _said_by(EXPERTS), 50, past=True),
)
