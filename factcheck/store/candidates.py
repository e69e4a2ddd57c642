"""Claims that share telling words with a text, found in the search index by a bounded amount of work.

Each word is looked up by itself, at most `_MOST` claims of it: a word that more claims have tells little, and finds
none unless all are such. So the work depends on the text, not on how many claims there are.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from sqlalchemy import Connection, func, select, text

from factcheck.store.search import words
from factcheck.store.tables import claim
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED

_MOST: Final = 1_000
_WORDS: Final = 64
"""Longer texts are looked for by the words that they begin with."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim, and those of the words looked up that it has by their stems."""

    id: int
    text: str
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates with the most telling words, those first; how much each word tells (its inverse frequency).

    A word without a weight is one that too many claims have.
    """

    words: tuple[str, ...]
    weights: Mapping[str, float]
    candidates: tuple[Candidate, ...]


def pool(
    session: Session, typed: str, size: int, *, most: int = _MOST, may: Callable[[int], bool] = lambda _: True
) -> Pool:
    """Up to `size` listed claims like a text, of those that `may` be among them by their keys."""
    connection = session.connection()
    wanted = tuple(dict.fromkeys(words(typed)))[:_WORDS]
    total = connection.scalar(select(func.max(claim.c.id))) or 0
    held = _look_up(connection, wanted, most + 1)
    common = {word: held.pop(word)[:most] for word in wanted if len(held[word]) > most}
    weights = {word: _weight(total, len(numbers)) for word, numbers in held.items()}
    scores = _scores(held, weights)
    if len(scores) < size and common:
        held |= common
        scores = _scores(held, weights)
    best = nsmallest(2 * size, filter(may, scores), key=lambda one: (-scores[one], one))
    texts = _texts(connection, best)
    chosen = [number for number in best if number in texts][:size]
    holds: dict[int, set[str]] = {number: set() for number in chosen}
    for word, numbers in held.items():
        for number in holds.keys() & numbers:
            holds[number].add(word)
    candidates = tuple(Candidate(number, texts[number], frozenset(holds[number])) for number in chosen)
    return Pool(wanted, weights, candidates)


def _scores(held: Mapping[str, Sequence[int]], weights: Mapping[str, float]) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for word, numbers in held.items():
        weight = weights.get(word, 1.0)
        for number in numbers:
            scores[number] += weight
    return scores


def _weight(total: int, holders: int) -> float:
    return math.log(1 + (max(total, holders) - holders + 0.5) / (holders + 0.5))


def _look_up(connection: Connection, wanted: Sequence[str], limit: int) -> dict[str, list[int]]:
    """The newest claims that have each word by its stem, in one statement for all words."""
    if not wanted:
        return {}
    postgresql = connection.dialect.name == "postgresql"
    number, matches, listed = "rowid", "claim_search MATCH :word{at}", "group_concat(id)"
    if postgresql:
        number, listed = "claim_id", "string_agg(CAST(id AS text), ',')"
        matches = "words @@ phraseto_tsquery('factcheck', :word{at})"
    some = f"SELECT {number} AS id FROM claim_search WHERE {matches} ORDER BY {number} DESC LIMIT :most"  # noqa: S608 -- our own names
    one = f"SELECT {{at}} AS word, {listed} AS ids FROM ({some}) AS of{{at}}"  # noqa: S608 -- our own names
    statement = " UNION ALL ".join(one.format(at=at) for at in range(len(wanted)))
    values = {f"word{at}": word if postgresql else f'"{word}"' for at, word in enumerate(wanted)}
    found = connection.execute(text(statement), {**values, "most": limit})
    return {wanted[at]: list(map(int, ids.split(","))) if ids else [] for at, ids in found}


def _texts(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    query = select(claim.c.id, claim.c.text).where(claim.c.id.in_(numbers), claim.c.state.in_(LISTED))
    return dict(connection.execute(query).all()) if numbers else {}
