"""Whom a phrase names, and what sort of source that is; usable for names typed by hand."""

import re
from functools import lru_cache
from typing import Final

from factcheck.reading import gazetteer, institutions, phrase
from factcheck.reading.description import Description, Recognised
from factcheck.reading.gazetteer import Head
from factcheck.reading.institutions import is_media
from factcheck.reading.phrase import Phrase
from factcheck.vocabulary import SourceKind

_KEPT: Final = 20_000
_ACRONYM: Final = 6
_PLAIN_PEOPLE: Final = frozenset(
    {SourceKind.ANONYMOUS, SourceKind.UNCONFIRMED_REPORT, SourceKind.UNKNOWN, SourceKind.INDEPENDENT_MEDIA}
)
_PEOPLE: Final = re.compile(r".*(?:ers|ors|ists|ians|ans|ese|people|men|women)$")
_PERSONS: Final = frozenset({"official", "expert", "man", "woman", "source", "person", "professor", "witness"})


_NOBODY: Final = Recognised(Description(SourceKind.UNKNOWN, named=False))


def describe(name: str) -> Description:
    """The kind of source that a name or phrase stands for, and whether it is a known one.

    >>> describe("South Korean officials").named
    False
    """
    return recognise(name).found


@lru_cache(_KEPT)
def recognise(text: str) -> Recognised:
    """Whom a phrase names: "Seoul" and "the South Korean government" are both "South Korea".

    A ministry, army or outlet of a state keeps a name of its own and is owned by the country, so that all of them are
    one origin and an analyst still sees which of them spoke.
    """
    parsed = phrase.parse(text)
    if parsed is None:
        return _NOBODY
    return (
        institutions.by_name(parsed)
        or institutions.by_outlet(parsed)
        or institutions.of_country(parsed)
        or _by_voice(parsed)
        or (_by_person(parsed) if parsed.personal else None)
        or _by_masthead(parsed)
        or _by_head(parsed)
        or _by_title(parsed)
        or _by_shape(parsed)
    )


@lru_cache(_KEPT)
def called_also(name: str) -> tuple[str, ...]:
    """All the names by which the gazetteer knows the source of this name, that one included where it does."""
    parsed = phrase.parse(name)
    if parsed is None:
        return ()
    entry = phrase.whole_entry(parsed)
    if entry is not None:
        return entry.names
    country = phrase.whole_country(parsed)
    return country.names if country is not None else ()


def is_person(name: str) -> bool:
    """Whether a phrase turns on a title, as "the defence minister" does, and so stands for one person."""
    parsed = phrase.parse(name)
    return parsed is not None and (parsed.head in gazetteer.load().titles or parsed.head in _PERSONS)


def _by_voice(parsed: Phrase) -> Recognised | None:
    """Whoever speaks for an institution, and what it puts out: "a spokesman for the ministry", "a Reuters report"."""
    loaded = gazetteer.load()
    spoken = parsed.head in loaded.spokespeople
    reporting = parsed.head in loaded.reporters
    if not (spoken or reporting or parsed.head in loaded.documents or parsed.head == "reports"):
        return None
    inner = ""
    if parsed.main < len(parsed.lows) - 1 and parsed.lows[parsed.main] in ("of", "for", "from", "by", "at", "in"):
        inner = " ".join(parsed.words[parsed.main + 1 :])
    elif parsed.main > 1 and parsed.main == len(parsed.lows):
        inner = parsed.part(0, parsed.main - 1)
    if not inner or inner[:1].isdigit():
        return None
    of = recognise(inner)
    if of.found.kind is SourceKind.STATE_MEDIA and not spoken:
        return Recognised(of.found, of.name or _name(inner))
    common = not any(word[:1].isupper() for word in inner.split()) and of.name is None
    if of.found.named and of.found.kind is not SourceKind.INDIVIDUAL and not (common and " " not in inner):
        if reporting and not is_media(of.found.kind):
            return None
        return Recognised(of.found, of.name or _name(inner))
    if of.found.named and parsed.head in loaded.documents and parsed.lows[parsed.main : parsed.main + 1] == ("by",):
        return Recognised(of.found, of.name or _name(inner))
    if spoken and of.found.kind not in (SourceKind.INDIVIDUAL, SourceKind.UNKNOWN, SourceKind.ANONYMOUS):
        return Recognised(Description(of.found.kind, named=False))
    return None


