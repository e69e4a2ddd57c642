"""How much alike two claims are worded: the rare words that they share, pairs of words, and groups of four letters.

What is rare counts more: words by how many claims of the database have them, pairs and letters by how many candidates
do, so that what all candidates are about tells none of them from the others. The weights were chosen on the train
queries of CheckThat! 2020 (MAP@5: words alone .80, letters alone .80, both .872, with pairs .878).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from factcheck.store.candidates import Candidate, Pool
from factcheck.store.search import words

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_TAG: Final = re.compile(r"[#@]\w+")
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GROUP: Final = 4
_SATURATION: Final = 1.2
"""BM25's k1, and below it b: how fast more of a word tells less, how much a long text is blamed for its length."""
_LENGTH: Final = 0.5
_PAIRS: Final = 0.5
"""How much shared pairs of words weigh beside words and letters, which weigh 1 each."""


def plain(text: str) -> str:
    """The words that a text is compared by: without addresses of pages, and with the words in #TagsLikeThis."""
    apart = _TAG.sub(lambda tag: _INNER_CAPITAL.sub(" ", tag[0]), _ADDRESS.sub(" ", text))
    return " ".join(words(apart))


def scores(text: str, pool: Pool) -> list[float]:
    """From 0 to 1 for each candidate of the pool that a text was given."""
    if not pool.candidates:
        return []
    looked_for = plain(text)
    texts = [plain(one.text) for one in pool.candidates]
    by_words = _by_words(pool, texts)
    by_letters = _by_letters(looked_for, texts)
    by_pairs = _by_pairs(looked_for, texts)
    return [
        1.0 if other == looked_for else min(0.99, (min(word, 1.0) + letters + _PAIRS * pairs) / (2 + _PAIRS))
        for other, word, letters, pairs in zip(texts, by_words, by_letters, by_pairs, strict=True)
    ]


def telling(pool: Pool, candidate: Candidate) -> list[str]:
    """The words shared that tell most, the best first; none that very many claims have."""
    return sorted(candidate.holds & pool.weights.keys(), key=lambda word: (-pool.weights[word], pool.words.index(word)))


def _by_words(pool: Pool, texts: Sequence[str]) -> list[float]:
    """BM25 of each candidate, as a part of what all words together could give."""
    present = [frozenset(other.split()) for other in texts]
    weights = dict(pool.weights)
    for word in pool.words:
        if word not in weights:
            weights[word] = min(
                min(weights.values(), default=1.0), _rarity(len(texts), sum(word in one for one in present))
            )
    whole = sum(weights.values()) or 1.0
    lengths = [len(other.split()) for other in texts]
    average = sum(lengths) / len(lengths) or 1.0
    parts = []
    for one, has, length in zip(pool.candidates, present, lengths, strict=True):
        shared = sum(weight for word, weight in weights.items() if word in one.holds or word in has)
        room = 1 - _LENGTH + _LENGTH * length / average
        parts.append(shared / whole * (_SATURATION + 1) / (1 + _SATURATION * room))
    return parts


def _by_pairs(looked_for: str, texts: Sequence[str]) -> list[float]:
    """The part that each candidate has of the pairs of words that stand side by side."""
    wanted, held = _pairs(looked_for), list(map(_pairs, texts))
    holders = Counter(pair for one in held for pair in one & wanted)
    rarity = {pair: _rarity(len(texts), holders[pair]) for pair in wanted}
    whole = sum(rarity.values()) or 1.0
    return [sum(rarity[pair] for pair in one & wanted) / whole for one in held]


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(text.split()))


def _by_letters(looked_for: str, texts: Sequence[str]) -> list[float]:
    """The cosine of the groups of letters, weighted by how few of the candidates have them."""
    groups = [_groups(other) for other in texts]
    holders = Counter(group for one in groups for group in one)
    total = len(texts)
    rarity = {group: math.sqrt(_rarity(total, count)) for group, count in holders.items()}
    unseen = math.sqrt(_rarity(total, 0))
    wanted = _weighted(_groups(looked_for), lambda group: rarity.get(group, unseen))
    length = math.hypot(*wanted.values()) or 1.0
    cosines = []
    for one in groups:
        vector = _weighted(one, rarity.__getitem__)
        dot = sum(weight * wanted[group] for group, weight in vector.items() if group in wanted)
        cosines.append(dot / (length * (math.hypot(*vector.values()) or 1.0)))
    return cosines


def _rarity(total: int, holders: int) -> float:
    return max(math.log((total + 1) / (holders + 0.5)), 0.0)


def _weighted(groups: Mapping[str, int], rarity: Callable[[str], float]) -> dict[str, float]:
    return {group: (1 + math.log(count)) * rarity(group) for group, count in groups.items()}


def _groups(text: str) -> Counter[str]:
    """The groups of letters within words, each word with a space at either end."""
    return Counter(
        padded[at : at + _GROUP]
        for word in text.split()
        for padded in (f" {word} ",)
        for at in range(max(len(padded) - _GROUP + 1, 1))
    )
