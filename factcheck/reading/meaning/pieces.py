"""The pieces that BERT cuts words into: the longest that it knows, from the left."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

LONGEST: Final = 128
"""Pieces of a text beyond so many are left out; a claim has about 25."""
_LONGEST_WORD: Final = 100


def pieces(text: str) -> list[int]:
    """The numbers of a text's pieces, between those that begin and end it."""
    known = _vocabulary()
    found = [number for word in text.split() for number in _cut(word)]
    return [known["[CLS]"], *found[: LONGEST - 2], known["[SEP]"]]


@lru_cache(maxsize=100_000)
def _cut(word: str) -> tuple[int, ...]:
    known, found, at = _vocabulary(), [], 0
    if len(word) > _LONGEST_WORD:
        return (known["[UNK]"],)
    while at < len(word):
        before = "##" if at else ""
        end = next((end for end in range(len(word), at, -1) if before + word[at:end] in known), None)
        if end is None:
            return (known["[UNK]"],)
        found.append(known[before + word[at:end]])
        at = end
    return tuple(found)


@cache
def _vocabulary() -> dict[str, int]:
    lines = (Path(__file__).parent / "bert_uncased.txt").read_text("utf-8").rstrip("\n").split("\n")
    return {piece: number for number, piece in enumerate(lines)}