def _name(words: str) -> str:
    return re.sub(r"(?i)^(?:the|a|an) (?=\S)", "", words)


def _by_person(parsed: Phrase) -> Recognised | None:
    """A name behind words in front of it, which tell what it is: "former CIA analyst Ana Sole"."""
    loaded = gazetteer.load()
    for at in range(parsed.main - 2, -1, -1):
        low = parsed.lows[at].rstrip(".")
        if low in loaded.titles:
            kind = _borne(parsed, low, at) or loaded.titles[low]
            return Recognised(Description(kind, named=not parsed.indefinite))
        head = _head(parsed, at)
        if head is None or parsed.words[at][:1].isupper():
            continue
        if not head.named:
            kind = SourceKind.INDIVIDUAL if head.kind in _PLAIN_PEOPLE else _borne(parsed, low, at) or head.kind
            return Recognised(Description(kind, named=True))
        state = is_media(head.kind) and loaded.state.intersection(parsed.lows[:at])
        kind = SourceKind.STATE_MEDIA if state else head.kind
        return Recognised(Description(kind, named=True), parsed.part(at + 1, len(parsed.words)))
    return None


def _head(parsed: Phrase, at: int) -> Head | None:
    """What the noun at a place tells; an agency is an office unless it is one of news."""
    if parsed.lows[at] in ("agency", "agencies", "service") and parsed.lows[at - 1 : at] in (("news",), ("wire",)):
        return Head(SourceKind.INDEPENDENT_MEDIA, named=not parsed.lows[at].endswith("s"))
    return gazetteer.load().heads.get(parsed.lows[at].rstrip("."))


def _borne(parsed: Phrase, title: str, at: int) -> SourceKind | None:
    """The kind of whom a title belongs to, if the title tells none: "Hamas spokesman", "UN chief"."""
    if title not in gazetteer.load().borne:
        return None
    return _side(parsed, 0, at)


def _side(parsed: Phrase, first: int, last: int) -> SourceKind | None:
    """The kind of whoever stands among these words before a title or "officials"."""
    loaded = gazetteer.load()
    found = phrase.entry_in(parsed, first, last)
    if found is not None:
        return found[0].kind
    for at in range(last - 1, first - 1, -1):
        low = parsed.lows[at]
        if low in loaded.sides and (len(low) > 2 or parsed.words[at].isupper()):
            return loaded.sides[low]
        head = loaded.heads.get(low)
        if head is not None and head.named:
            return head.kind
    return None


def _by_masthead(parsed: Phrase) -> Recognised | None:
    """A newsroom's own name: "Lund Post", "Radio 1". Of one word, "the post", nobody knows whether it is a name."""
    loaded, last = gazetteer.load(), len(parsed.lows) - 1
    if last < 1 or parsed.indefinite or not all(word[:1].isupper() or word.isdigit() for word in parsed.words):
        return None
    numbered = parsed.lows[last].isdigit() and parsed.lows[last - 1] in loaded.channels
    if not numbered and (parsed.lows[last] not in loaded.mastheads or parsed.lows[last - 1] in loaded.titles):
        return None
    is_person = last == 1 and parsed.lows[0] in loaded.first_names
    return Recognised(Description(SourceKind.INDIVIDUAL if is_person else SourceKind.INDEPENDENT_MEDIA, named=True))


