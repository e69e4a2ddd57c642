"""Where the words of older quotes stand in a new revision: exactly, but for white space and typography, or nowhere."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from factcheck.desk.editions import Alignment, Edition
from factcheck.desk.occurrences import occurrences
from factcheck.reading.utterance import Span
from factcheck.typography import words


@dataclass(frozen=True, slots=True)
class Stood:
    """A quote, and where its words last stood: `text[start:end]` of an earlier edition, whose key is `edition`."""

    quote: str
    edition: int
    start: int
    end: int


def anchored(stood: Sequence[Stood], editions: Mapping[int, Edition], new: Edition) -> list[Span | None]:
    """Where each quote stands in the new edition, None where its words are gone. Linear in the length of the texts.

    Words that stand there more than once are the ones in the same sentence as before; else in the same quote around
    them; else those nearest to the sentences that were around them.
    """
    runs = [words(one.quote).words for one in stood]
    found = occurrences(runs, new.words.words)
    alignment = cache(lambda key: Alignment(editions[key], new))
    several: dict[int, list[int]] = defaultdict(list)
    placed: list[Span | None] = [None] * len(stood)
    for at, (one, run) in enumerate(zip(stood, runs, strict=True)):
        if run in found:
            placed[at] = _span(one.quote, new, found[run][0], len(run))
            several[one.edition].append(at)
        elif _cuts(one, editions[one.edition]):
            placed[at] = _by_letters(one, alignment(one.edition))
    for key, ones in several.items():
        if any(len(found[runs[at]]) > 1 for at in ones):
            for at, first in _chosen([(at, stood[at], found[runs[at]]) for at in ones], alignment(key)):
                placed[at] = _span(stood[at].quote, new, first, len(runs[at]))
    return placed


def _cuts(one: Stood, edition: Edition) -> bool:
    """Whether the quote begins or ends within what is taken for one word."""
    starts, ends = edition.words.starts, edition.words.ends
    return any(
        at >= 0 and starts[at] < bound < ends[at]
        for bound in (one.start, one.end)
        for at in (bisect_right(starts, bound) - 1,)
    )


def _by_letters(one: Stood, alignment: Alignment) -> Span | None:
    """Where a quote that cuts through a word stands to the letter: with its sentence, else the first time."""
    old, new = alignment.old.words.starts, alignment.new
    at = max(bisect_right(old, one.start) - 1, 0)
    moved = alignment.moved(at)
    start = new.words.starts[moved] + one.start - old[at] if moved is not None else -1
    if start < 0 or not new.text.startswith(one.quote, start):
        start = new.text.find(one.quote)
    return Span(start, start + len(one.quote)) if start >= 0 else None


def _chosen(quotes: Sequence[tuple[int, Stood, Sequence[int]]], alignment: Alignment) -> Iterator[tuple[int, int]]:
    """The number of the new word at which each quote starts, of those at which it may; what encloses a quote first."""
    enclosing: list[tuple[int, int]] = []
    for at, one, places in sorted(quotes, key=lambda quote: (quote[1].start, -quote[1].end, quote[0])):
        old = bisect_left(alignment.old.words.starts, one.start)
        while enclosing and enclosing[-1][0] < one.end:
            enclosing.pop()
        moved = alignment.moved(old)
        if moved is None and enclosing:
            moved = old + enclosing[-1][1]
        expected = alignment.near(old) if moved is None else [moved]
        first = min((_nearest(places, place) for place in expected), key=itemgetter(1, 0))[0]
        enclosing.append((one.end, first - old))
        yield at, first


def _nearest(places: Sequence[int], expected: int) -> tuple[int, int]:
    """The place nearest to where it is expected, the first of two, and how far it is off."""
    at = bisect_left(places, expected)
    return min(((place, abs(place - expected)) for place in places[max(at - 1, 0) : at + 1]), key=itemgetter(1, 0))


def _span(quote: str, new: Edition, first: int, count: int) -> Span:
    """The words' place; with what stands around the words in the quote itself, if that is the same there."""
    start, end = new.words.starts[first], new.words.ends[first + count - 1]
    own = words(quote)
    before = start - own.starts[0]
    whole = Span(before, before + len(quote))
    return whole if before >= 0 and whole.of(new.text) == quote else Span(start, end)
