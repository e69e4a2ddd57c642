"""The rows of a small database, and a naive reading of them: what a filter lists, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from factcheck.settings import Location
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading
from factcheck.store.tables import attribution, claim, claim_flag, source, tag
from factcheck.vocabulary import Flag, State, Status


@dataclass(frozen=True, slots=True, repr=False)
class World:
    """The rows of a small database: `those` are each claim and the ones it stands for, `said` what is said of each."""

    claims: dict[int, Any]
    those: dict[int, set[int]]
    said: dict[int, list[Any]]
    kinds: dict[int, str]
    roots: dict[int, int]
    tags: set[tuple[int, str]]
    flags: set[tuple[int, str]]

    def __repr__(self) -> str:
        """Short: Hypothesis shows it with what it finds, and refuses to show much."""
        return "World()"

    def matches(self, wanted: ClaimFilter, number: int) -> bool:
        """Whether the claim is to be listed."""
        row = self.claims[number]
        those = self.those[number]
        return (
            row.state in wanted.states
            and row.group_id is None
            and (not wanted.statuses or row.status in wanted.statuses)
            and (not wanted.ids or number in wanted.ids)
            and (not wanted.credibilities or row.credibility in wanted.credibilities)
            and all(any((one, name) in self.tags for one in those) for name in wanted.tags)
            and all((number, flag) in self.flags for flag in wanted.flags)
            and (
                not self._about_it(wanted)
                or any(self._is_said(wanted, one) for other in those for one in self.said[other])
            )
        )

    def _about_it(self, wanted: ClaimFilter) -> list[Any]:
        """What is asked of an attribution."""
        asked = (wanted.sources, wanted.kinds, wanted.articles, wanted.stances, wanted.modalities)
        return [one for one in (*asked, wanted.said_since, wanted.said_until) if one]

    def ordered(self, wanted: ClaimFilter, numbers: Iterable[int] | None = None) -> list[int]:
        """These claims, else all that match, in the order asked for: those without what it goes by stand last."""
        every = [number for number in self.claims if self.matches(wanted, number)] if numbers is None else [*numbers]
        keys = {number: self._key(wanted, number) for number in every}
        have = [number for number in every if keys[number] is not None]
        have.sort(key=lambda number: (keys[number], number), reverse=wanted.descending)
        return have + sorted((one for one in every if keys[one] is None), reverse=wanted.descending)

    def _key(self, wanted: ClaimFilter, number: int) -> Any:
        row = self.claims[number]
        match wanted.sort:
            case "said":
                those = self.those[number] if self._about_it(wanted) else {number}
                mine = [one for other in those for one in self.said[other] if self._is_said(wanted, one)]
                return min(mine, key=lambda one: int(one.id)).said_on if mine else None
            case "status":
                return tuple(Status).index(row.status)
            case "id":
                return number
            case sort:
                return getattr(row, {"recorded": "recorded_at", "assessed": "assessed_at"}.get(sort, sort))

    def _is_said(self, wanted: ClaimFilter, said: Any) -> bool:
        root = self.roots[said.source_id]
        meant = {self.roots[int(one[1:])] for one in wanted.sources if int(one[1:]) in self.roots}
        return (
            (not wanted.sources or root in meant)
            and (not wanted.kinds or self.kinds[root] in wanted.kinds)
            and (not wanted.articles or said.article_id in wanted.articles)
            and (not wanted.stances or said.stance in wanted.stances)
            and (not wanted.modalities or said.modality in wanted.modalities)
            and (not wanted.said_since or (bool(said.said_on) and _last(said.said_on) >= _first(wanted.said_since)))
            and (not wanted.said_until or (bool(said.said_on) and _first(said.said_on) <= _last(wanted.said_until)))
        )


def _first(day: str) -> str:
    return (day + "-01-01")[:10] if len(day) == 4 else (day + "-01")[:10]


def _last(day: str) -> str:
    return (day + "-12-31")[:10] if len(day) == 4 else (day + "-31")[:10]


def world_of(location: Location, as_of: datetime | None = None) -> World:
    """All that a filter may ask about, as it is now, or was at a moment."""
    with reading(location, as_of=as_of) as session:
        connection = session.connection()
        sources = connection.execute(select(source)).all()
        claims = {row.id: row for row in connection.execute(select(claim))}
        said = connection.execute(select(attribution)).all()
        return World(
            claims,
            {
                number: {number} | {other for other, row in claims.items() if row.group_id == number}
                for number in claims
            },
            {number: [row for row in said if row.claim_id == number] for number in claims},
            {row.id: row.kind for row in sources},
            {row.id: row.merged_into_id or row.id for row in sources},
            {(row.claim_id, row.name) for row in connection.execute(select(tag))},
            {(row.claim_id, row.flag) for row in connection.execute(select(claim_flag))}
            | {(row.id, Flag.DRAFT) for row in connection.execute(select(claim).where(claim.c.state == State.DRAFT))},
        )
