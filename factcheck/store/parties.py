"""Sources as others name them: with merges followed, for people and for counting, and the chains that they stand in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, func, select

from factcheck.store.asof import View, view
from factcheck.store.chains import Party
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import attribution, grade, source, via


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source as it is named elsewhere, merges followed."""

    id: int
    name: str
    kind: str
    reliability: str | None


def references(connection: Connection, numbers: Collection[int]) -> dict[int, SourceRef]:
    """These sources with merges followed, by the number asked for."""
    if not numbers:
        return {}
    found = _named(view(connection)).rows(connection, {"numbers": numbers})
    return {number: SourceRef(*named) for number, *named in found}


@lru_cache(KEPT)
def _named(view: View) -> Prepared:
    root = source.alias("root")
    reliability = select(grade.c.reliability).where(grade.c.source_id == root.c.id).order_by(grade.c.id.desc()).limit(1)
    query = select(source.c.id, root.c.id.label("root"), root.c.name, root.c.kind, reliability.scalar_subquery())
    merged = func.coalesce(source.c.merged_into_id, source.c.id)
    return Prepared(query.join(root, root.c.id == merged).where(one_of(view, source.c.id, "numbers")))


def chains_of(connection: Connection, attributions: Collection[int]) -> dict[int, list[int]]:
    """The chains of these attributions, speaker first, publisher last."""
    if not attributions:
        return {}
    found = _speakers(view(connection)).rows(connection, {"numbers": attributions})
    return chains_from(connection, {row[0]: row[1] for row in found})


@lru_cache(KEPT)
def _speakers(view: View) -> Prepared:
    query = select(attribution.c.id, attribution.c.source_id)
    return Prepared(query.where(one_of(view, attribution.c.id, "numbers")))


def chains_from(connection: Connection, speakers: Mapping[int, int]) -> dict[int, list[int]]:
    """The chains of these attributions, whose speakers are known."""
    chains = {number: [speaker] for number, speaker in speakers.items()}
    if chains:
        for number, passing in _passed(view(connection)).rows(connection, {"numbers": chains}):
            chains[number].append(passing)
    return chains


@lru_cache(KEPT)
def _passed(view: View) -> Prepared:
    query = select(via.c.attribution_id, via.c.source_id).where(one_of(view, via.c.attribution_id, "numbers"))
    return Prepared(query.order_by(via.c.attribution_id, via.c.position))


def parties_of(connection: Connection, sources: Iterable[int]) -> dict[int, Party]:
    """The sources with merges followed, and their owners' owners as far up as they go."""
    rows: dict[int, tuple[int | None, int | None, str, bool]] = {}
    wanted = set(sources)
    while wanted:
        further: set[int] = set()
        for number, merged_into, owner, kind, named in _sources(view(connection)).rows(connection, {"numbers": wanted}):
            rows[number] = (merged_into, owner, kind, named)
            further |= {one for one in (merged_into, owner) if one is not None}
        wanted = further - rows.keys()
    return {number: _party(number, rows) for number in rows}


@lru_cache(KEPT)
def _sources(view: View) -> Prepared:
    columns = (source.c.id, source.c.merged_into_id, source.c.owner_id, source.c.kind, source.c.named)
    return Prepared(select(*columns).where(one_of(view, source.c.id, "numbers")))


def _party(number: int, rows: Mapping[int, tuple[int | None, int | None, str, bool]]) -> Party:
    root = rows[number][0] or number
    owner, seen = root, {root}
    while (above := rows[owner][1]) is not None:
        above = rows[above][0] or above
        if above in seen:  # the desk refuses circles of owners; a foreign import might still bring one
            break
        owner = above
        seen.add(owner)
    return Party(root, owner, rows[root][2], rows[root][3])
