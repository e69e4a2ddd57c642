"""What a sentence means, as a vector: sentences that say the same in other words lie close to each other.

The model is all-MiniLM-L6-v2 (Apache-2.0), run by onnxruntime. Its file comes in a package of its own and is known by
its digest; nothing is downloaded. `bert_uncased.txt` names its pieces of words, as BERT has them (Apache-2.0).
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import Final

from factcheck.reading.meaning import model

NAME: Final = f"all-MiniLM-L6-v2-int8+{model.SHA256[:8]}"
"""Kept with each vector, since those of two models say nothing about each other."""

available = model.available


def vectors(texts: Sequence[str]) -> list[bytes]:
    """A vector for each text of plain words (small letters, no diacritics, no punctuation): 384 signed bytes.

    Raises:
        MissingExtra: the packages are not installed.

    """
    return model.run(texts) if texts else []


def closeness(one: bytes, other: bytes) -> float:
    """The cosine of two vectors: 1 for the same meaning, near 0 for things that have nothing to do with each other."""
    first, second = memoryview(one).cast("b"), memoryview(other).cast("b")
    lengths = math.sqrt(sum(map(mul, first, first)) * sum(map(mul, second, second)))
    return sum(map(mul, first, second)) / lengths if lengths else 0.0
