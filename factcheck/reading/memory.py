"""Who was named so far in an article, so that "he", "Kim", "the ministry" and "state media" lead to whom they mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from factcheck.identity import fold
from factcheck.reading import gazetteer, naming, speakers
from factcheck.reading.description import Description
from factcheck.reading.gazetteer import Country
from factcheck.reading.utterance import Span, Speaker
from factcheck.vocabulary import SourceKind

_PERSON: Final = "person"
_THING: Final = "thing"
_GROUP: Final = "group"
_RECENT: Final = 64
_MOST_PEOPLE: Final = 10_000
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")
_HE_SHE: Final = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_FITTING: Final = {
    "he": (_PERSON,), "she": (_PERSON,), "him": (_PERSON,), "her": (_PERSON,), "his": (_PERSON,), "i": (_PERSON,),
    "they": (_GROUP, _THING), "we": (_GROUP, _THING), "them": (_GROUP, _THING), "us": (_GROUP, _THING),
    "many": (_GROUP, _THING), "some": (_GROUP, _THING), "others": (_GROUP, _THING), "both": (_GROUP, _THING),
    "all": (_GROUP, _THING), "their": (_GROUP, _THING, _PERSON),
    "it": (_THING, _GROUP), "its": (_THING, _GROUP), "which": (_THING, _GROUP, _PERSON),
}  # fmt: skip
_OWN: Final = ("his", "her", "its", "their")
_PEOPLE: Final = frozenset(
    {SourceKind.INDIVIDUAL, SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.EXPERT, SourceKind.ORGANISATION}
)
_GOVERNMENT: Final = frozenset({"government", "administration", "regime", "leadership"})
_BODIES: Final = {
    "company": SourceKind.ORGANISATION, "firm": SourceKind.ORGANISATION, "group": SourceKind.ORGANISATION,
    "organisation": SourceKind.ORGANISATION, "organization": SourceKind.ORGANISATION,
    "movement": SourceKind.ORGANISATION, "party": SourceKind.ORGANISATION,
    "newspaper": SourceKind.INDEPENDENT_MEDIA, "outlet": SourceKind.INDEPENDENT_MEDIA,
}  # fmt: skip
"""Nouns for any institution of a kind, whatever its name ends in."""
_MOVED: Final = frozenset({"group", "movement", "organisation", "organization", "party"})


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker as he is remembered: `number` tells a person from an institution and from a group."""

    name: str
    found: Description
    number: str

    def speaker(self, span: Span | None = None) -> Speaker:
        """The same as the speaker of an utterance."""
        return Speaker(self.name, self.found.kind, self.found.named, span)


