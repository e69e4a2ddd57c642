"""Lines, and which of them go on with one another: paragraphs as stretches that no sentence crosses."""

import re
from functools import cache
from typing import Final

_NARROWEST: Final = 40
_WIDEST: Final = 120
_OUTLIERS: Final = 20
"""One line in so many may be longer than the width at which the text was wrapped: an address, the head of a letter."""

Stretch = tuple[int, int]
"""The start and the end of a piece of the text."""


def paragraphs(text: str) -> list[Stretch]:
    """The paragraphs in order, hard-wrapped lines joined; every other line is a paragraph of its own."""
    lines = _lines(text)
    width = _width(text, lines)
    joined: list[Stretch] = []
    before: Stretch | None = None
    for line in lines:
        if line[0] == line[1]:
            before = None
            continue
        if before is not None and _goes_on(text, before, line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
        before = line
    return joined


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "break": re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"),
        "bullet": re.compile(r"(?:[-*+•·▪▫■□◦●○‣⁃➤►–—>]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t\u00a0]|[•▪■●►]"),
    }


def _lines(text: str) -> list[Stretch]:
    """Every line without the white space at its end; blank ones are empty."""
    lines = []
    begin = 0
    for found in _patterns()["break"].finditer(text):
        lines.append((begin, begin + len(text[begin : found.start()].rstrip())))
        begin = found.end()
    lines.append((begin, begin + len(text[begin:].rstrip())))
    return lines


def _width(text: str, lines: list[Stretch]) -> int:
    """The width at which the text was wrapped by hand or by a mailer; 0 if it was not."""
    lengths = sorted(end - start for start, end in lines if text.find(" ", start, end) >= 0)
    width = lengths[len(lengths) - 1 - len(lengths) // _OUTLIERS] if lengths else 0
    return width if _NARROWEST <= width <= _WIDEST else 0


def _goes_on(text: str, before: Stretch, line: Stretch, width: int) -> bool:
    """Whether a line goes on with the sentence of the one before it.

    A line was wrapped where the first word of the next would not have fitted into the width of the text.
    """
    body = text[line[0] : min(line[1], line[0] + 2 * _WIDEST)].lstrip()
    if _patterns()["bullet"].match(body):
        return False
    if body[0].islower() and text[before[1] - 1] not in ".!?:;":
        return True
    return bool(width) and before[1] - before[0] + 1 + len(body.split(maxsplit=1)[0]) > width
