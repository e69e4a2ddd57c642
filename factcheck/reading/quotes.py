"""Quotations as spans, marks included; none crosses a paragraph."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from factcheck.reading import cues
from factcheck.reading.lines import paragraphs
from factcheck.reading.utterance import Span

_CLOSING: Final = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", '"'),
    "”": ("”",),
    "«": ("»",),
    "»": ("«",),
    "``": ("''", '"'),
    "''": ("''",),
    '"': ('"', "”"),
    "「": ("」",),
    "『": ("』",),
}
"""The marks that close a quotation, by the one that opened it; single ones are looked at apart."""

_SINGLE: Final = {"‘": "’'", "'": "'’", "‚": "‘’", "‹": "›", "`": "'"}
_SINGLES: Final = frozenset("‘’'‚‹›`")
_DIRECTED: Final = frozenset({"“", "„", "«", "``", "「", "『"})
_PLURAL: Final = "sS"


class _Mark(NamedTuple):
    """A mark and the characters beside it; a space beyond either end of the paragraph."""

    sign: str
    start: int
    end: int
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """Whether it stands as an opening mark does: at the front of a word."""
        return not self.before.isalnum() and self.before not in ".,!?…" and not self.after.isspace()

    @property
    def closes(self) -> bool:
        """Whether it stands as a closing mark does: at the end of a word."""
        return not self.before.isspace() and self.before not in "([{—–" and not self.after.isalnum()


def quotations(text: str) -> tuple[Span, ...]:
    """The outermost quotations in order. One that nobody closes runs to the end of its paragraph.

    So do the paragraphs of a long quotation, each of which opens with a mark and only the last of which closes. Linear
    in the length of the text.
    """
    found: list[Span] = []
    for start, end in paragraphs(text):
        marks = _marks(text, start, end)
        if marks:
            found += _quotations(text, marks, end)
    return tuple(found)


def broken(text: str, end: int, start: int) -> bool:
    """Whether a new paragraph begins between the end of a sentence and the start of the next."""
    gap = text[end:start]
    return any(char in gap for char in "\n\r\x0b\x0c\x85\u2028\u2029")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"``|(?<=[^\s'])'(?=''(?!'))|''|[“”„«»\"‘’'‚‹›`「」『』]")


@cache
def _feet() -> re.Pattern[str]:
    return re.compile(r"\d['’′] ?\d{1,2}$")


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    return [
        _Mark(
            found.group(),
            found.start(),
            found.end(),
            text[found.start() - 1] if found.start() > start else " ",
            text[found.end()] if found.end() < end else " ",
        )
        for found in _pattern().finditer(text, start, end)
    ]


def _quotations(text: str, marks: Sequence[_Mark], end: int) -> list[Span]:
    found: list[Span] = []
    closers = _single_closers(text, marks)
    signs = [mark.sign for mark in marks]
    nests = signs.count("“") == signs.count("”")
    opened: _Mark | None = None
    depth = at = 0
    while at < len(marks):
        mark = marks[at]
        at += 1
        if opened is None:
            if mark.sign in _SINGLES:
                close = closers[at - 1]
                if close is not None:
                    found.append(Span(mark.start, marks[close].end))
                    at = close + 1
            elif _opens(mark):
                opened, depth = mark, 1
        elif nests and mark.sign == opened.sign == "“" and mark.opens:
            depth += 1
        elif mark.sign in _CLOSING[opened.sign] and _closes(text, opened, mark):
            depth -= 1
            if not depth:
                found.append(Span(opened.start, mark.end))
                opened = None
    if opened is not None and opened.end < end:
        found.append(Span(opened.start, end))
    return found


def _opens(mark: _Mark) -> bool:
    if mark.sign in _DIRECTED:
        return True
    if mark.sign in ("”", "»"):
        return mark.opens and mark.before.isspace() and mark.after.isalnum()
    return mark.sign in ('"', "''") and not mark.closes and not mark.before.isdigit()


def _closes(text: str, opened: _Mark, mark: _Mark) -> bool:
    if mark.sign == '"' and mark.before.isdigit():
        return not _feet().search(text, max(opened.end, mark.start - 6), mark.start)
    if opened.sign == "“" and mark.sign != "”":
        return mark.closes
    return True


def _single_closers(text: str, marks: Sequence[_Mark]) -> list[int | None]:
    """For each single mark that may open a quotation the index of the one that closes it.

    An apostrophe closes nothing: one within a word, nor that of a plural ("the workers’ rights") if a surer mark
    follows before the next opening one.
    """
    result: list[int | None] = [None] * len(marks)
    sure: dict[str, int] = {}
    near: dict[str, int] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.sign in _SINGLE and mark.opens and not _is_clipped(text, mark):
            places = [[ends[sign] for sign in _SINGLE[mark.sign] if sign in ends] for ends in (sure, near)]
            result[index] = min(places[0] or places[1], default=None)
            sure, near = {}, {}
        elif mark.sign in _SINGLES and mark.closes:
            near[mark.sign] = index
            if mark.before not in _PLURAL:
                sure[mark.sign] = index
    return result


def _is_clipped(text: str, mark: _Mark) -> bool:
    """Whether an apostrophe stands for letters left out: ’em, ’til, the ’90s."""
    word = re.match(r"\w+", text[mark.end : mark.end + 8])
    return word is not None and (word[0].lower() in cues.load().clipped or re.fullmatch(r"\d\ds?", word[0]) is not None)
