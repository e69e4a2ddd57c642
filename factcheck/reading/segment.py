"""Sentences as spans that tile a text: every visible character in exactly one of them."""

import re
from functools import cache
from typing import Final

from factcheck.reading import cues
from factcheck.reading.lines import paragraphs
from factcheck.reading.utterance import Span

LONGEST: Final = 8_000
"""No sentence is longer, whatever the text: what comes after works within one sentence and stays linear by that."""

_SOFT_LIMIT: Final = 4_000
_LONGEST_WORD: Final = 30
_OPENERS: Final = "\"'“”‘’‚„«»‹›([{*_¿¡`"
_CLOSERS: Final = "\"'“”‘’«»‹›)]}*_†‡§"
_DASHES: Final = "—―–"
_UNSPACED: Final = "。！？｡．።။។"
_ALWAYS: Final = _UNSPACED + "؟۔।॥։"
_UNSEEN: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0f\ufeff"


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order; none begins or ends with white space. Linear in the length of the text."""
    found: list[Span] = []
    for start, end in paragraphs(text):
        begin = start
        for cut in _cuts(text, start, end):
            _add(found, text, begin, cut)
            begin = cut
        _add(found, text, begin, end)
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end:
        start = _visible(text, start, end)
        stop = min(end, start + LONGEST)
        if end - start > LONGEST:
            space = _patterns()["space"].search(text, start + _SOFT_LIMIT, stop)
            stop = space.start() if space else stop
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            found.append(Span(start, last))
        start = stop


def _visible(text: str, at: int, end: int) -> int:
    """Where the next visible character stands; the end where there is none."""
    found = _patterns()["visible"].search(text, at, end)
    return found.start() if found else end


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    closers = re.escape(_CLOSERS)
    note = r"\[(?:\w{1,3}|citation needed)\]|[¹²³⁰-⁹]"
    return {
        "space": re.compile(r"\s"),
        "visible": re.compile(r"\S"),
        "stop": re.compile(
            rf"(?<![.!?…؟۔।॥։‽‼⁇⁈⁉])(?:\.(?:[ \u00a0]\.)++|[.!?…؟۔।॥։‽‼⁇⁈⁉]++)"
            rf"(?:[{closers}{_UNSEEN}]|{note}|[ \u00a0\u202f\u2009][”’»)\]}}](?=\s|$))*+(?=\s)"
            r"|(?<=[a-z]{2})[.!?][\"”’)]?(?=[“‘(]?[A-Z][a-z]++[\s,’'])"
            rf"|[{_UNSPACED}]++(?!\d)[\"'”’»)\]}}」』]*+"
        ),
        "word": re.compile(r"\w[\w.'’-]*"),
        "asks": re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[ \u00a0]){1,4}(\w+)\b"),
        "unseen": re.compile(f"[{_UNSEEN}]"),
        "joint": re.compile(f"[{re.escape(_OPENERS)}/,;:|—–-]"),
        "roman": re.compile(r"[IVXLC]{2,}|[VX]"),
        "label": re.compile(r"\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}"),
    }


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where the sentences of a paragraph end, but for the last; what has no word in it is no sentence of its own."""
    patterns = _patterns()
    small = text[start:end].islower()
    cuts: list[int] = []
    begin = start
    word = start - 1
    for stop in patterns["stop"].finditer(text, start, end):
        if word < begin:
            found = patterns["word"].search(text, begin, end)
            if found is None:
                break
            word = found.start()
        after = _visible(text, stop.end(), end)
        if word < stop.start() and after < end and _ends(text, stop, after, begin, end, small=small):
            cuts.append(stop.end())
            begin = after
    if cuts and not patterns["word"].search(text, cuts[-1], end):
        cuts.pop()
    return cuts


def _ends(text: str, stop: re.Match[str], after: int, begin: int, end: int, *, small: bool) -> bool:
    """Whether a mark ends the sentence that starts at `begin`, where the next visible character stands at `after`.

    A small letter goes on with a sentence, unless the paragraph has only `small` ones, as subtitles do.
    """
    mark, at = stop.group(), stop.start()
    if mark[0] in _ALWAYS:
        return True
    head = after
    while head < end and head < after + 5 and text[head] in _OPENERS:
        head += 1
    match = _patterns()["word"].match(text, head, min(end, head + 40))
    following = match[0] if match else ""
    closed = mark[-1] in _CLOSERS
    if after == stop.end() and _is_address(text, at, following, begin):
        return False
    if following[:1].islower() and not small and not any(char.isupper() for char in following[1:3]):
        return False
    if closed and (text[head : head + 1] in _DASHES or text.startswith("- ", head)):
        return False
    bare = mark.rstrip(_CLOSERS)
    if bare[0] in "!?" and closed:
        asks = _patterns()["asks"].match(text, after, min(end, after + 80))
        return asks is None or asks[1] not in cues.load().asking
    word = _word_before(text, at, begin)
    word = word.capitalize() if small else word
    if "…" in bare or ".." in bare or ". ." in bare or ".\u00a0." in bare:
        return _ellipsis(word, following, free=text[at - 1].isspace())
    if bare[:1] != "." or len(bare) > 1:
        return True
    return _full_stop(text, word, at, following, begin, closed=closed)


def _is_address(text: str, at: int, following: str, begin: int) -> bool:
    """Whether a mark without a space behind it stands within an address: Example.Org, example.org/The.Dam."""
    before = text[max(begin, at - _LONGEST_WORD) : at].split()[-1:]
    return following.lower() in cues.load().domains or any(sign in word for word in before for sign in "/@_=")


def _word_before(text: str, at: int, begin: int) -> str:
    """The word before a mark, without signs that are not seen and what is joined to its front ("then-", "XW/")."""
    while at > begin and text[at - 1].isspace():
        at -= 1
    first = at
    while first > begin and at - first < _LONGEST_WORD and not text[first - 1].isspace():
        first -= 1
    return _patterns()["joint"].split(_patterns()["unseen"].sub("", text[first:at]))[-1]


def _ellipsis(word: str, following: str, *, free: bool) -> bool:
    """Whether three stops end a sentence: not in a stammer ("No... No way"), nor where they stand between words."""
    if following and following.lower() == word.lower():
        return False
    return not free or following.lower() in cues.load().starters


def _full_stop(text: str, word: str, at: int, following: str, begin: int, *, closed: bool) -> bool:
    words = cues.load()
    if _listed(word, words.titles) and not closed:
        return False
    number = following[:1].isdigit() or _patterns()["roman"].fullmatch(following.rstrip("."))
    if number and _listed(word, words.before_numbers):
        return False
    if _patterns()["label"].fullmatch(word) and _is_first(text, at - len(word), begin):
        return False
    single = len(word) == 1 and word.isalpha() and word.isupper()
    dotted = "." in word and all(len(part) == 1 for part in word.split("."))
    if single or dotted or _listed(word, words.abbreviations):
        shouted = len(following) > 1 and following.isupper()
        return closed or (following.lower() in words.starters and not shouted)
    return True


def _listed(word: str, entries: frozenset[str]) -> bool:
    """An entry with a capital is an abbreviation only with one: "Ill." is a state, "ill." no abbreviation."""
    return word.lower() in entries or (word[:1].isupper() and word.capitalize() in entries)


def _is_first(text: str, at: int, begin: int) -> bool:
    """Whether a word stands first in its sentence or behind a colon, as the number of a list's item does."""
    return at <= begin or text[max(begin, at - 2) : at] == ": "
