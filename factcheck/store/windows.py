"""Pages of a list as it is held now, for conditions that more rows meet than are found and put in order at once.

The claims are looked at in the order of their keys, more of them each time, until the page is full, but no more than it
seems to take. What of them meets a condition is found by an index that has its rows in that order; where there is none,
each claim is asked in turn, or all that meet it are found at once as soon as they are no more than the claims to be
asked next. So a page takes as long as what stands before its end, or what there is at all, whichever is less, however
large the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, func, select

from factcheck.store.conditions import asked_of_attribution
from factcheck.store.filters import ClaimFilter, Question
from factcheck.store.questions import few_of, led
from factcheck.store.tables import claim

KEYS: Final = 500
"""So many keys are looked at before anything is counted."""
WIDER: Final = 3
"""So many times as many, at the most, after each time that the page is not full yet."""
_SPARE: Final = 1.5
"""So many times what it seems to take to fill the page: what matches is not spread evenly."""


@dataclass(slots=True)
class Page:
    """How many rows of a page are found, which tells how far it is to its end."""

    found: int = 0


def at_once(wanted: ClaimFilter) -> int | None:
    """So many rows are found at once and put in order, rather than looked for in the order of claims; None: as ever."""
    return KEYS if wanted.sort == "id" and is_list(wanted) else None


def takes_turns(wanted: ClaimFilter, question: Question) -> bool:
    """Whether a page is to be looked for in turns."""
    shape = question.shape
    by_id = shape.sort == "id" and is_list(wanted) and not shape.few and "between" not in shape
    return by_id and ("tags" in shape or bool(asked_of_attribution(shape)))


def is_list(wanted: ClaimFilter) -> bool:
    """Whether a page is asked for of what is neither named nor found by words, however many claims match."""
    return wanted.limit is not None and not wanted.ids and wanted.search is None


def turns(connection: Connection, wanted: ClaimFilter, question: Question, page: Page) -> Iterator[Question]:
    """What to look for, one after the other, in the order of the page."""
    leading, seen = led(question.shape), None
    for first, last in ranges(wanted, connection.scalar(select(func.max(claim.c.id))) or 0, page=page):
        if seen is not None and (few := few_of(connection, question, last - first)):
            rest = question.narrowed({"after": [seen]})
            yield replace(rest, shape=replace(rest.shape, behind="id", few=few))
            return
        turn = question.narrowed({"between": [first, last]})
        yield replace(turn, shape=replace(turn.shape, few=leading))
        seen = first if wanted.descending else last


def ranges(
    wanted: ClaimFilter, last: int, wider: int = WIDER, *, page: Page | None = None
) -> Iterator[tuple[int, int]]:
    """The first and the last of the keys that are to be looked at in turn, up to the last there is or down from it."""
    size, looked, begun = KEYS, 0, page.found if page is not None else 0
    after = wanted.after if wanted.after is not None else last + 1 if wanted.descending else 0
    while after > 1 if wanted.descending else after < last:
        yield (after - size, after - 1) if wanted.descending else (after + 1, after + size)
        after, looked = after - size if wanted.descending else after + size, looked + size
        size *= wider
        if page is not None and page.found > begun:
            missing = (wanted.limit or 0) - page.found
            size = max(KEYS, min(size, int(_SPARE * looked * missing / (page.found - begun))))