@dataclass(slots=True)
class Memory:
    """The names of one article in the order of their mention; the only value of a reading that changes.

    `people` are found by their first and last names, `offices` are the titles that somebody was named with, `countries`
    those mentioned, the latest last.
    """

    people: dict[str, Known] = field(default_factory=dict)
    recent: list[Known] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    offices: list[tuple[frozenset[str], Known]] = field(default_factory=list)
    countries: dict[str, Country] = field(default_factory=dict)

    def mention(self, words: Sequence[str], before: str = "") -> None:
        """Keep a run of words that are names, with the kind that a title among them or right before them tells."""
        self._countries(words)
        titles = gazetteer.load().titles
        low = before.lower().rstrip(".")
        kind, first = titles.get(low), 0
        borne = {low} if kind is not None else set()
        while first < len(words) and (title := titles.get(words[first].lower().rstrip("."))) is not None:
            borne.add(words[first].lower().rstrip("."))
            kind, first = title, first + 1
        name = " ".join(words[first:])
        if len(words) - first < 2 or speakers.describe(name).kind != SourceKind.INDIVIDUAL:
            return
        earlier = self.people.get(fold(words[-1]))
        if kind is not None or earlier is None or earlier.name != name:
            known = Known(name, Description(kind or SourceKind.INDIVIDUAL, named=True), _PERSON)
            self._keep(known, borne | ({low} if low in gazetteer.load().genders else set()))

    def refer(self, low: str, span: Span, raw: str) -> Speaker:
        """Whom a pronoun means: the last speaker that fits it by number and gender."""
        known = self._meant(low)
        if known is not None:
            return known.speaker(span)
        return Speaker(raw if raw == "I" else low, SourceKind.UNKNOWN, named=False, span=span)

    def name(self, head: str, apposition: str, span: Span) -> Speaker:
        """Whom a noun phrase means, `apposition` being what stands beside its head: "Ana Sole" or "the director"."""
        known = self._known(head, apposition)
        if known.number == _PERSON and " " in known.name:
            self._keep(known, _titles(head) | _titles(apposition))
        self.recent.append(known)
        del self.recent[:-_RECENT]
        return known.speaker(span)

    def _countries(self, words: Sequence[str]) -> None:
        loaded = gazetteer.load()
        for length in (2, 1):
            for at in range(len(words) - length + 1):
                key = fold(" ".join(words[at : at + length]))
                country = loaded.countries.get(key) or loaded.adjectives.get(key)
                if country is not None:
                    self.countries.pop(country.name, None)
                    self.countries[country.name] = country

    def _keep(self, person: Known, titles: set[str]) -> None:
        """A person is known again by the first or the last word of the name, and by a title."""
        loaded, words = gazetteer.load(), fold(person.name).split()
        told = {loaded.genders[title] for title in titles if title in loaded.genders}
        gender = told.pop() if len(told) == 1 else loaded.first_names.get(words[0])
        if gender is not None:
            self.genders.setdefault(person.name, gender)
        if len(self.people) < _MOST_PEOPLE:
            self.people[words[-1]] = self.people[words[0]] = person
            office = frozenset(title for title in titles if title in loaded.titles)
            if office and (office, person) not in self.offices[-_RECENT:]:
                self.offices.append((office, person))

    def _known(self, head: str, apposition: str) -> Known:
        country = gazetteer.load().in_context.get(fold(head))
        if country is not None and country.name in self.countries:
            return Known(country.name, speakers.describe(country.name), _THING)
        head = self._with_owner(head)
        recognised = speakers.recognise(head)
        name = naming.source_name(head)
        found = recognised.found
        bare = naming.untitled(name)
        person = self._short_name(naming.untitled(naming.plain_name(head)))
        if person is not None:
            return person
        if " " in bare and found.kind == SourceKind.INDIVIDUAL:
            earlier = self.people.get(fold(bare).split()[-1])
            found = earlier.found if earlier is not None and earlier.name == bare else found
        if found.kind == SourceKind.INDIVIDUAL and apposition:
            beside = speakers.describe(apposition)
            found = Description(beside.kind, named=True) if beside.kind in _PEOPLE else found
        if apposition and speakers.is_person(name) and speakers.describe(apposition).kind == SourceKind.INDIVIDUAL:
            return Known(naming.untitled(naming.source_name(apposition)), Description(found.kind, named=True), _PERSON)
        if fold(head).startswith("the ") and " " not in name and (longer := self._ending_in(name)) is not None:
            return longer
        titled = bare != name and " " in bare and found.named and found.kind in _PEOPLE
        if recognised.name is None and (titled or speakers.describe(bare).kind == SourceKind.INDIVIDUAL):
            return Known(bare if " " in bare else name, found, _PERSON)
        return self._shortened(head, name, found) or _new(name, found)

    def _short_name(self, bare: str) -> Known | None:
        """The person whom a single name means; a surname, too, that is a country's or capital's name."""
        person = self.people.get(fold(bare))
        if person is None or not bare[:1].isupper():
            return None
        kind = speakers.describe(bare).kind
        surname = fold(person.name).endswith(" " + fold(bare)) and fold(bare) in gazetteer.load().countries
        return person if kind in (SourceKind.INDIVIDUAL, SourceKind.UNKNOWN) or surname else None

    def _shortened(self, head: str, name: str, found: Description) -> Known | None:
        """The full name behind a shortened one: "state media" after "North Korean state media"."""
        low = fold(name)
        if _ACRONYM.fullmatch(name) and not speakers.called_also(name):
            return next((one for one in self._things() if _initials(one.name) == name), None)
        for one in self._latest():
            if one.found.kind == found.kind and one.number != _PERSON and fold(one.name).endswith(" " + low):
                return one
        if fold(head).startswith(("a ", "an ")) or found.owner is not None:
            return None
        if speakers.is_person(name):
            return self._office(low)
        if low in _GOVERNMENT:
            country = self._government()
            return Known(country, speakers.describe(country), _THING) if country else None
        common = gazetteer.load().common.get(low)
        country = self._government(common.kind) if common is not None else None
        if country is not None:
            full = naming.source_name(f"{country}'s {name}")
            return Known(full, speakers.describe(f"{country}'s {name}"), _THING)
        if " " in low:
            return None
        if name[:1].isupper() and found.kind in (SourceKind.INDIVIDUAL, SourceKind.UNKNOWN):
            return next((one for one in self._things() if fold(one.name).startswith(low + " ")), None)
        return next((one for one in self._things() if _is_called(one, low)), None)

    def _ending_in(self, name: str) -> Known | None:
        """The institution whose name ends so: "the Times" after "the New York Times"."""
        return next((one for one in self._things() if one.name.endswith(" " + name)), None)

    def _office(self, low: str) -> Known | None:
        """The last person named with the title that a phrase turns on and with none that contradicts it."""
        words = {word.rstrip(".") for word in low.split()} - {"the"}
        titles = words & gazetteer.load().titles.keys()
        if not titles or words != titles:
            return None
        latest = islice(reversed(self.offices), _RECENT)
        return next((person for borne, person in latest if titles <= borne), None)

    def _government(self, kind: SourceKind | None = None) -> str | None:
        """The country whose government, or one of whose institutions, spoke last; of state media, only its state media.

        A capital says much that its neighbours' state media do not, and those are spoken of without their country.
        """
        countries = gazetteer.load().countries
        media = kind == SourceKind.STATE_MEDIA
        for one in (one for one in self._things() if not media or one.found.kind == kind):
            for name in (one.name, one.found.owner):
                if name is not None and (country := countries.get(fold(name))) is not None:
                    return country.name
        return None

    def _with_owner(self, head: str) -> str:
        """With whoever is meant by a possessive: "his spokesman" is "Kim Jong Un's spokesman"."""
        first, _, rest = head.partition(" ")
        known = self._meant(first.lower()) if rest and first.lower() in _OWN else None
        return f"{known.name}'s {rest}" if known is not None else head

    def _latest(self) -> Iterator[Known]:
        return reversed(self.recent)

    def _things(self) -> Iterator[Known]:
        return (one for one in self._latest() if one.number == _THING and one.found.named)

    def _meant(self, low: str) -> Known | None:
        gender = _HE_SHE.get(low)
        for number in _FITTING.get(low, (_PERSON, _GROUP, _THING)):
            known = next((one for one in self._latest() if one.number == number and self._fits(one, gender)), None)
            if known is not None:
                if gender is not None:
                    self.genders[known.name] = gender
                return known
        if gender is None and low != "i":
            return None
        return next((one for one in reversed(self.people.values()) if self._fits(one, gender)), None)

    def _fits(self, known: Known, gender: str | None) -> bool:
        """Whether a pronoun may stand for a speaker; who was "he" before is not "she"."""
        return gender is None or self.genders.get(known.name, gender) == gender


