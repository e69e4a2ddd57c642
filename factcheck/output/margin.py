"""An article's text for people, with the claims in its margin, beside the words they were read from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factcheck.identity import CLAIM, handle
from factcheck.output import words
from factcheck.output.listing import Line, Part
from factcheck.output.sanitise import inert_block
from factcheck.vocabulary import Flag

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


def annotated(text: str, quotes: "Sequence[Quote]", claims: "Mapping[int, ClaimRow]") -> Iterator[Line]:
    """The text line by line. Words that a claim was read from begin a line of their own."""
    stretches = _stretches(quotes)
    labels = {number: _label(claims[number]) for stretch in stretches for number in stretch.claims}
    indent = max((sum(len(part.text) for part in label) for label in labels.values()), default=0) + _GAP
    starts, ends = [one.start for one in stretches], [one.end for one in stretches]
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        inside = stretches[bisect_right(ends, start) : bisect_left(starts, end)]
        pieces = list(_pieces(text, start, end, inside)) or [_Stretch(start, end)]
        for piece in pieces:
            shown = inert_block(text[piece.start : piece.end].strip())
            margin = tuple(labels[number] for number in piece.claims)
            yield Line((Part(shown, "" if _is_read(piece, inside) else "dim"),), indent, margin)
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


def _is_read(piece: _Stretch, inside: Sequence[_Stretch]) -> bool:
    return any(one.start < piece.end and one.end > piece.start for one in inside)


def _label(row: "ClaimRow") -> tuple[Part, ...]:
    overridden = f" {words.OVERRIDDEN}" if Flag.OVERRIDDEN in row.flags else ""
    return Part(f"{handle(CLAIM, row.id)} ", "id"), words.status(row.status), Part(overridden)
