"""Who was named so far in an article, so that "he", "Kim" and "state media" lead back to a full name."""

from dataclasses import dataclass, field, replace
from typing import Final

from factcheck.reading import naming, speakers
from factcheck.reading.rules import tokens
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.speakers import Description
from factcheck.reading.utterance import Span, Speaker
from factcheck.reading.wording import one_line
from factcheck.vocabulary import SourceKind

_PERSON: Final = "person"
_THING: Final = "thing"
_GROUP: Final = "group"
_RECENT: Final = 64
_MOST_PEOPLE: Final = 10_000
_LONGEST_NAME: Final = 4
_GENDERS: Final = {"he": "he", "him": "he", "she": "she", "her": "she"}
_PERSONAL: Final = frozenset({"he", "she", "i", "him", "her"})
_PLURAL: Final = frozenset({"they", "we", "them", "us", "many", "some", "others", "both", "all"})
_PEOPLE: Final = frozenset(
    {SourceKind.INDIVIDUAL, SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.EXPERT, SourceKind.ORGANISATION}
)


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
    """The names of one article in the order of their mention; the only value of a reading that changes."""

    people: dict[str, Known] = field(default_factory=dict)
    recent: list[Known] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)

    def notice(self, sentence: Tokens) -> None:
        """Keep the full names of persons in a sentence, with the kind that a title before them tells."""
        index = 0
        while index < len(sentence):
            last = index
            while last < len(sentence) and sentence.tags[last] == tokens.NAME:
                last += 1
            if 1 < last - index <= _LONGEST_NAME:
                self._notice_name(sentence, index, last)
            index = max(last, index + 1)

    def _notice_name(self, sentence: Tokens, first: int, last: int) -> None:
        titles = speakers.load().titles
        kind = titles.get(sentence.low(first - 1).rstrip("."))
        while first < last and (title := titles.get(sentence.lows[first].rstrip("."))) is not None:
            kind, first = title, first + 1
        name = " ".join(sentence.raw(index) for index in range(first, last))
        if last - first < 2 or speakers.describe(name).kind != SourceKind.INDIVIDUAL:
            return
        before = self.people.get(sentence.lows[last - 1])
        if kind is not None or before is None or before.name != name:
            self._keep(Known(name, Description(kind or SourceKind.INDIVIDUAL, named=True), _PERSON))

    def _keep(self, person: Known) -> None:
        """A person is known again by the first or the last word of the name."""
        if len(self.people) < _MOST_PEOPLE:
            words = person.name.lower().split()
            self.people[words[-1]] = self.people[words[0]] = person

    def resolve(self, sentence: Tokens, who: Subject) -> Speaker:
        """The speaker whom a noun phrase names, with its span; pronouns and short names lead back to the full one."""
        last = who.last
        while last > who.first + 1 and sentence.tags[last - 1] in (tokens.COMMA, tokens.DASH):
            last -= 1
        span = sentence.span(who.first, last)
        if who.head_last - who.head_first == 1:
            low, tag = sentence.lows[who.head_first], sentence.tags[who.head_first]
            if tag in (tokens.PRONOUN, tokens.RELATIVE, tokens.THAT) or low in _PERSONAL | _PLURAL:
                return self._pronoun(low, span, sentence.raw(who.head_first))
        head = one_line(sentence.span(who.head_first, who.head_last).of(sentence.text))
        apposed = one_line(sentence.span(who.head_last, last).of(sentence.text)) if last > who.head_last + 1 else ""
        known = self._named(naming.source_name(head), apposed.lstrip(" ,–—-("))
        if known.number == _PERSON and " " in known.name:
            self._keep(known)
        self.recent.append(known)
        del self.recent[:-_RECENT]
        return known.speaker(span)

    def _named(self, name: str, apposition: str) -> Known:
        bare = naming.untitled(name)
        found = speakers.describe(name)
        if " " not in bare:
            known = self.people.get(bare.lower())
            if known is not None and speakers.describe(bare).kind in (SourceKind.INDIVIDUAL, SourceKind.UNKNOWN):
                return known
        elif found.kind == SourceKind.INDIVIDUAL:
            known = self.people.get(bare.split()[-1].lower())
            found = known.found if known is not None and known.name == bare else found
        if found.kind == SourceKind.INDIVIDUAL and apposition:
            apposed = speakers.describe(apposition)
            found = Description(apposed.kind, named=True) if apposed.kind in _PEOPLE else found
        if apposition and speakers.is_person(name) and speakers.describe(apposition).kind == SourceKind.INDIVIDUAL:
            return Known(naming.untitled(apposition), found, _PERSON)
        titled = bare != name and " " in bare and found.named and found.kind in _PEOPLE
        if titled or speakers.describe(bare).kind == SourceKind.INDIVIDUAL:
            return Known(bare if " " in bare else name, found, _PERSON)
        longer = self._longer(name, found)
        if longer is not None:
            return longer
        if speakers.is_person(name):
            return Known(name, found, _PERSON)
        return Known(name, found, _THING if found.named or name.endswith(("report", "study", "poll")) else _GROUP)

    def _longer(self, name: str, found: Description) -> Known | None:
        """The full name behind a shortened one: "state media" after "North Korean state media"."""
        ending = " " + name.lower()
        for earlier in reversed(self.recent):
            if earlier.found.kind == found.kind and earlier.name.lower().endswith(ending):
                return earlier
        return None

    def _pronoun(self, low: str, span: Span, raw: str) -> Speaker:
        for wanted in _fitting(low):
            known = next((known for known in reversed(self.recent) if self._fits(known, wanted, low)), None)
            if known is not None:
                if low in _GENDERS:
                    self.genders[known.name] = _GENDERS[low]
                return known.speaker(span)
        if low in _PERSONAL and self.people:
            return next(reversed(self.people.values())).speaker(span)
        return replace(Speaker(raw if raw == "I" else low, SourceKind.UNKNOWN, named=False), span=span)

    def _fits(self, known: Known, number: str, low: str) -> bool:
        """Whether a pronoun may stand for a speaker; who was "he" before is not "she"."""
        gender = _GENDERS.get(low)
        return known.number == number and (gender is None or self.genders.get(known.name, gender) == gender)


def _fitting(low: str) -> tuple[str, ...]:
    if low in _PERSONAL:
        return (_PERSON,)
    if low in _PLURAL:
        return (_GROUP, _THING)
    return (_THING, _GROUP) if low == "it" else (_PERSON, _THING, _GROUP)
