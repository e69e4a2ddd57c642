"""From the words of a noun phrase to a source's name."""

import re
from functools import cache
from typing import Final

from factcheck.identity import fold
from factcheck.reading import cues, gazetteer, speakers
from factcheck.reading.phrase import LINKS

_LONGEST: Final = 200
_LONGEST_FOLDED: Final = 1000
_OPENERS: Final = "\"“'‘("


def source_name(words: str) -> str:
    """What the source goes by that a phrase names: as the gazetteer knows it, else as the phrase puts it."""
    return _short(speakers.recognise(_dateless(words)).name or plain_name(words))


def plain_name(words: str) -> str:
    """A phrase as a name: no article before it, no date behind it, no capital that only began the sentence."""
    name = _dateless(words)
    bare = re.sub(r"(?i)^(?:the|a|an) (?=\S)", "", name)
    begins = bare == name  # behind an article a capital is the word's own
    name = re.sub(r"(?<=\w)['’]s?$", "", bare)
    name = _short(name)
    first, _, rest = name.partition(" ")
    loaded = gazetteer.load()
    small = first.lower() in loaded.heads or first.lower() in cues.load().words["determiners"]
    if begins and first[:1].isupper() and not first.isupper() and small and not rest[:1].isupper():
        return f"{first.lower()} {rest}".strip()
    return name


def _short(name: str) -> str:
    """A name that a database holds: what goes on longer is no name, and is cut."""
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 1].rstrip()}…"
    while len(fold(name).encode()) > _LONGEST_FOLDED:
        name = f"{name[: len(name) // 2]}…"
    return name


def _dateless(words: str) -> str:
    return _dates().sub("", words).strip(" ,") or words


def untitled(name: str) -> str:
    """Without the titles before a personal name: "leader Kim Jong Un" is Kim Jong Un."""
    words = name.split()
    titles = gazetteer.load().titles
    last = 0
    for index, word in enumerate(words[:-1]):
        small_before_name = word[:1].islower() and words[index + 1][:1].isupper() and word not in LINKS
        if word.lower().rstrip(".") in titles or small_before_name:
            last = index + 1
    rest = words[last:]
    return " ".join(rest) if all(word[:1].isupper() or word[:1] in _OPENERS for word in rest) else name


@cache
def _dates() -> re.Pattern[str]:
    days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    spans = "(?:last|this) (?:year|month|week)|yesterday"
    return re.compile(rf"(?:,? (?:(?:on|in|late|early|earlier|last|this) )?(?:{days}|{spans}))+$", re.IGNORECASE)
