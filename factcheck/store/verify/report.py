"""What a verification found, as values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Progress = Callable[[int, int | None], None]
"""Is told how many records are done, of how many if that is known."""


def silent(_done: int, _total: int | None) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One bad record: its handle, or what else it is called; its uid if it has one; what is wrong; what to do."""

    record: str
    uid: str | None
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, over how many records. A `note` says why it was not, or not wholly."""

    name: str
    about: str
    records: int
    damage: Damage | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All checks of one database, in their order. Each stops at the first bad record that it meets.

    `uid` is None where the database does not say any more which one it is.
    """

    place: str
    uid: str | None
    events: int
    chains: int
    checks: tuple[Check, ...]

    @property
    def records(self) -> int:
        """How many records were looked at: a row counts once for each check that reads it."""
        return sum(check.records for check in self.checks)

    @property
    def first(self) -> Damage | None:
        """The first bad record of all."""
        return next((check.damage for check in self.checks if check.damage is not None), None)


class Found(Exception):
    """A check met a bad record, which ends it."""

    def __init__(self, record: str, uid: str | None, what: str, remedy: str) -> None:
        super().__init__(what)
        self.damage = Damage(record, uid, what, remedy)


class Tally:
    """Counts the records of one check, and tells whoever watches."""

    def __init__(self, progress: Progress, total: int | None = None) -> None:
        self.records = 0
        self._progress = progress
        self._total = total

    def add(self, count: int) -> None:
        """So many records were looked at."""
        self.records += count
        self._progress(self.records, self._total)


def shown(value: Any, longest: int = 60) -> str:
    """A value as a message quotes it."""
    text = repr(value)
    return text if len(text) <= longest else f"{text[:longest]}..."
