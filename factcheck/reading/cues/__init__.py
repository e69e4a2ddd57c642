"""The cues of a language as frozen values, read from its TOML file on the first call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from factcheck.reading.tables import table
from factcheck.vocabulary import Modality, Stance

PAST: Final = "past"
PRESENT: Final = "present"
PLAIN: Final = "plain"
GERUND: Final = "gerund"
PARTICIPLE: Final = "participle"

_VOWELS: Final = "aeiou"
_DOUBLED: Final = frozenset({"plan", "rebut", "commit", "blog", "quip", "admit", "dub", "slam", "refer"})
_DOUBLED_IN_BRITAIN: Final = frozenset({"label", "signal"})


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that cites, as the file lists it; `particle` is a second word that belongs to it."""

    entry: str
    lemma: str
    particle: tuple[str, ...]
    stance: Stance
    modality: Modality
    takes: frozenset[str]
    passive: str
    narrator: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that cites, as in "concerns that".

    `verbs` are the forms that lend it a speaker, `causes` those whose subject may be a mere cause ("raised fears of").
    A `narrow` one cites only with such a verb, never alone ("the view that").
    """

    stance: Stance
    modality: Modality
    verbs: frozenset[str]
    causes: frozenset[str]
    links: frozenset[str]
    narrow: bool


@dataclass(frozen=True, slots=True)
class NoConfirmation:
    """How a writer says that nobody has confirmed a thing, or that it is open."""

    words: frozenset[str]
    adjectives: frozenset[str]
    links: frozenset[str]
    appears: frozenset[str]
    open: frozenset[str]
    settled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of one language. `verbs` maps a form to its readings: the verb and the name of the form.

    `lenders` are the forms of all verbs that lend a noun a speaker; `according` has its phrases by their first word.
    """

    verbs: Mapping[str, tuple[tuple[Verb, str], ...]]
    nouns: Mapping[str, tuple[Noun, ...]]
    no_confirmation: NoConfirmation
    lenders: frozenset[str]
    according: Mapping[str, tuple[tuple[str, ...], ...]]
    evidence: frozenset[str]
    things: tuple[str, ...]
    hedges: Mapping[Modality, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    nouns_too: frozenset[str]
    person_endings: tuple[str, ...]
    labels: frozenset[str]
    leads: frozenset[str]
    points: frozenset[str]
    epithets: frozenset[str]
    bearers: frozenset[str]
    titles: frozenset[str]
    before_numbers: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    asking: frozenset[str]
    clipped: frozenset[str]
    domains: frozenset[str]


@cache
def load(language: str = "en") -> Cues:
    """The cues of a language; a file is read once."""
    data = table(__name__, language)
    segment = {name: frozenset(words) for name, words in data["segment"].items()}
    none = data["no_confirmation"]
    nouns = _nouns(data["noun"])
    return Cues(
        verbs=_verbs(data["verb"]),
        nouns=nouns,
        lenders=frozenset(verb for readings in nouns.values() for noun in readings for verb in noun.verbs),
        no_confirmation=NoConfirmation(**{name: frozenset(words) for name, words in none.items()}),
        according=_by_first(data["according"]["words"]),
        evidence=frozenset(data["evidence"]["verbs"]),
        things=tuple(data["evidence"]["things"]),
        hedges={Modality(name): tuple(words) for name, words in data["hedges"].items()},
        words={name: frozenset(words) for name, words in data["words"].items()},
        nouns_too=frozenset(form for word in data["nouns_too"]["words"] for form in (word, _present(word))),
        person_endings=tuple(data["person"]["endings"]),
        labels=frozenset(data["labels"]["words"]),
        leads=frozenset(data["around"]["leads"]),
        points=frozenset(data["around"]["points"]),
        epithets=frozenset(data["epithets"]["words"]),
        bearers=frozenset(data["epithets"]["bearers"]),
        **segment,
    )


def forms(entry: str) -> tuple[str, dict[str, str]]:
    """The plain form and every form by its name, from an entry such as "say: said".

    >>> forms("deny")[1]
    {'plain': 'deny', 'present': 'denies', 'past': 'denied', 'participle': 'denied', 'gerund': 'denying'}
    """
    lemma, _, irregular = entry.partition(":")
    word = lemma.split()[0]
    given = irregular.split()
    past = given[0] if given else _past(word)
    return word, {
        PLAIN: word,
        PRESENT: _present(word),
        PAST: past,
        PARTICIPLE: given[-1] if given else past,
        GERUND: _gerund(word),
    }


def _verbs(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[Verb, str], ...]]:
    table: dict[str, tuple[tuple[Verb, str], ...]] = {}
    for entry in entries:
        for word in entry["words"]:
            lemma, named = forms(word)
            verb = Verb(
                entry=word,
                lemma=lemma,
                particle=tuple(word.partition(":")[0].split()[1:]),
                stance=Stance(entry["stance"]),
                modality=Modality(entry["modality"]),
                takes=frozenset(entry["takes"]),
                passive=entry["passive"],
                narrator=entry.get("by") == "narrator",
            )
            for name, form in named.items():
                for spelling in _spellings(lemma, form):
                    table[spelling] = (*table.get(spelling, ()), (verb, name))
    return table


def _spellings(word: str, form: str) -> tuple[str, ...]:
    doubled = word in _DOUBLED_IN_BRITAIN and form.endswith(("ed", "ing"))
    return (form, word + form[len(word) - 1 :]) if doubled else (form,)


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        table[words[0]] = (*table.get(words[0], ()), words)
    return table


def _nouns(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Noun, ...]]:
    table: dict[str, tuple[Noun, ...]] = {}
    for entry in entries:
        for word in entry["words"]:
            table[word] = (*table.get(word, ()), _noun(entry))
    return table


def _noun(entry: Mapping[str, Any]) -> Noun:
    return Noun(
        stance=Stance(entry["stance"]),
        modality=Modality(entry["modality"]),
        verbs=_all_forms(entry["verbs"]),
        causes=_all_forms(entry["causes"]),
        links=frozenset(entry["links"]),
        narrow=entry["alone"] == "no",
    )


def _all_forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form in forms(entry)[1].values())


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS


def _present(word: str) -> str:
    if _ends_in_consonant_y(word):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    return "has" if word == "have" else word + "s"


def _past(word: str) -> str:
    if _ends_in_consonant_y(word):
        return word[:-1] + "ied"
    if word.endswith("e"):
        return word + "d"
    return word + word[-1] + "ed" if word in _DOUBLED else word + "ed"


def _gerund(word: str) -> str:
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1] + "ing"
    return word + word[-1] + "ing" if word in _DOUBLED else word + "ing"