def _new(name: str, found: Description) -> Known:
    """Somebody met for the first time; "the ministry" alone, behind which no full name is, is nobody in particular."""
    if speakers.is_person(name):
        return Known(name, found, _PERSON)
    if not found.named and not name.endswith(("report", "study", "poll")):
        return Known(name, found, _GROUP)
    plain = " " not in name and name[:1].islower()
    return Known(name, replace(found, named=False) if plain else found, _THING)


def _titles(words: str) -> set[str]:
    """The words of a phrase before its first link that are titles or tell a gender."""
    loaded = gazetteer.load()
    lows = [fold(word).strip(",.") for word in words.split()[:12]]
    end = next((at for at, low in enumerate(lows) if low in ("of", "for", "at", "who", "from", "in")), len(lows))
    return {low for low in lows[:end] if low in loaded.titles or low in loaded.genders}


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isupper())


def _is_called(known: Known, noun: str) -> bool:
    """Whether "the agency", say, may mean a source: by one of its names, by what it is, or by its kind."""
    entry = gazetteer.load().entries.get(fold(known.name))
    names = entry.names if entry is not None else (known.name,)
    if any(fold(name).endswith(" " + noun) for name in names) or (entry is not None and noun in entry.nouns):
        return True
    fits = known.found.kind == _BODIES.get(noun)
    return fits and (noun in _MOVED if entry is not None else " " in known.name)
