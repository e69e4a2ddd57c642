"""Claims that may say the same: best first, each with a score and why. A person decides; nothing is linked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from factcheck.desk.contrast import Contrast, contrast
from factcheck.desk.likeness import plain, scores, telling
from factcheck.identity import CLAIM, handle
from factcheck.store.candidates import Candidate, Pool, pool
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.links import members, standing

_POOL: Final = 100
_FLOOR: Final = 0.1
"""Below this score a claim shares a word or two and no more."""
_FEW: Final = 20
_SELDOM: Final = 200
_SURE: Final = 0.4
"""From this score on a claim is worth a hint to whoever has just read an article."""
_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that may say what another says: the score is from 0 to 1, `why` a phrase for each reason.

    Where `opposite`, one of the two says the contrary of the other.
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


def matches(session: Session, number: int, limit: int | None = None) -> list[Match]:
    """The listed claims that may say what this one says, best first; without those that it is linked to as the same.

    Raises:
        NotFound: there is no such claim.

    """
    mine = rows(session, [number])[0]
    known = members(session.connection(), number)
    links = {one.across(number): one for one in standing(session.connection(), [number])}
    found = pool(session, plain(mine.text), _POOL, may=lambda one: one not in known)
    best = [one for one in _ranked(mine.text, found) if one[0] >= _FLOOR][:limit]
    theirs = rows(session, [one.id for _, one in best])
    answer = []
    for (score, one), other in zip(best, theirs, strict=True):
        parted = contrast(mine.text, other.text)
        why = _why(mine, other, parted, telling(found, one))
        if other.id in links:
            why = (f"linked already: {links[other.id].relation}", *why)
        answer.append(Match(other, round(score, 3), why, parted.opposite is not None))
    return answer


def alike(session: Session, text: str, limit: int) -> list[tuple[int, float]]:
    """The listed claims most like a text, best first, each with its score, however low."""
    return [(one.id, score) for score, one in _ranked(text, pool(session, plain(text), _POOL))[:limit]]


def hints(session: Session, numbers: Sequence[int]) -> list[Hint]:
    """For the claims just read from one article, the best match of each among earlier claims, if it is a good one.

    It is looked for among few, so that reading stays fast.
    """
    if not numbers or min(numbers) == 1:
        return []
    return [hint for claim in rows(session, numbers) if (hint := _hint(session, claim, min(numbers)))]


def _hint(session: Session, claim: ClaimRow, before: int) -> Hint | None:
    few = pool(session, plain(claim.text), _FEW, most=_SELDOM, may=lambda one: one < before)
    ranked = _ranked(claim.text, few)
    if not ranked or ranked[0][0] < _SURE:
        return None
    other = ranked[0][1]
    return Hint(claim.id, other.id, contrast(claim.text, other.text).opposite is not None)


def _ranked(text: str, found: Pool) -> list[tuple[float, Candidate]]:
    return sorted(zip(scores(text, found), found.candidates, strict=True), key=lambda one: (-one[0], one[1].id))


def _why(mine: ClaimRow, other: ClaimRow, parted: Contrast, words: Sequence[str]) -> tuple[str, ...]:
    """The reasons, those to be careful about first."""
    why = []
    if parted.opposite is not None:
        why.append(
            f"opposite: “{parted.opposite}” in one of them; see whether {handle(CLAIM, other.id)} is contradicted"
        )
    if all(parted.other_numbers):
        why.append(f"other numbers: {', '.join(parted.other_numbers[1])}, not {', '.join(parted.other_numbers[0])}")
    if all(parted.other_names):
        why.append(f"other names: {', '.join(parted.other_names[1])}, not {', '.join(parted.other_names[0])}")
    if plain(mine.text) == plain(other.text):
        why.append("the same words")
    elif words:
        why.append(f"shared words: {', '.join(words[:_WORDS])}")
    if parted.names:
        why.append(f"same names: {', '.join(parted.names)}")
    if parted.numbers:
        why.append(f"same numbers: {', '.join(parted.numbers)}")
    if mine.source_id == other.source_id:
        why.append(f"same source: {other.source_name}")
    if mine.article_id is not None and mine.article_id == other.article_id:
        why.append("same article")
    return tuple(why)
