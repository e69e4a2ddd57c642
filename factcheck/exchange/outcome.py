"""What became of a file's rows, and the rows that could not be imported."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from factcheck.errors import BadRows, FactcheckError

_KEPT: Final = 20
"""Bad rows that the message names, as many as one looks at; all are counted, and a file takes them all."""

Progress = Callable[[int, int | None], None]
"""Told how many rows are done, and of how many, or None as long as nobody knows."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be imported: the file's line on which it begins, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were new, here already, and bad; the first 20 bad ones; how many new claims there are now.

    A row is a claim in a CSV file, and a change or a claim in a JSONL file.
    """

    new: int
    known: int
    bad: int
    claims: int
    bad_rows: tuple[BadRow, ...] = ()


@dataclass(slots=True)
class Tally:
    """The counts while a file is gone through."""

    new: int = 0
    known: int = 0
    bad: int = 0
    claims: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        """Count a bad row."""
        self.bad += 1
        if len(self.bad_rows) < _KEPT:
            self.bad_rows.append(BadRow(line, reason))

    def insist(self) -> None:
        """Go no further if there are bad rows.

        Raises:
            BadRows: there are.

        """
        if self.bad:
            rows = self.new + self.known + self.bad
            of = f"{self.bad:,} of {rows:,} row{'s' if rows != 1 else ''}"
            first = f" (the first {_KEPT} are above)" if self.bad > _KEPT else ""
            raise BadRows(
                f"{of} cannot be imported{first}; nothing was changed.",
                "Mend them, or keep the good rows with --skip-bad FILE, which gets the bad ones.",
                [f"line {one.line}: {one.reason}" for one in self.bad_rows],
            )

    def imported(self) -> Imported:
        """The outcome."""
        return Imported(self.new, self.known, self.bad, self.claims, tuple(self.bad_rows))


def reason(error: FactcheckError) -> str:
    """A failure as the reason of a bad row."""
    return f"{error.message} {error.remedy}".strip()


def silent(done: int, total: int | None) -> None:
    """Tell nobody."""
