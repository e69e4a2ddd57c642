"""When a thing was said, as precisely as the words near the cue tell against the day of publication.

Words that mean a stretch of days ("last week") give the shortest partial date that holds all of it: its month, or its
year where it crosses months, or none. No day is chosen among several.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_YEAR: Final = 4
_MONTH: Final = 7
_WEEK: Final = 7
_ROUND: Final = 3
"""Days by which "a week ago" may be off."""


def said_on(words: str, published: str | None) -> str | None:
    """A partial date, or None where the words name none or none can be reckoned; never more precise than they are.

    `words` are those between speaker, cue and thing said. "Last year" needs a published year, "Thursday" a day. A
    day or month without a year is the last one before publication; of what is yet to come nothing is told.
    """
    match = next((match for match in _pattern().finditer(words) if match["next"] is None), None)
    if match is None:
        return None
    try:
        return _reckoned({name: text.lower() for name, text in match.groupdict().items() if text}, published or "")
    except (ValueError, OverflowError):
        return None  # a publication known only by its month or year, or a day before the first of all


def _reckoned(said: Mapping[str, str], published: str) -> str | None:
    if "bare" in said or "dated" in said:
        return said.get("bare") or said["dated"]
    if not said.keys().isdisjoint(("month", "first", "alone")):
        return _dated(said, published)
    if "span" in said or said.get("unit") in ("month", "year"):
        back = _number(said["number"]) if "unit" in said else int(not said["span"].startswith(("this", "current")))
        whole = said.get("unit") or said["span"].split()[-1]
        return _year(int(published[:_YEAR]) - back) if whole == "year" else _months_back(published, back)
    return _covering(*_stretch(said, date.fromisoformat(published)))


def _stretch(said: Mapping[str, str], day: date) -> tuple[date, date]:
    """The first and the last day that words may mean which stand relative to a day."""
    if "weekday" in said:
        latest = day - timedelta((day.weekday() - _DAYS.index(said["weekday"])) % _WEEK)
        doubtful = "last" in said
        return latest - timedelta(_WEEK * doubtful), latest - timedelta(_WEEK * (doubtful and latest == day))
    if "unit" in said:
        back, weeks = _number(said["number"]), said["unit"].startswith("week")
        middle = day - timedelta(back * (_WEEK if weeks else 1))
        return middle - timedelta(_ROUND * weeks), middle + timedelta(_ROUND * weeks)
    return _STRETCHES[" ".join(said["stretch"].split()[-2:])](day)


def _back(first: int, last: int) -> Callable[[date], tuple[date, date]]:
    return lambda day: (day - timedelta(first), day - timedelta(last))


def _weeks_begin(day: date) -> tuple[date, date]:
    """Where the week of a day begins, on a Monday or on a Sunday, the earlier first."""
    monday, sunday = day - timedelta(day.weekday()), day - timedelta((day.weekday() + 1) % _WEEK)
    return min(monday, sunday), max(monday, sunday)


def _last_week(day: date) -> tuple[date, date]:
    first, second = _weeks_begin(day)
    return first - timedelta(_WEEK), second - timedelta(1)


def _weekend(day: date) -> tuple[date, date]:
    """The last one; on one of its days maybe the one before."""
    saturday = day - timedelta((day.weekday() - _DAYS.index("saturday")) % _WEEK)
    return (saturday - timedelta(_WEEK), day) if day - saturday < timedelta(2) else (saturday, saturday + timedelta(1))


_STRETCHES: Final[Mapping[str, Callable[[date], tuple[date, date]]]] = {
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), _back(0, 0)),
    "yesterday": _back(1, 1),
    **dict.fromkeys(("last night", "overnight", "hours ago"), _back(1, 0)),
    "this week": lambda day: (_weeks_begin(day)[0], day),
    **dict.fromkeys(("last week", "previous week"), _last_week),
    **dict.fromkeys(("the weekend", "last weekend"), _weekend),
}


def _covering(first: date, last: date) -> str | None:
    """The shortest partial date that holds both days."""
    if first == last:
        return first.isoformat()
    if first.year != last.year:
        return None
    return first.isoformat()[: _MONTH if first.month == last.month else _YEAR]


def _dated(said: Mapping[str, str], published: str) -> str | None:
    """A month or a day of the calendar, with its year or as the last one before publication."""
    name = said.get("month") or said.get("first") or said["alone"]
    day = said.get("day") or said.get("second")
    month = next(at for at, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))
    end = f"-{month:02}" + (f"-{int(day):02}" if day else "")
    year = said.get("year") or said.get("later") or said.get("of")
    if year is None:
        if len(published) < _MONTH:
            return None
        year = published[:_YEAR]
        if f"{year}{end}"[: len(published)] > published:
            year = f"{int(year) - 1:04}"
    return _real(f"{year}{end}")


def _real(found: str) -> str | None:
    try:
        date.fromisoformat(f"{found}-01"[:10])
    except ValueError:
        return None  # the thirtieth of February
    return found


def _year(year: int) -> str | None:
    return f"{year:04}" if year > 0 else None


def _months_back(published: str, back: int) -> str | None:
    if len(published) < _MONTH:
        return None
    months = int(published[:_YEAR]) * 12 + int(published[5:_MONTH]) - 1 - back
    return f"{months // 12:04}-{months % 12 + 1:02}" if months >= 12 else None


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


@cache
def _pattern() -> re.Pattern[str]:
    full = "|".join(name.capitalize() for name in _MONTHS)
    # The months by capitals only: "may" and "march" are verbs.
    month = rf"(?-i:{full}|{full.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
    day, ordinal = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:st|nd|rd|th)?\b(?![.:,]?\d)"
    year = r"(?:19|20)\d\d"
    days, part = "|".join(_DAYS), "(?:(?:early|late|mid)[ -])?"
    number = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
    return re.compile(
        rf"\b(?:(?P<next>(?:next|coming)\s+(?:week|weekend|month|year|{days})|tomorrow)"
        rf"|(?:(?:in|on|during)\s+{part}(?:the\s+)?)?(?:(?:{days}),?\s+)?(?:"
        rf"(?P<day>{day}){ordinal}\s+(?:of\s+)?(?P<month>{month})(?:,?\s+(?P<year>{year})\b)?"
        rf"|(?P<first>{month})(?:\s+(?P<second>{day}){ordinal}(?:,\s*(?P<later>{year})\b)?|,?\s+(?P<of>{year})\b))"
        rf"|(?:in|during|last)\s+{part}(?P<alone>{month})"
        rf"|(?:in|during)\s+{part}(?:the\s+)?(?:(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?)?(?P<bare>{year})"
        rf"|(?:an?|the|its|his|her|their)\s+(?P<dated>{year})\s+(?=[a-z])"
        r"|(?P<span>(?:last|previous|this|current)\s+(?:year|month))"
        rf"|(?P<number>{number})\s+(?P<unit>day|week|month|year)s?\s+ago"
        r"|(?P<stretch>today|tonight|this\s+(?:morning|afternoon|evening|week)|yesterday|last\s+(?:night|weekend|week)"
        r"|overnight|hours\s+ago|previous\s+week|the\s+weekend)"
        rf"|(?:(?P<last>last)\s+)?(?P<weekday>{days})"
        r")\b",
        re.IGNORECASE,
    )
