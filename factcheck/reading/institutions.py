"""Institutions that a phrase names: by a name of the gazetteer, or as a country's own."""

from typing import Final

from factcheck.reading import gazetteer, phrase
from factcheck.reading.description import Description, Recognised
from factcheck.reading.gazetteer import Country, Entry
from factcheck.reading.phrase import Phrase
from factcheck.vocabulary import SourceKind

_GOVERNMENT: Final = frozenset({"government", "administration", "regime", "leadership", "state", "side"})
_SEPARATE: Final = frozenset(
    {"parliament", "court", "congress", "senate", "commission", "tribunal", "legislature", "assembly", "bank"}
)
"""Institutions of a country that speak for themselves, not for its government."""
_GOVERNED: Final = frozenset({SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.STATE_MEDIA})


def entry_description(entry: Entry) -> Description:
    """What the gazetteer tells of a source."""
    return Description(entry.kind, named=True, owner=entry.owner, wire_group=entry.wire_group)


def _of_entry(entry: Entry) -> Recognised:
    return Recognised(entry_description(entry), entry.name)


def _of_government(country: Country) -> Recognised:
    return Recognised(Description(SourceKind.OFFICIAL, named=True), country.name)


def by_name(parsed: Phrase) -> Recognised | None:
    """The whole phrase is a name: of a source, a country or place, or of what every country has."""
    entry = phrase.whole_entry(parsed)
    if entry is not None:
        return _of_entry(entry)
    loaded, key = gazetteer.load(), " ".join(parsed.lows)
    country = phrase.whole_country(parsed)
    if country is not None:
        return _of_government(country)
    if phrase.is_place(parsed, key):
        return Recognised(Description(SourceKind.OFFICIAL, named=True), loaded.places[key])
    common = loaded.common.get(key)
    if common is None:
        return None
    whose = common.kind is not SourceKind.STATE_MEDIA  # of which state, nobody says
    return Recognised(Description(common.kind, named=whose and not parsed.indefinite))


def of_country(parsed: Phrase) -> Recognised | None:
    """An institution of a country: "China's foreign ministry", "the foreign ministry of China"."""
    loaded = gazetteer.load()
    begun = phrase.country_of(parsed)
    if begun is not None and not parsed.indefinite:
        country, length = begun
        capital = " ".join(parsed.lows[:length]) in loaded.capitals and not parsed.genitives[length - 1]
        made = _institution(parsed, country, length, len(parsed.lows), capital=capital)
        if made is not None:
            return made
    last = next((at for at in range(len(parsed.lows) - 2, 0, -1) if parsed.lows[at] == "of"), 0)
    if last and not parsed.indefinite:
        behind = last + 1 + (parsed.lows[last + 1] == "the")
        of = loaded.countries.get(" ".join(parsed.lows[behind:]))
        return _institution(parsed, of, 0, last, capital=False) if of is not None else None
    return None


def _institution(parsed: Phrase, country: Country, first: int, last: int, *, capital: bool) -> Recognised | None:
    """What the words beside a country's name make of it."""
    loaded, key = gazetteer.load(), " ".join(parsed.lows[first:last])
    if not key:
        return None
    if key in _GOVERNMENT:
        return _of_government(country)
    common = loaded.common.get(key)
    if common is not None:
        return _owned(country, common.name, common.kind)
    entry = loaded.entries.get(key)
    if entry is not None and phrase.written_as_name(parsed.words[first:last], entry, key):
        return _of_entry(entry)
    head = loaded.heads.get(parsed.lows[last - 1])
    if head is None or not head.named or capital or last != parsed.main:
        return None
    plain = parsed.lows[first:last]
    kind = SourceKind.STATE_MEDIA if is_media(head.kind) and loaded.state.intersection(plain) else head.kind
    small = " ".join(word.lower() if word.lower() in loaded.heads else word for word in parsed.words[first:last])
    return _owned(country, small, kind) if kind in _GOVERNED else None


def _owned(country: Country, name: str, kind: SourceKind) -> Recognised:
    full = f"{country.adjective} {name}"
    entry = gazetteer.load().entries.get(full.lower())
    if entry is not None:
        return _of_entry(entry)
    owner = None if name.rsplit(maxsplit=1)[-1].lower() in _SEPARATE else country.name
    return Recognised(Description(kind, named=True, owner=owner), full)


def by_outlet(parsed: Phrase) -> Recognised | None:
    """A name of the gazetteer among words that only describe it: "the state news agency KCNA"."""
    found = phrase.entry_in(parsed, 0, parsed.main)
    if found is None or (parsed.main < len(parsed.lows) and found[2] < parsed.main):
        return None
    entry, first, last = found
    if last == parsed.main and first > 0:
        return _of_entry(entry) if _describes(parsed, first, entry) else None
    loaded = gazetteer.load()
    rest = parsed.lows[last : parsed.main]
    fitting = all(low in loaded.state or low == "news" or _describes_kind(low, entry.kind) for low in rest)
    begun = phrase.country_of(parsed)
    leads = first == 0 or (begun is not None and begun[1] == first)
    return _of_entry(entry) if leads and rest and fitting else None


def _describes(parsed: Phrase, last: int, entry: Entry) -> bool:
    """Whether the words before a name only say what it is, in small letters or by its country."""
    begun = phrase.country_of(parsed)
    first = begun[1] if begun is not None and begun[1] <= last else 0
    if parsed.genitives[0] and f"the {parsed.lows[0]}" in gazetteer.load().in_context:
        first = 1  # "the North's official agency X"
    if any(parsed.words[at][:1].isupper() for at in range(first, last)):
        return False
    noun = parsed.lows[last - 1]
    head = gazetteer.load().heads.get(noun)
    return first == last or (head is not None and head.named) or noun in gazetteer.load().state or noun in entry.nouns


def _describes_kind(low: str, kind: SourceKind) -> bool:
    head = gazetteer.load().heads.get(low)
    if head is None or not head.named:
        return False
    return head.kind == kind or (is_media(kind) and (is_media(head.kind) or low in ("agency", "service")))


def is_media(kind: SourceKind) -> bool:
    """Whether it is a newsroom's kind."""
    return kind in (SourceKind.STATE_MEDIA, SourceKind.INDEPENDENT_MEDIA)
