"""Two clocks: the program's own (UTC, microseconds) and the analyst's dates, which keep their precision."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from factcheck.errors import UsageProblem

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PLAIN: Final = len("2026-01-01T00:00:00.000000")
_AHEAD: Final = timedelta(hours=14)
"""So far ahead of UTC a day begins at the earliest (in Kiribati)."""
AFTER_ANY_DAY: Final = "~"
"""Sorts after every digit and hyphen: `2025~` is behind all days of 2025, so that overlaps are plain comparisons."""


def now() -> datetime:
    """The program's clock."""
    return datetime.now(UTC)


@lru_cache(4096)
def stamp(moment: datetime) -> str:
    """`2026-01-01T00:00:00.000000Z`, of equal length always, so that text order is time order."""
    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")[:_PLAIN] + "Z"


@lru_cache(4096)
def unstamp(text: str) -> datetime:
    """The moment behind a stamp.

    Raises:
        ValueError: it is no stamp in UTC.

    """
    if not text.endswith("Z"):
        raise ValueError(f"{text!r} is not in UTC, as 2026-01-01T00:00:00.000000Z")
    return datetime.fromisoformat(text).astimezone(UTC)


def past(text: str, option: str) -> datetime:
    """A moment that is over, as an analyst types it: `2026-03-01T12:00Z`, or a day, which means its end in UTC.

    Today's end is not over: today means this moment.

    Raises:
        UsageProblem: it has another form or no zone, there is no such time, or it is still to come.

    """
    typed, moment = text.strip(), now()
    form = "Give a moment with its zone, as 2026-03-01T12:00Z, or a day, as 2026-03-01."
    day = _DAY.fullmatch(typed) is not None
    try:
        given = datetime.fromisoformat(f"{typed}T23:59:59.999999Z" if day else typed)
        if given.tzinfo is None:
            zone = f"Add it: {typed}Z is in UTC, {typed}+09:00 nine hours ahead." if ":" in typed else form
            raise UsageProblem(f"{text!r} is no {option} without its zone.", zone)
        found = given.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageProblem(f"{text!r} is no {option}.", form) from None
    if day and found.date() == moment.date():
        return moment
    if found > moment:
        raise UsageProblem(
            f"{text!r} is still to come: nobody knows what will be held then.", "Give a time that is past."
        )
    return found


def partial(text: str, option: str = "date") -> str:
    """A date of the analyst's, as precise as it was given: `2025`, `2025-01` or `2025-01-15`.

    Raises:
        UsageProblem: it has another form, or no such day exists.

    """
    match = _PARTIAL.fullmatch(text.strip())
    if match is None:
        raise UsageProblem(f"{text!r} is no {option}.", "Give a year, month or day: 2025, 2025-01 or 2025-01-15.")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise UsageProblem(f"There is no {text.strip()} in the calendar.", "Give a date that exists.") from None
    return match[0]


def bygone(text: str, moment: datetime, option: str = "date") -> str:
    """A partial date that had begun somewhere on earth at this moment.

    Raises:
        UsageProblem: it was still to come, has another form, or no such day exists.

    """
    given = partial(text, option)
    if span(given)[0] > moment + _AHEAD:
        raise UsageProblem(f"{given} is still to come.", f"Give a {option} that is past.")
    return given


def span(date_text: str) -> tuple[datetime, datetime]:
    """The first and the last moment of a partial date, in UTC: `2025` is all of that year."""
    first = datetime.fromisoformat(f"{date_text}-01-01"[:10]).replace(tzinfo=UTC)
    try:
        if len(date_text) == len("2025-01-15"):
            following = first + timedelta(days=1)
        elif len(date_text) == len("2025-01"):
            following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        else:
            following = first.replace(year=first.year + 1)
    except (ValueError, OverflowError):  # behind the year 9999 comes nothing
        return first, datetime.max.replace(tzinfo=UTC)
    return first, following - timedelta(microseconds=1)
