"""What is known of an article beside its text: what a person gives, what a page says, and what of it is worth storing.

A page's words about itself are somebody else's: what could not be stored, or would be taken for something else (a name
that reads like a source's id), is dropped, never repaired.
"""

import html
import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Final
from urllib.parse import urljoin, urlsplit

from factcheck.identity import SOURCE, fold, is_handle

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_LONGEST_NAME: Final = 300
_MOST_PEOPLE: Final = 20
_LONGEST_FOLDED: Final = 2000
_LONGEST_URL: Final = 2000
"""In bytes, as the desk has it: an index of PostgreSQL holds no more than 2,704."""
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"(\d{4})(?:([-/.]?)(\d{1,2})(?:\2(\d{1,2}))?(?!\d)|(?![-/.\d]))", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:\s+|-)([a-z]{3,9})\.?,?(?:\s+|-)(\d{4})\b")
_MONTH_FIRST: Final = re.compile(r"(?:[a-z]{6,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_EARLIEST: Final = 1000
"""The first of January of the year 1 is how some programs write that they know no date."""


@dataclass(frozen=True)
class About:
    """What is said about an article; None, and an empty `url`, where nothing is."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str = ""
    published: str | None = None
    lang: str | None = None
    archive_ref: str | None = None

    def or_else(self, other: "About") -> "About":
        """This, and where it says nothing, the other."""
        return About(**{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)})


def name(given: object) -> str | None:
    """A title or name on one line; None where it is empty, unstorable, an address, or reads like a source's id."""
    if not isinstance(given, str) or len(given) > _LONGEST_URL:
        return None
    plain = " ".join(html.unescape(html.unescape(given)).split())  # markup is often escaped twice
    if not plain or len(plain) > _LONGEST_NAME or _UNSTORABLE.search(plain) or is_handle(SOURCE, plain):
        return None
    if plain.lower().startswith(("http://", "https://", "//")) or len(fold(plain).encode()) > _LONGEST_FOLDED:
        return None
    return plain


def people(given: "list[object]") -> str | None:
    """Authors as one name, each once and without the "By" that stands in front of some."""
    names = [re.sub(r"(?i)^by\s+", "", one) for one in map(name, given[:_MOST_PEOPLE]) if one]
    return name(", ".join(dict.fromkeys(names)))


def address(given: object, base: str = "") -> str:
    """An absolute address on the web; empty where there is none."""
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST_URL:
        return ""
    try:
        url = urljoin(base, given.strip())
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or url != "".join(url.split()):
        return ""
    return "" if _UNSTORABLE.search(url) or len(url.encode()) > _LONGEST_URL else url


def language(given: object) -> str | None:
    """A language's code as in `en` or `en-GB`."""
    code = given.strip().replace("_", "-") if isinstance(given, str) else ""
    return code if len(code) <= 35 and _LANGUAGE.fullmatch(code) else None


def day(given: object) -> str | None:
    """A partial date, as precise as the page gives it: the day as it is written, in whatever zone.

    >>> day("2025-01-15T23:30:00-05:00"), day("Wed, 15 Jan 2025 08:00:00 GMT"), day("2025-01"), day("01/02/2025")
    ('2025-01-15', '2025-01-15', '2025-01', None)
    """
    text = given.strip()[:60].lower() if isinstance(given, str) else ""
    if found := _NUMBERS.match(text):
        if not found[2] and len(found[3] or "") + len(found[4] or "") not in {0, 4}:
            return None
        return _partial(found[1], found[3], found[4])
    if found := _DAY_FIRST.match(text):
        return _partial(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.match(text):
        return _partial(found[3], _month(found[1]), found[2])
    return None


def _month(word: str) -> str:
    return next((str(at) for at, month in enumerate(_MONTHS, 1) if month.startswith(word) or word == month[:4]), "0")


def _partial(year: str, month: str | None, day_of_month: str | None) -> str | None:
    try:
        found = date(int(year), int(month or 1), int(day_of_month or 1))
    except ValueError:
        return None
    if found.year < _EARLIEST:
        return None
    return found.isoformat()[: 10 if day_of_month else 7 if month else 4]
