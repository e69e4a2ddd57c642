"""What is kept of an article's wording, so that texts which are nearly the same are found without reading them again.

A sketch is the lowest hashes of a text's runs of words (MinHash: A. Broder, On the resemblance and containment of
documents, 1997). Two sketches tell how much of the shorter text stands in the longer one, whatever was cut off. Pure.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, islice
from struct import pack, unpack
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
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
"""A text is compared with the longer ones that hold so many of so many of its lowest hashes."""
_CHUNK: Final = 50_000


def sketch(text: str) -> bytes:
    """The lowest hashes of the text's runs of words, in order; none for a text without words.

    Case, punctuation, quotation marks, hyphens and how letters are composed make no difference.
    """
    words = (found[0].casefold() for found in _WORD.finditer(unicodedata.normalize("NFKC", text)))
    lowest: set[int] = set()
    for runs in _runs(words):
        lowest = set(nsmallest(_KEPT, lowest.union(map(_hash, runs))))
    return pack(f">{len(lowest)}I", *sorted(lowest))


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
    asked = {value for values in kept.values() for value in values[:_ASKED]}
    holding: dict[int, list[int]] = {}
    for number in sorted(kept, key=lambda one: (_limit(kept[one]), -len(kept[one]), one)):
        values = kept[number]
        every = set(values)
        met = Counter(chain.from_iterable(holding[value] for value in values[:_ASKED] if value in holding))
        likely = [other for other, count in met.items() if count >= _MET]
        alike = [other for other in likely if _are_alike(values, kept[other], len(every.intersection(kept[other])))]
        for other in alike:
            _unite(group, number, other)
        for value in asked.intersection(values) if not alike else ():
            holding.setdefault(value, []).append(number)
    return tuple(sorted({tuple(sorted(one)) for one in group.values() if len(one) > 1}))


def _runs(words: Iterator[str]) -> Iterator[set[str]]:
    """The runs of words, many at a time; a text that is shorter than a run is one."""
    begun = list(islice(words, _RUN - 1))
    some = list(islice(words, _CHUNK))
    if begun and not some:
        yield {" ".join(begun)}
    while some:
        row = begun + some
        yield set(map(" ".join, zip(*(row[at:] for at in range(_RUN)), strict=False)))
        begun, some = row[1 - _RUN :], list(islice(words, _CHUNK))


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=_BYTES).digest(), "big")


def _limit(values: Sequence[int]) -> int:
    """Up to where a sketch holds every hash of its text; the lower, the longer the text."""
    return values[-1] if len(values) == _KEPT else _ALL


def _are_alike(some: Sequence[int], others: Sequence[int], shared: int) -> bool:
    limit = min(_limit(some), _limit(others))
    return shared >= max(_AT_LEAST, _SHARED * min(bisect_right(some, limit), bisect_right(others, limit)))


def _unite(group: dict[int, set[int]], one: int, other: int) -> None:
    if group[one] is not group[other]:
        group[other] |= group[one]
        group.update(dict.fromkeys(group[one], group[other]))