def _by_head(parsed: Phrase) -> Recognised | None:
    """By the noun that the phrase turns on."""
    loaded = gazetteer.load()
    head = _head(parsed, parsed.main - 1)
    if head is None:
        return None
    kind = head.kind
    if is_media(kind) and loaded.state.intersection(parsed.lows[: parsed.main]):
        named = not parsed.indefinite and (head.named or parsed.head == "media") and _has_a_name(parsed)
        return Recognised(Description(SourceKind.STATE_MEDIA, named=named))
    if not head.named:
        if kind is SourceKind.OFFICIAL:
            kind = _side(parsed, 0, parsed.main - 1) or _behind(parsed) or kind
        if parsed.head in ("inspectors", "peacekeepers") and "un" not in parsed.lows:
            kind = _side(parsed, 0, parsed.main - 1) or kind
        return Recognised(Description(kind, named=False))
    return Recognised(Description(kind, named=not parsed.indefinite))


def _has_a_name(parsed: Phrase) -> bool:
    """Whether the phrase tells which state or newsroom is meant: "Amsel state media", "state media in Veld"."""
    state = gazetteer.load().state
    words = enumerate(zip(parsed.words, parsed.lows, strict=True))
    return any(word[:1].isupper() and low not in state and _head(parsed, at) is None for at, (word, low) in words)


def _behind(parsed: Phrase) -> SourceKind | None:
    """The kind of whom "officials at", "officials with" work for."""
    if parsed.main >= len(parsed.lows) - 1 or parsed.lows[parsed.main] not in ("at", "with", "from", "of"):
        return None
    of = recognise(" ".join(parsed.words[parsed.main + 1 :])).found
    return of.kind if of.named and of.kind is not SourceKind.INDIVIDUAL else None


def _by_title(parsed: Phrase) -> Recognised | None:
    """A person by office alone: known where the office is one country's or institution's, "the mayor" is nobody."""
    loaded = gazetteer.load()
    at = next((i for i in range(parsed.main - 1, -1, -1) if parsed.lows[i].rstrip(".") in loaded.titles), None)
    if at is None:
        return None
    title = parsed.lows[at].rstrip(".")
    kind = _borne(parsed, title, at) or (_behind(parsed) if title in loaded.borne else None) or loaded.titles[title]
    begun = phrase.country_of(parsed)
    whose = begun is not None or phrase.entry_in(parsed, 0, len(parsed.lows)) is not None or _of_place(parsed)
    return Recognised(Description(kind, named=whose and not parsed.indefinite))


def _of_place(parsed: Phrase) -> bool:
    """Whether a name stands behind the link: "the mayor of Veld"."""
    return any(word[:1].isupper() for word in parsed.words[parsed.main :])


def _by_shape(parsed: Phrase) -> Recognised:
    loaded, last = gazetteer.load(), parsed.words[parsed.main - 1]
    place = phrase.place_at_end(parsed)
    if place is not None:
        return Recognised(Description(SourceKind.OFFICIAL, named=True), place)
    begun = phrase.country_of(parsed)
    if begun is not None and begun[1] == parsed.main:
        return Recognised(Description(SourceKind.ANONYMOUS, named=False))
    if parsed.head.endswith("s") and parsed.head[:-1] in loaded.adjectives:
        return Recognised(Description(SourceKind.ANONYMOUS, named=False))
    found = phrase.entry_in(parsed, 0, parsed.main)
    if found is not None and found[1] == 0 and not parsed.personal:
        return Recognised(Description(found[0].kind, named=not parsed.indefinite))
    if last.isupper() and 1 < len(last) <= _ACRONYM:
        return Recognised(Description(SourceKind.ORGANISATION, named=True))
    if parsed.personal:
        return Recognised(Description(SourceKind.INDIVIDUAL, named=not (parsed.indefinite and len(parsed.words) > 1)))
    inner = next((loaded.heads[low] for low in reversed(parsed.lows[: parsed.main]) if low in loaded.heads), None)
    if inner is not None:
        return Recognised(Description(inner.kind, named=False))
    people = _PEOPLE.match(parsed.head) is not None
    return Recognised(Description(SourceKind.ANONYMOUS if people else SourceKind.UNKNOWN, named=False))
