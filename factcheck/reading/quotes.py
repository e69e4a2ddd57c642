"""Quotations as spans, marks included; none crosses a paragraph."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from factcheck.reading.utterance import Span

_CLOSING: Final = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‘": "’",
    "``": "''",
    "''": "''",
    '"': '"”',
    "'": "'",
    "「": "」",
    "『": "』",
}


def quotations(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The outermost quotations in order. One that nobody closes runs to the end of its paragraph.

    A paragraph ends between two sentences where the text has a line break. Linear in the length of the text.
    """
    found: list[Span] = []
    for start, end in _paragraphs(text, sentences):
        opened, closing = -1, ""
        for mark in _marks().finditer(text, start, end):
            sign = mark.group()
            if opened < 0:
                if _opens(text, sign, mark.start(), start, end):
                    opened, closing = mark.start(), _CLOSING[sign]
            elif sign in closing and _closes(text, sign, mark.end(), end):
                found.append(Span(opened, mark.end()))
                opened = -1
        if opened >= 0 and closing not in ("’", "'"):
            found.append(Span(opened, end))
    return tuple(found)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"``|''|[“”„«»\"‘’'「」『』]")


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    paragraphs: list[tuple[int, int]] = []
    for sentence in sentences:
        if paragraphs and not broken(text, paragraphs[-1][1], sentence.start):
            paragraphs[-1] = (paragraphs[-1][0], sentence.end)
        else:
            paragraphs.append((sentence.start, sentence.end))
    return paragraphs


def broken(text: str, end: int, start: int) -> bool:
    """Whether a new paragraph begins between the end of a sentence and the start of the next."""
    gap = text[end:start]
    return any(char in gap for char in "\n\r\x0b\x0c\x85\u2028\u2029")


def _opens(text: str, sign: str, at: int, start: int, end: int) -> bool:
    if sign not in _CLOSING:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + len(sign)] if at + len(sign) < end else " "
    if sign in ('"', "''", "``", "“", "„", "«", "「", "『"):
        return True
    return not before.isalnum() and after.isalnum() and before not in ".,"


def _closes(text: str, sign: str, after: int, end: int) -> bool:
    """A single mark is an apostrophe where a letter follows; the plural's ("the workers’ rights") is not told apart."""
    if sign not in ("’", "'"):
        return True
    return after >= end or not text[after].isalnum()
