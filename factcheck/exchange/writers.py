"""What records say that no single column holds, for a chunk at a time, whose keys are given with them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, select

from factcheck.dates import stamp
from factcheck.store.asof import View, view
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import basis, evidence, source, source_alias, tag, via

Record = dict[str, Any]


def sources(connection: Connection, numbers: Sequence[int], records: Sequence[Record]) -> None:
    """The other names of sources."""
    names = _listed(connection, "aliases", numbers)
    for number, one in zip(numbers, records, strict=True):
        one["aliases"] = names[number]


def claims(connection: Connection, numbers: Sequence[int], records: Sequence[Record]) -> None:
    """The tags of claims."""
    tags = _listed(connection, "tags", numbers)
    for number, one in zip(numbers, records, strict=True):
        one["tags"], judged = tags[number], one["assessed_at"]
        one["assessed_at"] = stamp(judged) if judged else None


def attributions(connection: Connection, numbers: Sequence[int], records: Sequence[Record]) -> None:
    """The chains of attributions, speaker first, and where words stand."""
    passed = _listed(connection, "chain", numbers)
    for number, one in zip(numbers, records, strict=True):
        one["chain"] = [one["chain"], *passed[number]]
        for name in ("content", "citation"):
            one[name] = json.loads(one[name]) if one[name] else None
        for span, end in (("source_span", one.pop("source_end")), ("cue_span", one.pop("cue_end"))):
            one[span] = None if one[span] is None else [one[span], end]


def assessments(connection: Connection, numbers: Sequence[int], records: Sequence[Record]) -> None:
    """The items that assessments rest on."""
    rests = _listed(connection, "evidence", numbers)
    for number, one in zip(numbers, records, strict=True):
        one["evidence"] = rests[number]


_Side = tuple[FromClause, ColumnElement[int], ColumnElement[str], ColumnElement[Any]]
_SIDES: Final[Mapping[str, _Side]] = {
    "aliases": (source_alias, source_alias.c.source_id, source_alias.c.name, source_alias.c.folded),
    "tags": (tag, tag.c.claim_id, tag.c.name, tag.c.name),
    "chain": (via.join(source, source.c.id == via.c.source_id), via.c.attribution_id, source.c.uid, via.c.position),
    "evidence": (
        basis.join(evidence, evidence.c.id == basis.c.evidence_id),
        *(basis.c.assessment_id, evidence.c.uid, evidence.c.uid),
    ),
}
"""A table beside, the key of the record that a row of it belongs to, its word, and what those are ordered by."""


def _listed(connection: Connection, field: str, numbers: Sequence[int]) -> Mapping[int, list[str]]:
    """The words of a table beside, by the key of the record that they belong to."""
    listed: dict[int, list[str]] = defaultdict(list)
    for number, word in _side(view(connection), field).rows(connection, {"numbers": numbers}):
        listed[number].append(word)
    return listed


@lru_cache(KEPT)
def _side(view: View, field: str) -> Prepared:
    tables, key, word, order = _SIDES[field]
    return Prepared(select(key, word).select_from(tables).where(one_of(view, key, "numbers")).order_by(key, order))
