"""What differs between two ways to put the same thing, by the reading's own vocabulary."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from factcheck.identity import fold
from factcheck.reading.wording import hedges, unhedged
from factcheck.typography import same, words
from factcheck.vocabulary import Edit, Modality, Voice

HEDGED: Final = frozenset({Modality.ALLEGED, Modality.PROBABLE, Modality.POSSIBLE, Modality.FEARED})
"""The modalities by which a text does not stand for what it says, now."""


@dataclass(frozen=True, slots=True)
class Put:
    """How something is put: who says it, by which cue, and in which words; `said` is the proposition alone."""

    source: str
    cue: str | None
    stance: str
    modality: str
    voice: str
    said_on: str | None
    said: str
    quote: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What was done to the one to make it the other; `lost` and `gained` are the hedges, cues among them."""

    edits: tuple[Edit, ...] = ()
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


def edited(old: Put, new: Put) -> Edited:
    """Compare two ways to put a thing; at least one edit is found where their quotes differ in words."""
    lost, gained = _hedges(old) - _hedges(new), _hedges(new) - _hedges(old)
    edits = [edit for edit, holds in _checks(old, new, lost, gained) if holds]
    if not edits and not same(old.quote, new.quote):
        edits.append(Edit.REWORDED)
    return Edited(tuple(edits), tuple(lost.elements()), tuple(gained.elements()))


def _checks(old: Put, new: Put, lost: Counter[str], gained: Counter[str]) -> list[tuple[Edit, bool]]:
    was, now = old.modality in HEDGED, new.modality in HEDGED
    freed = (was and not now) or (was == now and bool(lost) and not gained)
    bound = (now and not was) or (was == now and bool(gained) and not lost)
    quoted, still = _marks(old), _marks(new)
    return [
        (Edit.HEDGE_LOST, freed),
        (Edit.HEDGE_GAINED, bound),
        (Edit.OTHER_SOURCE, fold(old.source) != fold(new.source)),
        (Edit.OTHER_STANCE, old.stance != new.stance),
        (Edit.OTHER_MODALITY, old.modality != new.modality and not freed and not bound),
        (Edit.OTHER_CUE, fold(old.cue or "") != fold(new.cue or "")),
        (Edit.OTHER_DATE, old.said_on != new.said_on),
        (Edit.QUOTATION_LOST, quoted > still),
        (Edit.QUOTATION_GAINED, still > quoted),
        (Edit.REWORDED, _letters(old.said) != _letters(new.said)),
    ]


def _hedges(one: Put) -> Counter[str]:
    """The hedging words of the sentence, and its cue where it keeps a distance; futures are none."""
    found = Counter(word for word, modality in hedges(one.quote) if modality in HEDGED)
    cue = fold(one.cue or "")
    if cue and one.modality == Modality.ALLEGED and cue not in found:
        found[cue] += 1
    return found


def _marks(one: Put) -> int:
    """How many quotation marks stand there, or two where all of it is quoted anyway."""
    return max(words(one.quote).words.count('"'), 2 * (one.voice == Voice.QUOTED))


def _letters(text: str) -> list[str]:
    """The words, whatever their case, without hedges and futures: what they do is said by other edits."""
    return [word.casefold() for word in words(unhedged(text)).words if any(map(str.isalnum, word))]
