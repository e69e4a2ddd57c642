"""Who is known by name: countries, media, institutions and the words that describe speakers, read from TOML once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from factcheck.identity import fold
from factcheck.reading.tables import table
from factcheck.vocabulary import SourceKind

_KINDS: Final = {"state": SourceKind.STATE_MEDIA, "independent": SourceKind.INDEPENDENT_MEDIA}
_NOUNS: Final = {
    "agencies": ("agency", "news agency", "wire service"),
    "broadcasters": ("broadcaster", "network", "channel", "station"),
    "papers": ("newspaper", "paper", "daily", "magazine", "publication", "website"),
}
_NOBODY: Final = "unlisted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One source by all its names, the first of them the one it goes by.

    `nouns` are what it is called for short, as "the agency".
    """

    names: tuple[str, ...]
    kind: SourceKind
    owner: str | None = None
    wire_group: str | None = None
    nouns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it goes by."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its names and capitals; its government goes by the first of them."""

    names: tuple[str, ...]
    adjective: str

    @property
    def name(self) -> str:
        """What its government goes by as a source."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Head:
    """What a noun tells of the phrase that turns on it."""

    kind: SourceKind
    named: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All of it, by folded names.

    `common` are institutions that each country has its own of; `countries` names and capitals, `adjectives` what is
    said of their people; `in_context` names that tell a country once the article has named it otherwise.
    """

    entries: Mapping[str, Entry]
    common: Mapping[str, Entry]
    countries: Mapping[str, Country]
    adjectives: Mapping[str, Country]
    in_context: Mapping[str, Country]
    places: Mapping[str, str]
    heads: Mapping[str, Head]
    titles: Mapping[str, SourceKind]
    sides: Mapping[str, SourceKind]
    genders: Mapping[str, str]
    first_names: Mapping[str, str]
    state: frozenset[str]
    mastheads: frozenset[str]
    channels: frozenset[str]
    borne: frozenset[str]
    spokespeople: frozenset[str]
    documents: frozenset[str]
    reporters: frozenset[str]
    capitals: frozenset[str]


@cache
def load() -> Gazetteer:
    """The gazetteer; its files are read once."""
    lands, media, bodies, words = (table(__name__, name) for name in ("countries", "media", "bodies", "words"))
    rows = [_cells(row) for row in lands["countries"]]
    countries = {
        name: Country(tuple(filter(None, (name, capital, *others))), adjective)
        for name, adjective, capital, *others in rows
    }
    others = {fold(word): countries[name] for name, words in lands["adjectives"].items() for word in words}
    return Gazetteer(
        entries=_by_name([*_media(media), *_named(bodies["named"])]),
        common=_by_name(list(_common(bodies["common"]))),
        countries={_key(name): one for one in countries.values() for name in one.names},
        capitals=frozenset(fold(capital) for _, _, capital, *_ in rows),
        adjectives={fold(one.adjective.removesuffix("'s")): one for one in countries.values()} | others,
        in_context={fold(word): countries[name] for name, words in lands["in_context"].items() for word in words},
        places={fold(name): name for name in lands["places"]["names"]},
        heads={
            word: Head(SourceKind(kind), said == "named")
            for kind, lists in words["heads"].items()
            for said in ("named", "unnamed")
            for word in lists[said]
        },
        titles={title: SourceKind(kind) for title, kind in _turned(words["titles"]).items()},
        sides={word: SourceKind(kind) for word, kind in _turned(words["sides"]).items()},
        genders=_turned(words["gender"]),
        first_names=_turned(words["first_names"]),
        state=frozenset(words["state"]["words"]),
        mastheads=frozenset(words["mastheads"]["words"]),
        channels=frozenset(words["mastheads"]["channels"]),
        borne=frozenset(words["borne"]["titles"]),
        spokespeople=frozenset(words["voices"]["people"]),
        documents=frozenset(words["voices"]["words"]),
        reporters=frozenset(words["voices"]["reporters"]),
    )


def is_place(name: str) -> bool:
    """Whether it is a country's, a capital's or another place's name."""
    loaded = load()
    return fold(name) in loaded.countries or fold(name) in loaded.places


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def _media(table: Mapping[str, Any]) -> Iterator[Entry]:
    for sort, kinds in table.items():
        for kind, owners in kinds.items():
            for owner, rows in owners.items():
                for names in map(_cells, rows):
                    group = names[0] if sort == "agencies" else None
                    yield Entry(tuple(names), _KINDS[kind], _owner(owner), group, _NOUNS[sort])


def _named(kinds: Mapping[str, Any]) -> Iterator[Entry]:
    for kind, owners in kinds.items():
        for owner, rows in owners.items():
            for row in rows:
                yield Entry(tuple(_cells(row)), SourceKind(kind), _owner(owner))


def _owner(name: str) -> str | None:
    return None if name == _NOBODY else name


def _common(kinds: Mapping[str, Any]) -> Iterator[Entry]:
    for kind, lists in kinds.items():
        for row in lists["all"]:
            yield Entry(tuple(_cells(row)), SourceKind(kind))


def _by_name(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {_key(name): entry for entry in entries for name in entry.names}


def _key(name: str) -> str:
    """As the words of a phrase are looked up, which bear no comma."""
    return fold(name.replace(",", ""))


def _turned(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each word of the lists with the name of its list."""
    return {word: name for name, words in lists.items() for word in words}
