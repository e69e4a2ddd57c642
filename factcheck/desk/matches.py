"""Claims that may say the same: best first, each with a score and why. A person decides; nothing is linked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from factcheck.desk.contrast import Contrast, contrast
from factcheck.desk.likeness import plain, scores, telling
from factcheck.desk.meaning import closeness
from factcheck.identity import CLAIM, handle
from factcheck.reading import meaning
from factcheck.store.candidates import Candidate, Pool, pool
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.links import members, standing
from factcheck.store.transaction import Session

_POOL: Final = 100
_FLOOR: Final = 0.1
"""Below this score a claim shares a word or two and no more."""
_FEW: Final = 20
_SELDOM: Final = 200
_SURE: Final = 0.4
"""From this score on a claim is worth a hint to whoever has just read an article."""
_WORDS: Final = 6
_CLOSE: Final = 0.5
"""From this cosine on it is worth telling that two claims mean something similar."""
_RANK: Final = 2
"""What is added to ranks before they are turned over and summed: how little the first few places differ."""
_MEANING: Final = 0.4
"""How much a cosine weighs in the score beside the likeness of words, which weighs 1."""
_FLOOR_WITH_MEANING: Final = 0.2
"""These three were chosen on the train queries of CheckThat! 2020 (MAP@5: words .877, both .913)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that may say what another says: the score is from 0 to 1, `why` a phrase for each reason.

    Where `opposite`, one of the two says the contrary of the other, or may: a word of denial is in one of them alone.
    """

    claim: ClaimRow
    score: float
    why: tuple[str, ...]
    opposite: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """A claim just read, and the earlier claim that may say the same, or the contrary."""

    new: int
    known: int
    opposite: bool


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A candidate with its score, and the cosine of the meanings where that was looked at."""

    candidate: Candidate
    score: float
    closeness: float | None = None


def matches(session: Session, number: int, limit: int | None = None) -> list[Match]:
    """The listed claims that may say what this one says, best first; without those that it is linked to as the same.

    Raises:
        NotFound: there is no such claim.

    """
    mine = rows(session, [number])[0]
    known = members(session.connection(), number)
    links = {one.across(number): one for one in standing(session.connection(), [number])}
    found = pool(session, plain(mine.text), _POOL, may=lambda one: one not in known)
    ranked, floor = _ranked(mine.text, found), _FLOOR
    if meaning.available():
        ranked, floor = _fused(session, mine.text, ranked, number), _FLOOR_WITH_MEANING
    best = [one for one in ranked if one.score >= floor][:limit]
    theirs = rows(session, [one.candidate.id for one in best])
    answer = []
    for one, other in zip(best, theirs, strict=True):
        parted = contrast(mine.text, other.text)
        denied = (one.closeness or 0) >= _CLOSE and parted.denial is not None
        why = _why(mine, other, parted, one.closeness, telling(found, one.candidate))
        if other.id in links:
            why = (f"linked already: {links[other.id].relation}", *why)
        answer.append(Match(other, round(one.score, 3), why, denied or parted.opposite is not None))
    return answer


def alike(session: Session, text: str, limit: int, *, by_meaning: bool = False) -> list[tuple[int, float]]:
    """The listed claims most like a text, best first, each with its score, however low.

    Raises:
        MissingExtra: they are to be compared by their meaning, and the packages for it are not installed.

    """
    ranked = _ranked(text, pool(session, plain(text), _POOL))
    if by_meaning:
        ranked = _fused(session, text, ranked)
    return [(one.candidate.id, one.score) for one in ranked[:limit]]


def hints(session: Session, numbers: Sequence[int]) -> list[Hint]:
    """For the claims just read from one article, the best match of each among earlier claims, if it is a good one.

    It is looked for by words alone and among few, so that reading stays fast.
    """
    if not numbers or min(numbers) == 1:
        return []
    return [hint for claim in rows(session, numbers) if (hint := _hint(session, claim, min(numbers)))]


def _hint(session: Session, claim: ClaimRow, before: int) -> Hint | None:
    few = pool(session, plain(claim.text), _FEW, most=_SELDOM, may=lambda one: one < before)
    ranked = _ranked(claim.text, few)
    if not ranked or ranked[0].score < _SURE:
        return None
    other = ranked[0].candidate
    return Hint(claim.id, other.id, contrast(claim.text, other.text).opposite is not None)


def _ranked(text: str, found: Pool) -> list[_Ranked]:
    """By words."""
    by_words = map(_Ranked, found.candidates, scores(text, found))
    return sorted(by_words, key=lambda one: (-one.score, one.candidate.id))


def _fused(session: Session, text: str, ranked: Sequence[_Ranked], own: int | None = None) -> list[_Ranked]:
    """By words and by meaning: whoever stands high in both rankings comes first (reciprocal rank fusion).

    Ranks tell nothing of how like the first one is, so the score is a weighted mean of both likenesses, and decides
    between those whose ranks are as good.
    """
    close = closeness(session, text, {one.candidate.id: one.candidate.text for one in ranked}, own)
    by_meaning = sorted(close, key=lambda number: (-close[number], number))
    turned = {number: 1 / (_RANK + rank) for rank, number in enumerate(by_meaning, start=1)}
    places = {
        one.candidate.id: turned[one.candidate.id] + 1 / (_RANK + rank) for rank, one in enumerate(ranked, start=1)
    }
    both = [
        _Ranked(one.candidate, _mean(one.score, close[one.candidate.id]), close[one.candidate.id]) for one in ranked
    ]
    return sorted(both, key=lambda one: (-places[one.candidate.id], -one.score, one.candidate.id))


def _mean(words: float, cosine: float) -> float:
    return 1.0 if words == 1 else (words + _MEANING * max(cosine, 0.0)) / (1 + _MEANING)


def _why(
    mine: ClaimRow, other: ClaimRow, parted: Contrast, cosine: float | None, words: Sequence[str]
) -> tuple[str, ...]:
    """The reasons, those to be careful about first."""
    why = _cautions(other, parted, close=(cosine or 0) >= _CLOSE)
    if plain(mine.text) == plain(other.text):
        why.append("the same words")
        cosine = None
    elif words:
        why.append(f"shared words: {', '.join(words[:_WORDS])}")
    if cosine is not None and cosine >= _CLOSE:
        why.append(f"similar meaning: {cosine:.2f}")
    if parted.names:
        why.append(f"same names: {', '.join(parted.names)}")
    if parted.numbers:
        why.append(f"same numbers: {', '.join(parted.numbers)}")
    if mine.source_id == other.source_id:
        why.append(f"same source: {other.source_name}")
    if mine.article_id is not None and mine.article_id == other.article_id:
        why.append("same article")
    return tuple(why)


def _cautions(other: ClaimRow, parted: Contrast, *, close: bool) -> list[str]:
    """What speaks against it. Vectors of a sentence and its denial are close, whatever words deny it."""
    found = []
    if parted.opposite is not None:
        found.append(
            f"opposite: “{parted.opposite}” in one of them; see whether {handle(CLAIM, other.id)} is contradicted"
        )
    elif close and parted.denial is not None:
        found.append(f"“{parted.denial}” in one of them alone; see whether they contradict each other")
    if all(parted.other_numbers):
        found.append(f"other numbers: {', '.join(parted.other_numbers[1])}, not {', '.join(parted.other_numbers[0])}")
    if all(parted.other_names):
        found.append(f"other names: {', '.join(parted.other_names[1])}, not {', '.join(parted.other_names[0])}")
    return found
