"""Everything that can go wrong for a user: one class per failure, an exit code, and a sentence with the remedy.

The exit codes are part of the command line's contract; the README's table is checked against ``ExitCode``.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import IntEnum, unique

_ALIKE = 0.75
"""From this likeness on a word is taken for a slip; below, a guess would rather mislead."""


@unique
class ExitCode(IntEnum):
    """What the process returns; scripts rely on it."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    NOT_FOUND = 3
    REFUSED = 4
    CONFLICT = 5
    NOT_FACTCHECK = 6
    UNAVAILABLE = 7
    UNREADABLE = 8
    DAMAGED = 9
    INTERRUPTED = 130


class FactcheckError(Exception):
    """A failure that a user can understand: what is wrong (`message`) and what to do (`remedy`), one line.

    `details` are further lines where one cannot tell it all, such as the bad rows of an import.
    """

    exit_code = ExitCode.ERROR

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details: tuple[str, ...] = ()


def install_hint(extra: str) -> str:
    """What to do where packages of an extra are missing. By path, since a stranger's project has our name on PyPI."""
    return f"Run in factcheck's checkout: .venv/bin/pip install '.[{extra}]'"


class UsageProblem(FactcheckError):
    """A malformed or missing handle, date, status or option."""

    exit_code = ExitCode.USAGE


class UnknownWord(UsageProblem):
    """A word that is none of those allowed; the remedy names the nearest."""

    def __init__(self, what: str, given: str, allowed: Iterable[str]) -> None:
        words = [str(word) for word in allowed]
        near = get_close_matches(given.lower().replace("-", "_").replace(" ", "_"), words, n=1, cutoff=_ALIKE)
        guess = f"Did you mean {near[0]}? " if near else ""
        super().__init__(f"{given!r} is no {what}.", f"{guess}Choose one of: {', '.join(words)}.")


class MissingExtra(FactcheckError):
    """The packages of an extra are not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs packages that are not installed.", install_hint(extra))


class MissingProgram(FactcheckError):
    """A program that is not part of factcheck is not installed."""


class BrokenEngine(FactcheckError):
    """A reading engine that another package offers cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        reason = " ".join(reason.split())[:200]
        super().__init__(f"The reading engine {name} cannot be loaded: {reason}.", "Update or remove its package.")


class NotFound(FactcheckError):
    """No such claim, article, source or evidence."""

    exit_code = ExitCode.NOT_FOUND


class Refused(FactcheckError):
    """A rule forbids it."""

    exit_code = ExitCode.REFUSED


class IllegalMove(Refused):
    """No assessment leads from the one status to the other."""


class GateUnmet(Refused):
    """What the verdict needs is missing, and no reason to override was given."""


class Conflict(FactcheckError):
    """Somebody else changed it first."""

    exit_code = ExitCode.CONFLICT


class NotFactcheck(FactcheckError):
    """Not a factcheck database, or one of an older or newer schema."""

    exit_code = ExitCode.NOT_FACTCHECK


class DatabaseUnavailable(FactcheckError):
    """The database cannot be opened, written or reached."""

    exit_code = ExitCode.UNAVAILABLE


class DatabaseDamaged(DatabaseUnavailable):
    """The database's file is damaged, so that it cannot be read."""


class Damaged(FactcheckError):
    """A verification found damage."""

    exit_code = ExitCode.DAMAGED


class Unreadable(FactcheckError):
    """Input that cannot be read: missing, a folder, empty, not UTF-8 text, too large."""

    exit_code = ExitCode.UNREADABLE


class BadRows(Unreadable):
    """Rows of a file that cannot be imported; the details are lines like "line 7: ...", the first of them all."""

    def __init__(self, message: str, remedy: str, reasons: Sequence[str]) -> None:
        super().__init__(message, remedy)
        self.details = tuple(reasons)
