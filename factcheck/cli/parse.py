"""What is typed, as values: words of a vocabulary, ids, dates. Whatever is malformed is a usage problem, exit 2."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from factcheck.dates import now, partial, past, span
from factcheck.errors import UnknownWord, Unreadable, UsageProblem
from factcheck.identity import ARTICLE, CLAIM, is_handle, number
from factcheck.settings import Format

_MOST = 10**15
_TICK = timedelta(microseconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)

W = TypeVar("W", bound=StrEnum)


def word(vocabulary: type[W], what: str, given: str) -> W:
    """One word of a vocabulary; hyphens and case do not matter.

    Raises:
        UnknownWord: it is none; the remedy names the nearest.

    """
    plain = given.strip().replace("-", "_")
    for candidate in vocabulary:
        if candidate.value.lower() == plain.lower():
            return candidate
    raise UnknownWord(what, given, vocabulary)


def several(vocabulary: type[W], what: str, given: Iterable[str] | None) -> tuple[W, ...]:
    """Words from options given several times, or separated by commas, each once.

    Raises:
        UnknownWord: one is none of the vocabulary.

    """
    return tuple(dict.fromkeys(word(vocabulary, what, one) for option in given or () for one in option.split(",")))


def date(given: str | None, option: str) -> str | None:
    """A partial date.

    Raises:
        UsageProblem: it is malformed, or no such day exists.

    """
    return partial(given, option) if given is not None else None


def as_of(given: str | None) -> datetime | None:
    """The moment that is asked about; None is now.

    Raises:
        UsageProblem: it is malformed, has no zone, or is still to come.

    """
    return past(given, "time for --as-of") if given is not None else None


def moment(given: str | None, option: str, *, end: bool = False) -> datetime | None:
    """A time with its zone, or the first moment of a partial date in UTC; its last one for the `end` of a span.

    Raises:
        UsageProblem: it is malformed, has no zone, or no such day exists.

    """
    if given is None:
        return None
    if "T" not in given and ":" not in given:
        return span(partial(given, option))[1 if end else 0]
    try:
        found = datetime.fromisoformat(given.strip())
        zoned = found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageProblem(
            f"{given!r} is no {option}.", "Give a date, as 2026-03-01, or a time as 2026-03-01T12:00Z."
        ) from None
    if found.tzinfo is None:
        raise UsageProblem(f"{given!r} has no time zone.", f"Give it one, as {given.strip()}Z for UTC.")
    return zoned


def between(since: str, until: str | None) -> tuple[datetime, datetime]:
    """The moment before a span, and its last one; a day, month or year counts whole, and no span ends after now.

    Raises:
        UsageProblem: one is malformed or has no zone, or the end is not behind the beginning.

    """
    begin, end, today = moment(since, "time for --since"), moment(until, "time for --until", end=True), now()
    if begin is None or begin > today:
        raise UsageProblem(f"{since!r} is still to come.", "Give a time that is past.")
    if end is not None and end < begin:
        raise UsageProblem(f"--until {until} is before --since {since}.", "Turn them round.")
    return max(begin, _FIRST + _TICK) - _TICK, min(end or today, today)


def claim_ids(given: Sequence[str]) -> list[int]:
    """Claims by their ids, each once; `-` reads the first field of each line of stdin.

    Raises:
        UsageProblem: one is no claim's id, or there is none at all.
        Unreadable: stdin cannot be read.

    """
    typed = [one for argument in given for one in (_listed() if argument == "-" else [argument])]
    if not typed:
        raise UsageProblem("No claim is named.", "Give ids like C12, or - to read them from stdin.")
    return list(dict.fromkeys(number(CLAIM, one) for one in typed))


def handles(letter: str, given: Iterable[str] | None) -> tuple[int, ...]:
    """Ids from options given several times, or separated by commas or spaces, each once.

    Raises:
        UsageProblem: one is no id of this letter.

    """
    typed = [one for option in given or () for one in option.replace(",", " ").split() or [option]]
    return tuple(dict.fromkeys(number(letter, one) for one in typed))


def _listed() -> list[str]:
    """The first field of each line; a search lists articles behind the claims, and those are passed over."""
    try:
        lines = (line.removeprefix("\ufeff") for line in sys.stdin)  # with which some shells begin what they hand on
        fields = [line.split()[0] for line in lines if line.strip()]
    except OSError as error:  # as of a descriptor that is open for writing alone
        raise Unreadable(f"Standard input cannot be read: {error.strerror}.", "Pipe ids into it.") from None
    return [one for one in fields if not is_handle(ARTICLE, one)]


def format_for(given: str | None) -> Format:
    """The format asked for; else a table on a terminal, plain rows anywhere else.

    Raises:
        UnknownWord: there is no such format.

    """
    if given is not None:
        return word(Format, "format", given)
    return Format.TABLE if sys.stdout.isatty() else Format.PLAIN


def limit_for(given: int | None, form: Format) -> int | None:
    """The limit asked for; else 100 for people and none for programs.

    Raises:
        UsageProblem: it is below 1, or beyond all counting.

    """
    if given is not None:
        if not 1 <= given <= _MOST:
            remedy = "Give a number of at least 1." if given < 1 else "Give a smaller number."
            raise UsageProblem(f"{given} is no --limit.", remedy)
        return given
    return 100 if form in {Format.TABLE, Format.PLAIN, Format.MARKDOWN} else None
