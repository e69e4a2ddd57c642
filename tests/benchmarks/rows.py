"""What is measured: each a question, the product's call, and the plainest SQL by hand that answers the same.

A row's SQL gives the keys of the answer first in each of its rows; the call gives the same keys. `{listed}` in it
stands for both dialects' way to put words in one cell, and `{words}` for their way to search.
"""

import json
from collections.abc import Sequence
from itertools import combinations
from struct import unpack
from typing import Any, Final

from factcheck.store import history
from factcheck.store.claims import best_claims
from factcheck.store.details import detail
from factcheck.store.history import Asked
from factcheck.store.log import log
from factcheck.store.origins import origins
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action
from tests.benchmarks.lists import LISTS
from tests.benchmarks.names import name
from tests.benchmarks.pages import SHOWN
from tests.benchmarks.row import FIRST, Call, Row, Subjects
from tests.benchmarks.then import THEN


def _found(typed: str) -> Call:
    return lambda session, _: best_claims(session, typed, FIRST)


def _searching(*words: str) -> str:
    keys = (
        "SELECT coalesce(group_id, claim.id) AS id, min(rank) AS rank FROM ({words:" + " ".join(words) + "}) found "
        "JOIN claim ON claim.id = found.id WHERE state IN ('draft', 'accepted') GROUP BY 1 ORDER BY 2, 1 LIMIT 50"
    )
    shown = SHOWN.replace("{keys}", keys).replace("{whose}", "WHERE claim_id = c.id")
    return shown.replace("ORDER BY page.id", "ORDER BY page.rank, page.id")


def _history(session: Session, _: Subjects) -> list[int]:
    return [one.seq for one in history.of_claim(session, _HUB)]


def _log(session: Session, _: Subjects) -> list[int]:
    return [one.seq for one in log(session, limit=FIRST)]


def _show(session: Session, _: Subjects) -> list[int]:
    return [one.id for one in detail(session, _HUB).attributions]


def _every_two(rows: Sequence[Any]) -> list[tuple[int, int]]:
    """The echoes: every two articles whose sketches have much in common."""
    sketches = {row[2]: set(unpack(f">{len(row[5]) // 4}I", row[5])) for row in rows if row[5]}
    return [
        (one, other)
        for one, other in combinations(sketches, 2)
        if 2 * len(sketches[one] & sketches[other]) > min(len(sketches[one]), len(sketches[other]))
    ]


def _origins(session: Session, _: Subjects) -> list[int]:
    return [one.attribution_id for one in origins(session, _HUB).chains]


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
_NAME: Final = name(50)
_SHOWN_TOO: Final = (
    SHOWN.replace("{keys}", "SELECT id FROM claim WHERE id = :claim").replace("{whose}", "WHERE claim_id = c.id"),
    (
        "SELECT a.*, r.by, r.reason FROM assessment a LEFT JOIN retraction r ON r.assessment_id = a.id "
        "WHERE a.claim_id = :claim ORDER BY a.id"
    ),
    (
        "SELECT i.*, w.by, w.reason, w.recorded_at, t.said_check, t.stance, s.id, s.name, s.kind FROM evidence i "
        "LEFT JOIN withdrawal w ON w.evidence_id = i.id LEFT JOIN attribution t ON t.id = i.attribution_id "
        "LEFT JOIN source s ON s.id = coalesce(i.source_id, t.source_id) WHERE i.claim_id = :claim ORDER BY i.id"
    ),
    (
        "SELECT l.*, o.text FROM link l LEFT JOIN unlinking u ON u.link_id = l.id "
        "JOIN claim o ON o.id = CASE WHEN l.claim_id = :claim THEN l.other_id ELSE l.claim_id END "
        "WHERE (l.claim_id = :claim OR l.other_id = :claim) AND u.id IS NULL ORDER BY l.id"
    ),
)
"""The claim itself, and what was judged, found and linked. Whom the sources were merged into is left aside."""

_LOGGED: Final = (
    "SELECT e.seq, e.recorded_at, e.by, e.action, e.reason, CASE WHEN e.action <> 'article_added' THEN e.payload END, "
    "a.title, c.id, s.id, a.id, i.id FROM event e LEFT JOIN claim c ON c.uid = e.subject LEFT JOIN source s "
    "ON s.uid = e.subject LEFT JOIN article a ON a.uid = e.subject LEFT JOIN evidence i ON i.uid = e.subject "
    "WHERE {which} ORDER BY e.seq DESC LIMIT 50"
)
"""With what each event is about, but not the other claims and items that its payload names by uid."""


def _payloads(rows: Sequence[Any]) -> list[Any]:
    return [json.loads(row[5]) for row in rows if row[5]]


ROWS: Final = (
    *LISTS,
    *THEN,
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
        values=lambda _: {"claim": _HUB},
        more=_SHOWN_TOO,
    ),
    Row(
        "history of a claim with 200 attributions",
        _history,
        "SELECT e.seq, e.recorded_at, e.by, e.action, e.reason, e.payload FROM event e "
        "WHERE e.subject = (SELECT uid FROM claim WHERE id = :claim) OR (e.action IN "
        "('claim_linked', 'claim_unlinked') AND e.subject IN (SELECT c.uid FROM link JOIN claim c "
        "ON c.id = link.claim_id WHERE link.other_id = :claim)) ORDER BY e.seq",
        20,
        values=lambda _: {"claim": _HUB},
        rest=_payloads,
    ),
    Row(
        "origins of a claim with 200 attributions",
        _origins,
        _ORIGINS,
        20,
        values=lambda _: {"claim": _HUB},
        rest=_every_two,
    ),
    Row(
        "log, first page",
        _log,
        _LOGGED.replace("{which}", "0 = 0"),
        20,
        rest=_payloads,
    ),
    Row(
        "log --action source_graded",
        lambda session, _: [one.seq for one in log(session, Asked(actions=(Action.SOURCE_GRADED,)), limit=FIRST)],
        _LOGGED.replace("{which}", "e.action = 'source_graded'"),
        20,
        rest=_payloads,
    ),
)
