"""Sources as others name them: with merges followed, for people and for counting, and the chains that they stand in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from factcheck.store.chains import Party
from factcheck.store.tables import attribution, grade, source, via

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source as it is named elsewhere, merges followed."""

    id: int
    name: str
    kind: str
    reliability: str | None


def references(connection: Connection, numbers: Collection[int]) -> dict[int, SourceRef]:
    """These sources with merges followed, by the number asked for."""
    root = source.alias("root")
    reliability = select(grade.c.reliability).where(grade.c.source_id == root.c.id).order_by(grade.c.id.desc()).limit(1)
    query = select(source.c.id, root.c.id.label("root"), root.c.name, root.c.kind, reliability.scalar_subquery()).join(
        root, root.c.id == func.coalesce(source.c.merged_into_id, source.c.id)
    )
    found: dict[int, SourceRef] = {}
    wanted = sorted(numbers)
    for at in range(0, len(wanted), _CHUNK):
        rows = connection.execute(query.where(source.c.id.in_(wanted[at : at + _CHUNK])))
        found.update((row[0], SourceRef(*row[1:])) for row in rows)
    return found


def chains_of(connection: Connection, attributions: Collection[int]) -> dict[int, list[int]]:
    """The chains of these attributions, speaker first, publisher last."""
    speakers = select(attribution.c.id, attribution.c.source_id).where(attribution.c.id.in_(attributions))
    chains = {number: [speaker] for number, speaker in connection.execute(speakers)}
    passed = select(via.c.attribution_id, via.c.source_id).where(via.c.attribution_id.in_(attributions))
    for number, passing in connection.execute(passed.order_by(via.c.attribution_id, via.c.position)):
        chains[number].append(passing)
    return chains


def parties_of(connection: Connection, sources: Iterable[int]) -> dict[int, Party]:
    """The sources with merges followed, and their owners' owners as far up as they go."""
    rows: dict[int, tuple[int | None, int | None, str, bool]] = {}
    wanted = set(sources)
    while wanted:
        chunk = sorted(wanted)[:_CHUNK]
        for number, merged_into, owner, kind, named in connection.execute(_sources(), {"numbers": chunk}):
            rows[number] = (merged_into, owner, kind, named)
            wanted |= {one for one in (merged_into, owner) if one is not None}
        wanted -= rows.keys()
    return {number: _party(number, rows) for number in rows}


@cache
def _sources() -> Select[Any]:
    numbers: BindParameter[Any] = bindparam("numbers", expanding=True)
    columns = (source.c.id, source.c.merged_into_id, source.c.owner_id, source.c.kind, source.c.named)
    return select(*columns).where(source.c.id.in_(numbers))


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
