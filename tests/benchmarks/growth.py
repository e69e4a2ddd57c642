"""How times grow with the number of claims: pages as a logarithm of it, and work on all of a database as it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log
from typing import Final, NamedTuple

LINEAR: Final = 1.3
"""What work on all of a database may take: so many times what linear growth would."""
_NOISE: Final = 1.1
_WIDE: Final = 64


class Times(NamedTuple):
    """What something took, and what the SQL beside it took, if any."""

    product: float
    sql: float | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """Times by name and number of claims."""

    pages: dict[str, dict[int, Times]] = field(default_factory=dict)
    loads: dict[str, dict[int, Times]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """One for each that was measured at several sizes: how many times as long as at the smallest it took at others.

        Of pages that is told of the SQL too, and marked where it is more than a logarithm and than the SQL; of loads
        it is over the growth of the size, and marked where it is more than `LINEAR`.
        """
        for name, times in self.pages.items():
            if len(times) > 1:
                yield _line(name, [_page(times, claims) for claims in sorted(times)[1:]])
        for name, times in self.loads.items():
            if len(times) > 1:
                yield _line(name, [_load(times, claims) for claims in sorted(times)[1:]])


def _page(times: dict[int, Times], claims: int) -> str:
    first = min(times)
    (begun, begun_sql), (product, sql) = times[first], times[claims]
    grown, most, beside = product / begun, log(claims) / log(first), ""
    if sql is not None and begun_sql is not None:
        most = max(most, sql / begun_sql)
        beside = f", SQL {sql / begun_sql:.2f}"
    return f"{grown:.2f}{beside}{' over' * (grown > most * _NOISE)}"


def _load(times: dict[int, Times], claims: int) -> str:
    first = min(times)
    grown = times[claims].product / times[first].product / (claims / first)
    return f"{grown:.2f} of linear{' over' * (grown > LINEAR)}"


def _line(name: str, cells: list[str]) -> str:
    return f"{name:{_WIDE}} {''.join(f'{cell:<24}' for cell in cells)}".rstrip()
