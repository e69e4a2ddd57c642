"""A question that is measured: the product's call, and the plainest SQL by hand that answers the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from factcheck.store.claims import claims
from factcheck.store.filters import ClaimFilter
from factcheck.store.transaction import Session

FIRST: Final = 50
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the questions are about, in a database with so many copies of an original of so many claims."""

    copies: int
    claims: int

    @property
    def far(self) -> int:
        """The claim behind which page 10,000 begins, or one at nine tenths where there are fewer pages."""
        return min(self.copies * self.claims * 9 // 10, 10_000 * FIRST)


Call = Callable[[Session, Subjects], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One question. `expect` is in milliseconds at a million claims, `ratio` the most that it may take over the SQL.

    `past` asks as of the middle of the ledger, which the SQL knows as `:then`.
    `rare` is a question to which a small database has no answer. `more` are further statements that the answer takes,
    and `rest` is what SQL leaves to do, done plainly.
    """

    name: str
    call: Call
    sql: str
    expect: float
    ratio: float = 3.0
    values: Callable[[Subjects], Mapping[str, Any]] = field(default=lambda _: {})
    past: bool = False
    rare: bool = False
    more: Sequence[str] = ()
    rest: Callable[[Sequence[Any]], object] = len


def listing(**wanted: Any) -> Call:
    return lambda session, _: list(claims(session, ClaimFilter(limit=FIRST, **wanted)))
