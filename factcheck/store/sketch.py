"""What is kept of an article's wording, so that texts which are nearly the same are found without reading them again.

A sketch is the lowest hashes of a text's runs of words (MinHash: A. Broder, On the resemblance and containment of
documents, 1997). Two sketches tell how much of the shorter text stands in the longer one, whatever was cut off. Pure.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from struct import unpack
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_SPACED: Final = bytes(one if bytes((one,)).isalnum() else ord(" ") for one in range(256))
"""What ASCII looks like with a space for all that is not in a word."""
_PIECE: Final = 1 << 20
"""So many bytes of a long text are taken apart at a time."""
_RUN: Final = 4
"""Words in a run."""
_KEPT: Final = 128
"""Hashes kept of a text; one with fewer runs is kept whole."""
_BYTES: Final = 4
_ALL: Final = 1 << 8 * _BYTES
_SHARED: Final = 0.45
"""The part of the shorter text's runs that stand in the longer one, from which on one is taken for the other's echo.

Of real reports on one event, copies of one agency's text share more than half, and reports in words of their own not a
third, quotations included. Where every fifth word differs it is about this much.
"""
_AT_LEAST: Final = 6
"""Fewer shared hashes are no sign of anything, unless the texts are the same."""
_ASKED: Final = 32
_MET: Final = 4
"""Of so many of its lowest hashes a longer text has to hold so many for this one to be its echo."""
_CHUNK: Final = 50_000


def sketch(text: str) -> bytes:
    """The lowest hashes of the text's runs of words, as numbers and in their order; none for a text without words.

    Case, punctuation, quotation marks, hyphens and how letters are composed make no difference.
    """
    words: Iterator[bytes]
    if text.isascii():
        words = chain.from_iterable(_plain(text.lower().encode().translate(_SPACED)))
    else:
        words = (found[0].casefold().encode() for found in _WORD.finditer(unicodedata.normalize("NFKC", text)))
    lowest: list[bytes] = []
    for runs in _runs(words):
        lowest = sorted(_hashes(runs).union(lowest))[:_KEPT]
    return b"".join(lowest)


def echoes(sketches: Mapping[int, bytes]) -> tuple[tuple[int, ...], ...]:
    """The articles that are nearly the same text, in groups, from their sketches by number.

    From the longest on, each is compared with those that no longer one was like, so that many copies of one text take
    as many comparisons as there are copies.
    """
    group: dict[int, set[int]] = {}
    first: dict[bytes, int] = {}
    for number in sorted(number for number, one in sketches.items() if one):
        group.setdefault(first.setdefault(sketches[number], number), set()).add(number)
    kept = {number: unpack(f">{len(one) // _BYTES}I", one) for one, number in first.items()}
    bits = _bits(kept)
    unlike: list[tuple[int, int]] = []
    shortest = _KEPT
    for number in sorted(kept, key=lambda one: (_limit(kept[one]), -len(kept[one]), one)):
        values, every = kept[number], bits[number]
        # The first of the others reaches least far up, so that none needs less than it would if it were the shortest.
        floor = _enough(values, _limit(kept[unlike[0][0]]), shortest) if unlike else 0
        likely = [(other, shared) for other, theirs in unlike if (shared := (every & theirs).bit_count()) >= floor]
        asked = frozenset(values[:_ASKED])
        alike = [
            other
            for other, shared in likely
            if shared >= _enough(values, _limit(kept[other]), len(kept[other]))
            and len(asked.intersection(kept[other])) >= _MET
        ]
        for other in alike:
            _unite(group, number, other)
        if every and not alike:
            unlike.append((number, every))
            shortest = min(shortest, len(values))
    return tuple(sorted({tuple(sorted(one)) for one in group.values() if len(one) > 1}))


def _plain(spaced: bytes) -> Iterator[list[bytes]]:
    """The words of a text that has only spaces between them, those of a piece at a time."""
    begin = 0
    while begin < len(spaced):
        end = spaced.find(b" ", begin + _PIECE)
        end = end if end >= 0 else len(spaced)
        yield spaced[begin:end].split()
        begin = end


def _runs(words: Iterator[bytes]) -> Iterator[Iterable[bytes]]:
    """The runs of words, many at a time; a text that is shorter than a run is one."""
    begun = list(islice(words, _RUN - 1))
    some = list(islice(words, _CHUNK))
    if begun and not some:
        yield [b" ".join(begun)]
    while some:
        row = begun + some
        yield map(b" ".join, zip(*(row[at:] for at in range(_RUN)), strict=False))
        begun, some = row[1 - _RUN :], list(islice(words, _CHUNK))


def _hashes(runs: Iterable[bytes]) -> set[bytes]:
    """The hash of each run. To copy what hashes takes half as long as to make it anew."""
    begin, found = blake2b(digest_size=_BYTES), set()
    for run in runs:
        one = begin.copy()
        one.update(run)
        found.add(one.digest())
    return found


def _limit(values: Sequence[int]) -> int:
    """Up to where a sketch holds every hash of its text; the lower, the longer the text."""
    return values[-1] if len(values) == _KEPT else _ALL


def _enough(values: Sequence[int], limit: int, length: int) -> float:
    """How many hashes a text shares with a longer one of that limit, whose sketch has that length, to be its echo."""
    return max(_AT_LEAST, _SHARED * min(bisect_right(values, limit), length))


def _bits(kept: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The sketches as sets of bits, one for each hash that several hold: to tell what two share is one operation."""
    held = Counter(chain.from_iterable(kept.values()))
    bit = {value: 1 << at for at, value in enumerate(value for value, count in held.items() if count > 1)}
    return {number: sum(bit[value] for value in values if value in bit) for number, values in kept.items()}


def _unite(group: dict[int, set[int]], one: int, other: int) -> None:
    if group[one] is not group[other]:
        group[other] |= group[one]
        group.update(dict.fromkeys(group[one], group[other]))
