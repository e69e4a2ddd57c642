"""When a thing was said, as precisely as the words near the cue tell against the day of publication."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR: Final = 4
_MONTH: Final = 7


def said_on(words: str, published: str | None) -> str | None:
    """A partial date, or None where the words name none or none can be reckoned; never more precise than they are.

    `words` are those between speaker, cue and thing said. "Last year" needs a published year, "Thursday" a day.
    """
    match = _pattern().search(words)
    if match is None:
        return None
    if match["bare"]:
        return match["bare"]
    if match["year"]:
        return f"{match['year']}-{_month(match['month']):02}"
    if published is None or not published[:_YEAR].isdigit():
        return None
    return _reckoned(match, published)


def _reckoned(match: re.Match[str], published: str) -> str | None:
    year = int(published[:_YEAR])
    if match["relative"]:
        return _relative(match["relative"].lower().split(), published, year)
    if match["month"]:
        number = _month(match["month"])
        if len(published) < _MONTH:
            return None
        return f"{year if number <= int(published[5:7]) else year - 1}-{number:02}"
    day = _day(published)
    if day is None:
        return None
    back = (day.weekday() - _DAYS.index(match["weekday"].lower())) % 7
    return (day - timedelta(days=back)).isoformat()


def _relative(words: list[str], published: str, year: int) -> str | None:
    first, last = words[0], words[-1]
    if last == "year":
        return str(year - 1) if first == "last" else str(year)
    if last == "month":
        if len(published) < _MONTH:
            return None
        month = int(published[5:7])
        if first != "last":
            return published[:_MONTH]
        return f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    day = _day(published)
    if day is None:
        return None
    return (day - timedelta(days=1) if last == "yesterday" else day).isoformat()


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(_MONTHS)
    return re.compile(
        r"\b(?:(?P<relative>(?:last|(?:earlier|later)\s+this|this)\s+(?:year|month)|yesterday|today)"
        r"|(?:in|since)\s+(?:(?:early|late|mid)[ -])?"
        rf"(?:(?P<month>{months})\b(?:,?\s+(?P<year>(?:19|20)\d\d))?|(?P<bare>(?:19|20)\d\d))\b"
        rf"|(?<!last\s)(?<!next\s)\b(?P<weekday>{'|'.join(_DAYS)}))\b",
        re.IGNORECASE,
    )
