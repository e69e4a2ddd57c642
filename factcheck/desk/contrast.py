"""Where two claims that are worded alike part: one denies what the other says, or the numbers or names are others.

A hint for people, by English words: it decides nothing.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from factcheck.store.search import words

_TOKEN: Final = re.compile(r"\d[\d.,:]*\d|\d|\w+(?:['’]\w+)*|[.,;:!?—]")
_NOT_ONLY: Final = re.compile(r"\bnot (?=only\b|just\b|merely\b)", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_a-z]\w*")
_STOPS: Final = frozenset(".,;:!?—")
_SCOPE: Final = 4
"""So many words behind a denial are what it denies."""

_SHORTEST: Final = 3
"""A stem has at least so many letters, or "is" would be "i"."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of `contrast_en.toml`; forms and contraries by their stems."""

    negations: frozenset[str]
    denials: frozenset[str]
    falsehoods: frozenset[str]
    idle: frozenset[str]
    turning: frozenset[str]
    forms: Mapping[str, str]
    contraries: Mapping[str, str]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contrast:
    """How two claims differ and agree beyond their likeness.

    `opposite` is the word by which one of them says the contrary, None if neither does; `denial` the first word that
    denies anything in one of them, where nothing does in the other. `numbers` and `names` are those that both have;
    `other_numbers` and `other_names` those that only the first has, and only the second.
    """

    opposite: str | None
    denial: str | None
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    other_numbers: tuple[tuple[str, ...], tuple[str, ...]]
    other_names: tuple[tuple[str, ...], tuple[str, ...]]


def contrast(one: str, other: str) -> Contrast:
    """Compare two claims."""
    numbers, other_numbers = _compared(_numbers(one), _numbers(other))
    names, other_names = _compared(_names(one), _names(other))
    return Contrast(_opposite(one, other), _denial(one, other), numbers, names, other_numbers, other_names)


def _compared(
    first: Sequence[str], second: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]:
    """What both have, and what only the one and only the other has, whatever the spelling."""
    shared = tuple(word for word in first if _has(second, word))
    only = tuple(word for word in first if not _has(second, word))
    return shared, (only, tuple(word for word in second if not _has(first, word)))


def _opposite(one: str, other: str) -> str | None:
    """The word that turns one of the claims into the contrary of the other, if more of what they share differs so."""
    first, second = _polarity(one), _polarity(other)
    shared = [stem for stem in first if stem in second]
    apart = [stem for stem in shared if first[stem][0] != second[stem][0]]
    agreed = sum(first[stem][0] and second[stem][0] for stem in shared)
    if len(apart) <= agreed:
        return None
    turning = [word for stem in apart for _, word in (first[stem], second[stem]) if word]
    return next(filter(_is_denial, turning), turning[0])


def _denial(one: str, other: str) -> str | None:
    first, second = (next(filter(_is_denial, _tokens(text)), None) for text in (one, other))
    return (first or second) if first is None or second is None else None


def _polarity(text: str) -> dict[str, tuple[bool, str]]:
    """What a text is about, by stems: whether each is denied, and the word that last turned it."""
    tokens = _tokens(text)
    about: dict[str, tuple[bool, str]] = {}
    for token in tokens:
        if token not in _STOPS and token not in _lexicon().idle and not _is_denial(token):
            contrary = _form(token) in _lexicon().contraries
            about[_meant(token)] = contrary, token if contrary else ""
    for at, token in enumerate(tokens):
        if _is_denial(token):
            reached = _reached(tokens[at + 1 :]) if token not in _lexicon().falsehoods else set()
            if not reached and token not in _lexicon().negations:
                reached = set(about)
            for stem in reached & about.keys():
                about[stem] = not about[stem][0], token
    return about


def _is_denial(token: str) -> bool:
    known = _lexicon()
    return (
        token in known.negations
        or token in known.denials
        or token in known.falsehoods
        or token.endswith(("n't", "n’t"))
    )


def _reached(tokens: Sequence[str]) -> set[str]:
    """What a denial reaches, by stems: the next words that mean something, up to the end of the clause."""
    reached: list[str] = []
    for token in tokens:
        if token in _STOPS or token in _lexicon().turning or len(reached) == _SCOPE:
            break
        if token not in _lexicon().idle and not _is_denial(token):
            reached.append(_meant(token))
    return set(reached)


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(_NOT_ONLY.sub(" ", text))]


def _stem(word: str) -> str:
    """A word without what verbs and plurals are given, so that launch, launched and launches are one."""
    bare = "".join(words(word))
    for ending in ("ing", "ed", "es", "s", "e"):
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
            return bare[: -len(ending)].removesuffix("e")
    return bare


def _meant(word: str) -> str:
    """The stem that a word is compared by: that of its first form, and of two contraries the first."""
    stem = _form(word)
    return _lexicon().contraries.get(stem, stem)


def _form(word: str) -> str:
    stem = _stem(word)
    return _lexicon().forms.get(stem, stem)


def _numbers(text: str) -> list[str]:
    found = (_lexicon().numbers.get(token, token.replace(",", "")) for token in _tokens(text) if token not in _STOPS)
    return list(dict.fromkeys(token for token in found if token[0].isdigit()))


def _names(text: str) -> list[str]:
    """Words with a capital that do not begin a sentence, or that are capital throughout."""
    tokens = _TOKEN.findall(text)
    found = []
    for at, token in enumerate(tokens):
        word = re.sub(r"['’]s?$", "", token)
        first = at == 0 or tokens[at - 1] in {".", "!", "?", ":"}
        if (
            _NAME.match(word)
            and (not first or (word.isupper() and len(word) > 1))
            and word.casefold() not in _lexicon().idle
        ):
            found.append(word)
    return list(dict.fromkeys(found))


def _has(others: Sequence[str], word: str) -> bool:
    return any(words(other) == words(word) for other in others)


@cache
def _lexicon() -> _Lexicon:
    lists = tomllib.loads((Path(__file__).parent / "contrast_en.toml").read_text("utf-8"))
    negations, denials, falsehoods, idle, turning = (
        frozenset(lists[name].split()) for name in ("not", "denying", "false", "idle", "turning")
    )
    forms = dict(_pairs(lists["forms"]))
    contraries = {forms.get(second, second): first for first, second in _pairs(lists["contraries"])}
    numbers = {word: str(number) for number, word in enumerate(lists["numbers"].split(), start=2)}
    return _Lexicon(negations, denials, falsehoods, idle, turning, forms, contraries, numbers)


def _pairs(listed: str) -> list[tuple[str, str]]:
    return [(_stem(one), _stem(other)) for one, other in (pair.split() for pair in listed.split(","))]
