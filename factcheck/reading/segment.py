"""Sentences as spans that tile a text: every visible character in exactly one of them."""

import re
from functools import cache
from typing import Final

from factcheck.reading import cues
from factcheck.reading.utterance import Span

LONGEST: Final = 8_000
"""No sentence is longer, whatever the text: what comes after works within one sentence and stays linear by that."""

_SOFT_LIMIT: Final = 4_000
_NARROWEST_WRAP: Final = 40
_WIDEST_WRAP: Final = 120
_OPENERS: Final = "\"'“‘«„([{*_"
_DASHES: Final = "—―–"
_CLOSERS: Final = "\"'”’»)]}*_"


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order; none begins or ends with white space. Linear in the length of the text."""
    found: list[Span] = []
    for start, end in _blocks(text):
        begin = start
        for cut in _cuts(text, start, end):
            _add(found, text, begin, cut)
            begin = cut
        _add(found, text, begin, end)
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
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


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "space": re.compile(r"\s"),
        "line": re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"),
        "stop": re.compile(
            r"(?<![.!?…؟۔।])[.!?…؟۔।]++(?:[\"'”’»)\]}*_]|\[\d{1,3}\])*+(?=\s)|[。！？｡]++[\"'”’»)\]}」』]*+",
        ),
        "bullet": re.compile(r"(?:[-*•·▪◦–—‣>]|\d{1,3}[.)]|[a-z]\))[ \t\u00a0]"),
        "word": re.compile(r"\w[\w.'’-]*"),
        "asks": re.compile(r"(?:[A-Z][\w.'’-]*[ \u00a0]){1,3}(\w+)\b"),
    }


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches that no sentence crosses: paragraphs, with hard-wrapped lines joined."""
    patterns = _patterns()
    lines: list[tuple[int, int]] = []
    begin = 0
    for newline in patterns["line"].finditer(text):
        lines.append((begin, newline.start()))
        begin = newline.end()
    lines.append((begin, len(text)))
    blocks: list[tuple[int, int]] = []
    paragraph: list[tuple[int, int]] = []
    for start, end in lines:
        if text[start:end].strip():
            paragraph.append((start, end))
        elif paragraph:
            blocks += _unwrapped(text, paragraph)
            paragraph = []
    return blocks + _unwrapped(text, paragraph)


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    width = max((end - start for start, end in lines), default=0)
    joined: list[tuple[int, int]] = []
    before = (0, 0)
    for line in lines:
        if joined and _wrapped(text, before, line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
        before = line
    return joined


def _wrapped(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line goes on with the sentence of the one before it.

    A line was wrapped where the first word of the next would not have fitted into the width of the paragraph.
    """
    start, end = line
    body = text[start : min(end, start + 200)].lstrip() or "."
    last = text[before[0] : before[1]].rstrip()[-1:]
    length = before[1] - before[0]
    if _patterns()["bullet"].match(body):
        return False
    if body[:1].islower() and last not in ".!?:;":
        return True
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    return length + 1 + len(body.split(maxsplit=1)[0]) > width


def _cuts(text: str, start: int, end: int) -> list[int]:
    patterns = _patterns()
    cuts = []
    for stop in patterns["stop"].finditer(text, start, end):
        after = stop.end()
        while after < end and text[after].isspace():
            after += 1
        if after < end and _ends(text, stop.group(), stop.start(), after, start, end):
            cuts.append(stop.end())
    return cuts


def _ends(text: str, mark: str, at: int, after: int, start: int, end: int) -> bool:
    """Whether the mark at `at` ends a sentence, where the next visible character stands at `after`."""
    if mark[0] in "。！？｡؟۔।":
        return True
    head = after
    while head < end and head < after + 5 and text[head] in _OPENERS:
        head += 1
    following = text[head : head + 1]
    if following.islower() or (mark[-1] in _CLOSERS and following in _DASHES and following):
        return False
    if mark[0] in "!?" and mark[-1] in _CLOSERS:
        asks = _patterns()["asks"].match(text, after, min(end, after + 80))
        return asks is None or asks[1] not in cues.load().asking
    if mark[0] != "." or len(mark.rstrip(_CLOSERS)) > 1:
        return True
    return _full_stop(text, at, head, start, end, closed=len(mark) > 1)


def _full_stop(text: str, at: int, head: int, start: int, end: int, *, closed: bool) -> bool:
    begin = at
    while begin > start and at - begin < 30 and not text[begin - 1].isspace():
        begin -= 1
    word = text[begin:at].lstrip(_OPENERS).lstrip("-—–")
    words = cues.load()
    low = word.lower()
    match = _patterns()["word"].match(text, head, min(end, head + 40))
    following = match[0] if match else ""
    if low in words.titles and not closed:
        return False
    if low in words.before_numbers and following[:1].isdigit():
        return False
    if word.isdigit() and len(word) <= 3 and not text[start:begin].strip():
        return False  # The number of a list's item.
    single = len(word) == 1 and word.isalpha() and word.isupper()
    dotted = "." in word and all(len(part) == 1 for part in word.split("."))
    if single or dotted or low in words.abbreviations:
        return closed or following.lower() in words.starters or not following
    return True
