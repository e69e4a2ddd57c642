"""What sort of source a phrase names, and whether it names one at all; usable for names typed by hand."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from factcheck.identity import fold
from factcheck.vocabulary import SourceKind

_INDEFINITE: Final = frozenset({"a", "an", "some", "one", "another", "several", "many", "unnamed"})
_ARTICLES: Final = frozenset({"the", "a", "an"})
_LINKS: Final = frozenset(
    {"of", "for", "at", "from", "with", "in", "on", "by", "to", "familiar", "who", "close", "that", "which", "briefed"}
)
_LONGEST_NAME: Final = 5
_SHORT: Final = 4
_PEOPLE: Final = re.compile(r".*(?:ers|ors|ists|ians|ans|people|men|women)$")


@dataclass(frozen=True, slots=True)
class Description:
    """The kind of a source, and whether it is an institution or a named person rather than "officials".

    `owner` is the name of who owns it, `wire_group` the pool of copy that an agency belongs to, where they are known.
    """

    kind: SourceKind
    named: bool
    owner: str | None = None
    wire_group: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names, head nouns, titles and places, each with what it tells."""

    names: Mapping[str, SourceKind]
    heads: Mapping[str, Description]
    titles: Mapping[str, SourceKind]
    places: frozenset[str]


@cache
def load(language: str = "en") -> Gazetteer:
    """The gazetteer of a language; a file is read once."""
    path = files("factcheck.reading.cues").joinpath(f"speakers_{language}.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    heads = {
        word: Description(SourceKind(kind), said == "named")
        for kind, lists in data["heads"].items()
        for said in ("named", "unnamed")
        for word in lists[said]
    }
    return Gazetteer(
        names={name: SourceKind(kind) for kind, names in data["names"].items() for name in names},
        heads=heads,
        titles={title: SourceKind(kind) for kind, titles in data["titles"].items() for title in titles},
        places=frozenset(data["places"]["names"]),
    )


def describe(name: str) -> Description:
    """The kind of source that a name or phrase stands for, and whether it is a known one.

    >>> describe("South Korean officials").named
    False
    """
    words = [word.strip(',;:"“”()[]') for word in name[:400].split()]
    words = [word for word in words if word]
    lows = [_singular(fold(word)) for word in words]
    if lows and lows[0] == "the":
        words, lows = words[1:], lows[1:]
    if not lows:
        return Description(SourceKind.UNKNOWN, named=False)
    gazetteer = load()
    if " ".join(lows) in gazetteer.places:
        return Description(SourceKind.OFFICIAL, named=True)
    main = next((at for at, low in enumerate(lows) if low in _LINKS and at > 0), len(lows))
    return _by_words(gazetteer, words, lows, main) or _by_shape(gazetteer, words, lows, main)


def is_person(name: str) -> bool:
    """Whether a phrase turns on a title, as "the defence minister" does, and so stands for one person."""
    lows = fold(name).split()
    main = next((at for at, low in enumerate(lows) if low in _LINKS and at > 0), len(lows))
    head = lows[main - 1] if lows else ""
    return head in load().titles or head in ("official", "expert", "man", "woman", "source", "person", "professor")


def _singular(low: str) -> str:
    """Without the genitive: "seoul's" is "seoul"."""
    return low.removesuffix("'s").rstrip("'") if low != "people's" else low


def _by_words(gazetteer: Gazetteer, words: list[str], lows: list[str], main: int) -> Description | None:
    """By the head noun, the gazetteer's names and the titles, looked up before the first "of" and then behind it."""
    named = _known_name(gazetteer, words, lows)
    if named is not None and (main == len(lows) or named[1] < main):
        kind, at, length = named
        if at + length >= main or gazetteer.heads.get(lows[main - 1]) is None:
            return Description(kind, named=True)
    head = gazetteer.heads.get(lows[main - 1].rstrip("."))
    personal = _personal(gazetteer, words, lows, main)
    if head is not None and not personal:
        if named is not None and head.kind == SourceKind.OFFICIAL and named[0] != SourceKind.OFFICIAL:
            head = Description(named[0], head.named)
        if (
            any(low in gazetteer.names for low in (lows[main - 2 : main - 1]))
            and head.kind == SourceKind.UNCONFIRMED_REPORT
        ):
            return Description(gazetteer.names[lows[main - 2]], named=True)
        if head.kind == SourceKind.ANONYMOUS or lows[0] in _INDEFINITE:
            return Description(head.kind, named=False)
        return head
    title = next(
        (gazetteer.titles[low.rstrip(".")] for low in lows[:main] if low.rstrip(".") in gazetteer.titles), None
    )
    if title is not None:
        indefinite = lows[0] in _INDEFINITE
        return Description(title, named=not indefinite and (personal or main < len(lows) or lows[0] not in _INDEFINITE))
    if named is not None and not personal:
        return Description(named[0], named=True)
    return None


def _known_name(gazetteer: Gazetteer, words: list[str], lows: list[str]) -> tuple[SourceKind, int, int] | None:
    """The longest name of the gazetteer within the phrase, with where it begins and its length in words."""
    for length in range(min(_LONGEST_NAME, len(lows)), 0, -1):
        for at in range(len(lows) - length + 1):
            kind = gazetteer.names.get(" ".join(lows[at : at + length]))
            if kind is not None and (length > 1 or len(words) == 1 or _written_as_name(words[at])):
                return kind, at, length
    return None


def _written_as_name(word: str) -> bool:
    """A short name is one in capitals only: "UN", but not the "Un" of a person."""
    letters = word.replace(".", "")
    return letters.isupper() if len(letters) <= _SHORT else word[:1].isupper()


def _personal(gazetteer: Gazetteer, words: list[str], lows: list[str], main: int) -> bool:
    """Whether the phrase ends in what looks like a person's name."""
    return (
        words[main - 1][:1].isupper()
        and lows[main - 1].rstrip(".") not in gazetteer.heads
        and lows[main - 1] not in gazetteer.titles
    )


def _by_shape(gazetteer: Gazetteer, words: list[str], lows: list[str], main: int) -> Description:
    if lows[main - 1] in gazetteer.places or " ".join(lows[max(0, main - 2) : main]) in gazetteer.places:
        return Description(SourceKind.OFFICIAL, named=True)
    if words[main - 1][:1].isupper() and words[main - 1].isupper() and 1 < len(words[main - 1]) <= 6:
        return Description(SourceKind.ORGANISATION, named=True)
    if _personal(gazetteer, words, lows, main):
        return Description(SourceKind.INDIVIDUAL, named=True)
    inner = next((gazetteer.heads[low] for low in reversed(lows[:main]) if low in gazetteer.heads), None)
    if inner is not None:
        return Description(inner.kind, named=False)
    people = _PEOPLE.match(lows[main - 1]) is not None
    return Description(SourceKind.ANONYMOUS if people else SourceKind.UNKNOWN, named=False)
