"""What to look for in lists of claims, and the shape of such a question: all that its statement's text depends on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, bindparam

from factcheck.dates import AFTER_ANY_DAY
from factcheck.settings import STALE_DAYS
from factcheck.store.asof import View
from factcheck.vocabulary import LISTED, Flag, State, Status


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What to look for. Several values of one field are alternatives; different fields must all hold.

    The fields about an attribution (`sources`, which are handles or names, `kinds`, `articles`, `stances`,
    `modalities`, `said_since`, `said_until`) have to hold for one and the same attribution. Dates are partial and
    match where the spans overlap. `after` is the claim that the page before ended with; `descending` turns the order
    round. Claims that say the same are one, with the attributions, words and tags of all.
    An unverified claim is stale when nobody has checked it for more than `stale_days`.
    """

    statuses: tuple[Status, ...] = ()
    states: tuple[State, ...] = LISTED
    ids: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    credibilities: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()
    said_since: str | None = None
    said_until: str | None = None
    search: str | None = None
    sort: str = "id"
    descending: bool = False
    after: int | None = None
    limit: int | None = None
    stale_days: int = STALE_DAYS


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields of a filter have values and how many, but no value: filters of one shape are one statement.

    The values are its parameters, by field and position; those of `ids` are one, of keys. `grouped` tells whether
    claims stand for others here, `few` which of the conditions few rows meet, and `behind` where the page before ended:
    at an `id` alone, at a sort `key`, or among those that have none (`null`). `search` is the statement that finds the
    words.
    """

    view: View
    given: tuple[tuple[str, int], ...]
    flags: tuple[Flag, ...]
    sort: str
    descending: bool
    search: str | None
    grouped: bool = False
    few: frozenset[str] = frozenset()
    behind: str | None = None

    def __contains__(self, field: str) -> bool:
        """Whether the field has any value."""
        return any(name == field for name, _ in self.given)

    def __getitem__(self, field: str) -> list[BindParameter[Any]]:
        """The parameters for the field's values."""
        return [bindparam(_name(field, at)) for at in range(dict(self.given).get(field, 0))]


@dataclass(frozen=True, slots=True)
class Question:
    """A filter as statements take it: its shape in a database, and values by the names of their parameters."""

    shape: Shape
    values: Mapping[str, Any]

    def narrowed(self, given: Mapping[str, Sequence[Any]]) -> "Question":
        """The question with these values in further fields, or in place of those that it has."""
        counts = {**dict(self.shape.given), **{field: len(some) for field, some in given.items()}}
        return Question(replace(self.shape, given=tuple(counts.items())), {**self.values, **by_name(given)})

    def bound(self, values: Mapping[str, Any]) -> "Question":
        """The question with these values for parameters by their names."""
        return replace(self, values={**self.values, **values})


def values_of(wanted: ClaimFilter) -> dict[str, Sequence[Any]]:
    """The values by field as statements take them; fields without one are missing."""
    since, until = wanted.said_since, wanted.said_until
    given: dict[str, Sequence[Any]] = {
        "states": wanted.states,
        "statuses": wanted.statuses,
        "ids": [wanted.ids] if wanted.ids else (),
        "sources": wanted.sources,
        "kinds": wanted.kinds,
        "articles": wanted.articles,
        "tags": wanted.tags,
        "stances": wanted.stances,
        "modalities": wanted.modalities,
        "credibilities": wanted.credibilities,
        # A year or month overlaps that begins before the date and ends in it or later.
        "said_since": [since, since[:4], since[:7]] if since is not None else (),
        "said_until": [until + AFTER_ANY_DAY] if until is not None else (),
        "after": [wanted.after] if wanted.after is not None else (),
        "limit": [wanted.limit] if wanted.limit is not None else (),
    }
    return {field: values for field, values in given.items() if values}


def by_name(given: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The values by the names of their parameters."""
    return {_name(field, at): value for field, values in given.items() for at, value in enumerate(values)}


def _name(field: str, at: int) -> str:
    return f"{field}_{at}"
