"""An article's text for people, with the claims in its margin, beside the words they were read from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.identity import CLAIM, handle
from factcheck.output import words
from factcheck.output.listing import Line, Part
from factcheck.sanitise import inert_block
from factcheck.vocabulary import Flag, State

if TYPE_CHECKING:
    from factcheck.store.articles import Quote
    from factcheck.store.claims import ClaimRow

_GAP: Final = 2


@dataclass(slots=True)
class _Stretch:
    """A stretch of the text with the claims read from it; quotes that overlap make one stretch."""

    start: int
    end: int
    claims: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one style."""

    start: int
    end: int
    style: str


def annotated(text: str, quotes: "Sequence[Quote]", claims: "Mapping[int, ClaimRow]") -> Iterator[Line]:
    """The text line by line. Words that a claim was read from begin a line of their own."""
    stretches = _stretches(quotes)
    labels = {number: _label(claims[number]) for stretch in stretches for number in stretch.claims}
    runs = _runs(quotes, claims)
    indent = max((sum(len(part.text) for part in label) for label in labels.values()), default=0) + _GAP
    starts, ends = [one.start for one in stretches], [one.end for one in stretches]
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        inside = stretches[bisect_right(ends, start) : bisect_left(starts, end)]
        pieces = list(_pieces(text, start, end, inside)) or [_Stretch(start, end)]
        for piece in pieces:
            margin = tuple(labels[number] for number in piece.claims)
            yield Line(tuple(_parts(text, piece, runs)), indent, margin)
        start = end + 1


def _stretches(quotes: "Sequence[Quote]") -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for quote in sorted(quotes, key=lambda one: (one.start, -one.end, one.claim_id)):
        if not stretches or quote.start >= stretches[-1].end:
            stretches.append(_Stretch(quote.start, quote.end))
        last = stretches[-1]
        last.end = max(last.end, quote.end)
        if quote.claim_id not in last.claims:
            last.claims.append(quote.claim_id)
    return stretches


def _pieces(text: str, start: int, end: int, inside: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """The paragraph cut where stretches begin and end; the comma or full stop behind one goes with it."""
    at = start
    nexts = [max(one.start, start) for one in inside[1:]] + [end]
    for one, following in zip(inside, nexts, strict=False):
        first, last = max(one.start, start), min(one.end, end)
        if _says_something(text[at:first]):
            yield _Stretch(at, first)
        else:
            first = at
        last = following if not _says_something(text[last:following]) else _behind_signs(text, last)
        yield _Stretch(first, last, one.claims if one.start >= start else [])
        at = last
    if _says_something(text[at:end]):
        yield _Stretch(at, end)


def _behind_signs(text: str, at: int) -> int:
    while not text[at].isalnum() and not text[at].isspace():
        at += 1
    return at


def _says_something(text: str) -> bool:
    return any(one.isalnum() for one in text)


def _runs(quotes: "Sequence[Quote]", claims: "Mapping[int, ClaimRow]") -> list[_Run]:
    """The words that claims were read from, in order; where quotes overlap, the shortest one gives the style."""
    begins = sorted(quotes, key=lambda one: one.start)
    bounds = sorted({bound for one in quotes for bound in (one.start, one.end)})
    runs: list[_Run] = []
    standing: list[tuple[int, int, int]] = []
    at = 0
    for start, end in pairwise(bounds):
        while at < len(begins) and begins[at].start <= start:
            one = begins[at]
            heappush(standing, (one.end - one.start, one.claim_id, one.end))
            at += 1
        while standing and standing[0][2] <= start:
            heappop(standing)
        if standing:
            style = _style(claims[standing[0][1]])
            goes_on = bool(runs) and (runs[-1].end, runs[-1].style) == (start, style)
            runs.append(_Run(runs.pop().start if goes_on else start, end, style))
    return runs


def _parts(text: str, piece: _Stretch, runs: Sequence[_Run]) -> Iterator[Part]:
    """The piece without white space around it, its claims in their colours and all else dim."""
    words_there = text[piece.start : piece.end]
    start = piece.start + len(words_there) - len(words_there.lstrip())
    end = start + len(words_there.strip())
    at = start
    for index in range(bisect_right(runs, start, key=lambda run: run.end), len(runs)):
        run = runs[index]
        if run.start >= end:
            break
        if run.start > at:
            yield Part(inert_block(text[at : run.start]), "dim")
        first, at = max(run.start, at), min(run.end, end)
        yield Part(inert_block(text[first:at]), run.style)
    yield Part(inert_block(text[at:end]), "dim")


def _label(row: "ClaimRow") -> tuple[Part, ...]:
    """The handle and the status; a draft is said to be one instead, for nobody can have judged it."""
    overridden = f" {words.OVERRIDDEN}" if Flag.OVERRIDDEN in row.flags else ""
    return Part(f"{handle(CLAIM, row.id)} ", "id"), Part(words.plain(_style(row)), _style(row)), Part(overridden)


def _style(row: "ClaimRow") -> str:
    return str(row.state if row.state is State.DRAFT else row.status)
