"""What is measured: each a question, the product's call, and the plainest SQL by hand that answers the same.

A row's SQL gives the keys of the answer first in each of its rows; the call gives the same keys. `{first}` and such in
it stand for what a `Copied` says, `{listed}` for both dialects' way to put words in one cell, and `{words}` for their
way to search.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from struct import unpack
from typing import Any, Final

from sqlmodel import Session

from factcheck.dates import now, stamp
from factcheck.store import history
from factcheck.store.claims import best_claims, claims
from factcheck.store.conditions import ClaimFilter
from factcheck.store.details import detail
from factcheck.store.origins import origins
from factcheck.store.stale import stale
from factcheck.vocabulary import UNVERIFIED, Flag, Overdue
from tests.benchmarks.names import name

FIRST: Final = 50
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the questions are about, in a database with so many copies of an original of so many claims."""

    copies: int
    claims: int

    def claim(self, number: int) -> int:
        """The key of a claim of the original, in the first of the copies."""
        return (number - 1) * self.copies + 1

    @property
    def far(self) -> int:
        """The claim behind which page 10,000 begins, or one at nine tenths where there are fewer pages."""
        return min(self.copies * self.claims * 9 // 10, 10_000 * FIRST)


Call = Callable[[Session, Subjects], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One question. `expect` is in milliseconds at a million claims, `ratio` the most that it may take over the SQL.

    `past` asks as of the middle of the ledger, which the SQL knows as `:then`.
    `rare` is a question to which a small database has no answer. `rest` is what SQL leaves to do, done plainly.
    """

    name: str
    call: Call
    sql: str
    expect: float
    ratio: float = 3.0
    values: Callable[[Subjects], Mapping[str, Any]] = field(default=lambda _: {})
    past: bool = False
    rare: bool = False
    rest: Callable[[Sequence[Any]], object] = len


_SHOWN: Final = """
SELECT c.id, c.uid, c.text, c.status, c.credibility, c.confidence, c.state, c.recorded_at, c.assessed_at, c.version,
  t.quote, t.start, t."end", t.cue, t.stance, t.modality, t.voice, t.said_on, a.id, a.title, s.id, s.name, s.kind,
  (SELECT reliability FROM grade WHERE source_id = s.id ORDER BY id DESC LIMIT 1),
  (SELECT {listed:flag} FROM claim_flag WHERE claim_id = c.id), (SELECT {listed:name} FROM tag WHERE claim_id = c.id),
  (SELECT count(*) FROM claim o WHERE o.group_id = c.id)
FROM ({keys}) page
JOIN claim c ON c.id = page.id
JOIN attribution t ON t.id = (SELECT min(id) FROM attribution {whose})
JOIN source o ON o.id = t.source_id
JOIN source s ON s.id = coalesce(o.merged_into_id, o.id)
LEFT JOIN article a ON a.id = t.article_id
ORDER BY page.id
"""
_LISTED: Final = "state IN ('draft', 'accepted') AND group_id IS NULL"


def _page(where: str, *, told: str | None = None, start: str = "claim") -> str:
    """A page of claims in the order of their ids; `told` is what one attribution must be."""
    keys = f"SELECT id FROM {start} WHERE {_LISTED} AND {where} ORDER BY id LIMIT 50"
    whose = "WHERE claim_id = c.id"
    if told is not None:
        keys = (
            f"SELECT claim.id FROM claim WHERE {_LISTED} AND {where} AND (EXISTS (SELECT 1 FROM attribution t "
            f"WHERE t.claim_id = claim.id AND {told}) OR EXISTS (SELECT 1 FROM claim m JOIN attribution t "
            f"ON t.claim_id = m.id WHERE m.group_id = claim.id AND {told})) ORDER BY claim.id LIMIT 50"
        )
        whose = f"t WHERE (claim_id = c.id OR claim_id IN (SELECT id FROM claim WHERE group_id = c.id)) AND {told}"
    return _SHOWN.replace("{keys}", keys).replace("{whose}", whose)


def _few(told: str) -> str:
    """As `_page`, for what few attributions are: start from those."""
    keys = (
        "SELECT DISTINCT f.id FROM attribution t JOIN claim m ON m.id = t.claim_id "
        f"JOIN claim f ON f.id = coalesce(m.group_id, m.id) WHERE {told} AND f.{_LISTED.replace('group', 'f.group')} "
        "ORDER BY f.id LIMIT 50"
    )
    whose = f"t WHERE (claim_id = c.id OR claim_id IN (SELECT id FROM claim WHERE group_id = c.id)) AND {told}"
    return _SHOWN.replace("{keys}", keys).replace("{whose}", whose)


def _then(statuses: str) -> str:
    """A page as it was: states, groups and statuses are looked up as of a moment, the rest is shown as now."""
    judged = (
        "SELECT a.status FROM assessment a WHERE a.claim_id = claim.id AND a.recorded_at <= :then AND NOT EXISTS "
        "(SELECT 1 FROM retraction r WHERE r.assessment_id = a.id AND r.recorded_at <= :then) "
        "ORDER BY a.id DESC LIMIT 1"
    )
    was = "SELECT {what} FROM claim_past p WHERE p.claim_id = claim.id AND p.until > :then ORDER BY p.until LIMIT 1"
    changed = was.replace("{what}", "1")
    state, group = (
        f"CASE WHEN EXISTS ({changed}) THEN ({was.replace('{what}', f'p.{name}')}) ELSE claim.{name} END"
        for name in ("state", "group_id")
    )
    keys = (
        f"SELECT id FROM claim WHERE recorded_at <= :then AND {state} IN ('draft', 'accepted') AND {group} IS NULL "
        f"AND coalesce(({judged}), 'unchecked') IN ({statuses}) ORDER BY id LIMIT 50"
    )
    return _SHOWN.replace("{keys}", keys).replace("{whose}", "WHERE claim_id = c.id")


def _flagged(flag: str) -> str:
    keys = f"SELECT c.id FROM claim_flag f JOIN claim c ON c.id = f.claim_id WHERE f.flag = '{flag}' AND {_LISTED}"
    return _SHOWN.replace("{keys}", f"{keys} ORDER BY f.claim_id LIMIT 50").replace("{whose}", "WHERE claim_id = c.id")


def _listing(**wanted: Any) -> Call:
    return lambda session, _: [one.id for one in claims(session, ClaimFilter(limit=FIRST, **wanted))]


def _after(session: Session, subjects: Subjects) -> list[int]:
    return [one.id for one in claims(session, ClaimFilter(limit=FIRST, after=subjects.far))]


def _found(typed: str) -> Call:
    return lambda session, _: [one.id for one in best_claims(session, typed, FIRST)]


def _searching(*words: str) -> str:
    keys = (
        "SELECT coalesce(group_id, claim.id) AS id, min(rank) AS rank FROM ({words:" + " ".join(words) + "}) found "
        "JOIN claim ON claim.id = found.id WHERE state IN ('draft', 'accepted') GROUP BY 1 ORDER BY 2, 1 LIMIT 50"
    )
    shown = _SHOWN.replace("{keys}", keys).replace("{whose}", "WHERE claim_id = c.id")
    return shown.replace("ORDER BY page.id", "ORDER BY page.rank, page.id")


def _history(session: Session, subjects: Subjects) -> list[int]:
    return [one.seq for one in history.of_claim(session, subjects.claim(_HUB))]


def _stale(session: Session, _: Subjects) -> list[int]:
    return [one.claim.id for one in stale(session, ClaimFilter(limit=FIRST), (Overdue.NOT_CHECKED,))]


_UNCHECKED: Final = (
    _SHOWN.replace(
        "{keys}",
        "SELECT id, coalesce(checked_at, recorded_at) AS since FROM claim WHERE status NOT IN ('confirmed', 'refuted', "
        f"'not_checkable') AND {_LISTED} AND coalesce(checked_at, recorded_at) < :limit AND NOT EXISTS (SELECT 1 FROM "
        "claim_flag WHERE claim_id = claim.id AND flag = 'evidence_changed') ORDER BY 2, 1 LIMIT 50",
    )
    .replace("{whose}", "WHERE claim_id = c.id")
    .replace("ORDER BY page.id", "ORDER BY page.since, page.id")
)


def _log(session: Session, _: Subjects) -> list[int]:
    return [one.seq for one in history.log(session, limit=FIRST)]


def _show(session: Session, subjects: Subjects) -> list[int]:
    return [one.id for one in detail(session, subjects.claim(_HUB)).attributions]


def _every_two(rows: Sequence[Any]) -> list[tuple[int, int]]:
    """The echoes: every two articles whose sketches have much in common."""
    sketches = {row[2]: set(unpack(f">{len(row[5]) // 4}I", row[5])) for row in rows if row[5]}
    return [
        (one, other)
        for one, other in combinations(sketches, 2)
        if 2 * len(sketches[one] & sketches[other]) > min(len(sketches[one]), len(sketches[other]))
    ]


def _origins(session: Session, subjects: Subjects) -> list[int]:
    return [one.attribution_id for one in origins(session, subjects.claim(_HUB)).chains]


_HUB: Final = 8
_ORIGINS: Final = """
WITH RECURSIVE mine AS (
  SELECT * FROM attribution WHERE claim_id IN (SELECT id FROM claim WHERE :claim IN (id, group_id))
), said AS (
  SELECT id, stance, source_id, 0 AS position FROM mine
  UNION ALL SELECT mine.id, stance, via.source_id, position FROM via JOIN mine ON mine.id = via.attribution_id
), voice AS (
  SELECT said.id, position, r.id AS source, coalesce(r.owner_id, r.id) AS owner, r.named FROM said
  JOIN source s ON s.id = said.source_id JOIN source r ON r.id = coalesce(s.merged_into_id, s.id)
  WHERE stance = 'asserts'
), cites AS (
  SELECT DISTINCT citing.source AS citing, cited.source AS cited FROM voice cited
  JOIN voice citing ON citing.id = cited.id AND citing.position = cited.position + 1 AND citing.source <> cited.source
), leads AS (
  SELECT citing, cited FROM cites
  UNION SELECT leads.citing, cites.cited FROM leads JOIN cites ON cites.citing = leads.cited
), findings AS (
  SELECT (SELECT count(DISTINCT owner) FROM voice WHERE named AND source NOT IN (SELECT citing FROM cites)) AS known,
    (SELECT count(*) FROM leads WHERE citing = cited) AS circular
)
SELECT mine.id, mine.stance, a.id, a.title, a.published, k.lowest, findings.known, findings.circular,
  (SELECT {listed:source_id} FROM via WHERE attribution_id = mine.id)
FROM mine CROSS JOIN findings LEFT JOIN article a ON a.id = mine.article_id
LEFT JOIN article_sketch k ON k.article_id = a.id ORDER BY mine.id
"""
"""All but the echoes, which SQL cannot tell."""
_MERGED: Final = "(SELECT id FROM source WHERE 3 IN (id, merged_into_id))"
_EXPERTS: Final = (
    "(SELECT s.id FROM source s LEFT JOIN source r ON r.id = s.merged_into_id "
    "WHERE coalesce(r.kind, s.kind) = 'expert')"
)
_NAME: Final = name(50)

ROWS: Final = (
    Row(
        "unverified, first page",
        _listing(statuses=UNVERIFIED),
        _page("status IN ('unchecked', 'in_review', 'insufficient', 'disputed')"),
        5,
    ),
    Row(
        "unverified --as-of, first page",
        _listing(statuses=UNVERIFIED),
        _then("'unchecked', 'in_review', 'insufficient', 'disputed'"),
        50,
        past=True,
    ),
    Row(
        "claims --status refuted --as-of, first page",
        _listing(statuses=("refuted",)),
        _then("'refuted'"),
        50,
        past=True,
        rare=True,
    ),
    Row("claims, first page", _listing(), _page("id > 0"), 5, 2.5),
    Row(
        "claims, page 10,000",
        _after,
        _page("id > :far"),
        5,
        2.5,
        lambda subjects: {"far": subjects.far},
    ),
    Row("claims --status refuted", _listing(statuses=("refuted",)), _page("status = 'refuted'"), 5),
    Row("claims --flag single_origin", _listing(flags=(Flag.SINGLE_ORIGIN,)), _flagged("single_origin"), 50),
    Row("claims --flag circular", _listing(flags=(Flag.CIRCULAR,)), _flagged("circular"), 50),
    Row("stale --why not_checked", _stale, _UNCHECKED, 50, values=lambda _: {"limit": stamp(now() - timedelta(30))}),
    Row("claims --source S3", _listing(sources=("S3",)), _few(f"t.source_id IN {_MERGED}"), 50),
    Row("claims --kind expert", _listing(kinds=("expert",)), _page("0 = 0", told=f"t.source_id IN {_EXPERTS}"), 50),
    Row("claims --article A50", _listing(articles=(50,)), _few("t.article_id = 50"), 50),
    Row(
        "claims --stance questions", _listing(stances=("questions",)), _page("0 = 0", told="t.stance = 'questions'"), 50
    ),
    Row(
        "claims --tag topic-3",
        _listing(tags=("topic-3",)),
        _SHOWN.replace(
            "{keys}",
            "SELECT DISTINCT f.id FROM tag JOIN claim m ON m.id = tag.claim_id JOIN claim f "
            "ON f.id = coalesce(m.group_id, m.id) WHERE name = 'topic-3' AND f.state IN ('draft', 'accepted') "
            "ORDER BY f.id LIMIT 50",
        ).replace("{whose}", "WHERE claim_id = c.id"),
        50,
    ),
    Row(
        "claims --said-since 2025-12-20",
        _listing(said_since="2025-12-20"),
        _page("0 = 0", told="t.said_on || '~' >= '2025-12-20'"),
        50,
    ),
    Row(
        "claims --kind expert --said-since 2025-12-28 --stance questions",
        _listing(kinds=("expert",), said_since="2025-12-28", stances=("questions",)),
        _page(
            "0 = 0", told=f"t.source_id IN {_EXPERTS} AND t.said_on || '~' >= '2025-12-28' AND t.stance = 'questions'"
        ),
        50,
        rare=True,
    ),
    Row("search, two typical words", _found(f"{_NAME} council"), _searching(_NAME, "council"), 10, rare=True),
    Row("search, two common words", _found("council closed"), _searching("council", "closed"), 50, rare=True),
    Row(
        "show a claim with 200 attributions",
        _show,
        'SELECT t.*, a.title, a.url, substr(a.text, t.start - 239, 240), substr(a.text, t."end" + 1, 240), '
        "(SELECT {listed:source_id} FROM via WHERE attribution_id = t.id), s.name, s.kind FROM attribution t "
        "JOIN source s ON s.id = t.source_id LEFT JOIN article a ON a.id = t.article_id "
        "WHERE t.claim_id = :claim ORDER BY t.id",
        20,
        values=lambda subjects: {"claim": subjects.claim(_HUB)},
    ),
    Row(
        "history of a claim with 200 attributions",
        _history,
        "SELECT e.* FROM event e WHERE e.subject = (SELECT uid FROM claim WHERE id = :claim) OR (e.action IN "
        "('claim_linked', 'claim_unlinked') AND e.subject IN (SELECT c.uid FROM link JOIN claim c "
        "ON c.id = link.claim_id WHERE link.other_id = :claim)) ORDER BY e.seq",
        20,
        values=lambda subjects: {"claim": subjects.claim(_HUB)},
    ),
    Row(
        "origins of a claim with 200 attributions",
        _origins,
        _ORIGINS,
        20,
        values=lambda subjects: {"claim": subjects.claim(_HUB)},
        rest=_every_two,
    ),
    Row(
        "log, first page",
        _log,
        "SELECT e.seq, e.recorded_at, e.by, e.action, e.reason, e.payload, a.title FROM event e "
        "LEFT JOIN article a ON a.uid = e.subject ORDER BY e.seq DESC LIMIT 50",
        20,
    ),
)
