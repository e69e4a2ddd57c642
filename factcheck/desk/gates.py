"""The gates before a verdict: what it needs, what there is, and which items count. Pure; counts gate, people judge."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from factcheck.vocabulary import MOVES, Bearing, Move, Status

NEEDS: Final[Mapping[Status, str]] = {
    Status.CONFIRMED: "2 supporting items of evidence with distinct known origins, or 1 direct one",
    Status.REFUTED: "1 refuting item of evidence",
    Status.DISPUTED: "1 supporting and 1 refuting item of evidence",
}
NEWER_EVIDENCE: Final = "evidence newer than the last verdict"
_ORIGINS: Final = 2
_COUNT: Final[Mapping[Status, tuple[Bearing, ...]]] = {
    Status.CONFIRMED: (Bearing.SUPPORTS,),
    Status.REFUTED: (Bearing.REFUTES,),
    Status.DISPUTED: (Bearing.SUPPORTS, Bearing.REFUTES),
}
_NEWER: Final[Mapping[Status, Bearing]] = {
    Status.CONFIRMED: Bearing.SUPPORTS,
    Status.REFUTED: Bearing.REFUTES,
    Status.DISPUTED: Bearing.REFUTES,
    Status.INSUFFICIENT: Bearing.CONTEXT,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """An item of evidence that stands. `origin` tells known origins apart, None if there is none; `at` is a stamp."""

    key: str
    bearing: Bearing
    direct: bool
    origin: Hashable | None
    at: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What a gate asks for, what there is of it, and the bearing of an item that would help."""

    needs: str
    has: str
    bearing: Bearing


def counted(status: Status, grounds: Sequence[Ground]) -> list[Ground]:
    """The items that the gate of this status counts: for `confirmed` only direct ones and those with an origin."""
    mine = [one for one in grounds if one.bearing in _COUNT.get(status, ())]
    if status is Status.CONFIRMED:
        return [one for one in mine if one.direct or one.origin is not None]
    return mine


def gaps(
    before: Status, status: Status, rests: Sequence[Ground], standing: Sequence[Ground], verdict_at: str | None
) -> list[Gap]:
    """What is missing on the way from one status to the other; nothing if the gates are open.

    `rests` are the items that the verdict is to rest on, `standing` all that stand, `verdict_at` the stamp of the last
    verdict that stands.
    """
    found = [Gap(NEEDS[status], *_lack(status, rests))] if status in NEEDS and not _is_met(status, rests) else []
    if MOVES[before, status] is Move.NEWER_EVIDENCE and not any(one.at > (verdict_at or "") for one in standing):
        found.append(Gap(NEWER_EVIDENCE, "there is none", _NEWER[status]))
    return found


def _is_met(status: Status, rests: Sequence[Ground]) -> bool:
    mine = counted(status, rests)
    if status is Status.CONFIRMED:
        return any(one.direct for one in mine) or len({one.origin for one in mine}) >= _ORIGINS
    return {one.bearing for one in mine} == set(_COUNT[status])


def _lack(status: Status, rests: Sequence[Ground]) -> tuple[str, Bearing]:
    if status is Status.CONFIRMED:
        supporting = [one for one in rests if one.bearing is Bearing.SUPPORTS]
        known = counted(status, supporting)
        if known:
            return f"{_named(known)} one origin", Bearing.SUPPORTS
        return f"{_named(supporting)} no known origin" if supporting else "there is none", Bearing.SUPPORTS
    absent = [bearing for bearing in _COUNT[status] if bearing not in {one.bearing for one in rests}]
    words = {Bearing.SUPPORTS: "there is no supporting one", Bearing.REFUTES: "there is no refuting one"}
    return "there is none" if absent == list(_COUNT[status]) else words[absent[0]], absent[0]


def _named(items: Sequence[Ground]) -> str:
    return f"{', '.join(one.key for one in items)} {'has' if len(items) == 1 else 'have'}"
