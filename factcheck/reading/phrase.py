"""The words of a noun phrase, taken apart as far as telling who is meant needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from factcheck.identity import fold
from factcheck.reading import gazetteer
from factcheck.reading.gazetteer import Country, Entry

_LONGEST: Final = 9
_MOST: Final = 400
_KEPT: Final = 100
"""Several questions are asked of one phrase, one right after the other."""
_ARTICLES: Final = frozenset({"the", "a", "an"})
_INDEFINITE: Final = frozenset(
    {"a", "an", "some", "one", "another", "several", "many", "unnamed", "two", "three", "four", "five", "any", "other"}
)
LINKS: Final = frozenset(
    {
        "of", "for", "at", "from", "with", "in", "on", "by", "to", "about", "inside", "within", "near",
        "familiar", "who", "whose", "close", "that", "which", "briefed", "based", "working", "citing", "quoted",
    }
)  # fmt: skip
_WORDS_TOO: Final = frozenset(
    {"us", "who", "un", "spa", "wam", "sun", "time", "star", "dawn", "mit", "rt", "ap", "ice", "punch", "vice", "wired"}
)
"""Names that are common words when they are not written as names."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase without its article: the words, how they are looked up, and where "of", "at" or "who" begins."""

    words: tuple[str, ...]
    lows: tuple[str, ...]
    genitives: tuple[bool, ...]
    main: int
    definite: bool
    indefinite: bool

    @property
    def head(self) -> str:
        """The noun before the first link, as it is looked up."""
        return self.lows[self.main - 1]

    @property
    def spelled(self) -> str:
        """All of it, folded, a genitive kept: "Barron's" is a name."""
        return " ".join(map(fold, self.words) if any(self.genitives) else self.lows)

    @property
    def personal(self) -> bool:
        """Whether it ends in what looks like a person's name, not in a noun or title."""
        loaded = gazetteer.load()
        low = self.head
        return self.words[self.main - 1][:1].isupper() and low not in loaded.heads and low not in loaded.titles

    def part(self, first: int, last: int) -> str:
        """Some of the words, without a genitive at the end."""
        words = " ".join(self.words[first:last])
        return words[: len(words) - _genitive(fold(words))]

    def says(self, *words: str) -> bool:
        """Whether one of the words stands before the link."""
        return any(low in words for low in self.lows[: self.main])


@lru_cache(_KEPT)
def parse(text: str) -> Phrase | None:
    """The phrase, or None where no word is in it."""
    words = [word.strip(',;:"“”()[]') for word in text[:_MOST].split()]
    words = [word for word in words if word == "&" or any(map(str.isalnum, word))]
    folded = list(map(fold, words))
    definite = indefinite = False
    while len(words) > 1 and folded[0] in _ARTICLES:
        definite, indefinite = definite or folded[0] == "the", indefinite or folded[0] != "the"
        words, folded = words[1:], folded[1:]
    if not words:
        return None
    ends = list(map(_genitive, folded))
    lows = tuple(low[: len(low) - end] for low, end in zip(folded, ends, strict=True))
    main = next((at for at, low in enumerate(lows) if low in LINKS and at > 0), len(lows))
    if lows[0] in _INDEFINITE or lows[0].isdecimal():
        indefinite = True
    return Phrase(tuple(words), lows, tuple(map(bool, ends)), main, definite, indefinite)


def _genitive(low: str) -> int:
    """How much of a folded word is the ending of a genitive, without which it is looked up."""
    if not low.endswith(("'s", "s'")) or low in ("people's", "workers'", "children's", "women's"):
        return 0
    return 2 if low.endswith("'s") else 1


def whole_entry(phrase: Phrase) -> Entry | None:
    """The source whose name the whole phrase is, with or without its article."""
    loaded = gazetteer.load()
    key = " ".join(phrase.lows)
    if phrase.definite and (entry := loaded.entries.get(f"the {key}")) and phrase.words[0][:1].isupper():
        return entry
    entry = loaded.entries.get(key) or loaded.entries.get(phrase.spelled)
    if entry is None or (key in _WORDS_TOO and not written_as_name(phrase.words, entry, key)):
        return None
    return entry


def entry_in(phrase: Phrase, first: int, last: int) -> tuple[Entry, int, int] | None:
    """The longest name of the gazetteer among these words, with where it begins and ends."""
    entries = gazetteer.load().entries
    for length in range(min(_LONGEST, last - first), 0, -1):
        for at in range(first, last - length + 1):
            key = " ".join(phrase.lows[at : at + length])
            entry = entries.get(key)
            if entry is not None and written_as_name(phrase.words[at : at + length], entry, key):
                return entry, at, at + length
    return None


def written_as_name(words: Sequence[str], entry: Entry | None, key: str) -> bool:
    """Whether a name is spelled as one here: "UN" in capitals, unlike the "Un" of a person, others with one."""
    letters = "".join(words).replace(".", "").replace("'s", "").replace("’s", "")
    spelled = next((name for name in entry.names if fold(name) == key), "") if entry is not None else key.upper()
    if spelled.replace(".", "").isupper():
        return letters.isupper()
    return words[0][:1].isupper() or spelled[:1].islower()


def whole_country(phrase: Phrase) -> Country | None:
    """The country whose name, or whose capital's, the whole phrase is."""
    countries, key = gazetteer.load().countries, " ".join(phrase.lows)
    if key in _WORDS_TOO and not written_as_name(phrase.words, None, key):
        return None
    keys = (f"the {key}" if phrase.definite else key, key, phrase.spelled)
    return next((countries[one] for one in keys if one in countries), None)


def country_of(phrase: Phrase) -> tuple[Country, int] | None:
    """The country that the phrase begins with, and how many words that takes."""
    loaded = gazetteer.load()
    for length in range(min(_LONGEST, len(phrase.lows)), 0, -1):
        key = " ".join(phrase.lows[:length])
        country = loaded.countries.get(key) or loaded.adjectives.get(key)
        if country is None or (key in _WORDS_TOO and not written_as_name(phrase.words[:length], None, key)):
            continue
        return country, length
    return None


def is_place(phrase: Phrase, key: str) -> bool:
    """Whether these words are a place below or beside countries."""
    return key in gazetteer.load().places and phrase.words[0][:1].isupper()


def place_at_end(phrase: Phrase) -> str | None:
    """The country that a phrase ends in behind small words only: "neighbouring Veld", not a person's surname."""
    countries = gazetteer.load().countries
    for length in (3, 2, 1):
        first = phrase.main - length
        country = countries.get(" ".join(phrase.lows[first : phrase.main])) if first > 0 else None
        small = all(word[:1].islower() for word in phrase.words[:first])
        if country is not None and small and phrase.words[first][:1].isupper():
            return country.name
    return None
