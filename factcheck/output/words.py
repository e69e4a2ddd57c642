"""The vocabulary as people read it: words without underscores, and what the letters, digits and flags mean."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from factcheck.identity import CLAIM, handle
from factcheck.output.listing import Part
from factcheck.vocabulary import Bearing, Flag, Modality, Relation, Reliability, SaidCheck, Stance, State, Status

if TYPE_CHECKING:
    from factcheck.store.links import Group

CREDIBILITY: Final = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
RELIABILITY: Final = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}
SAID: Final = {
    SaidCheck.NOT_CHECKED: "nobody has checked that it was said",
    SaidCheck.QUOTE_LOCATED: "the quote was located",
    SaidCheck.ORIGINAL_SEEN: "the original was seen",
    SaidCheck.MISATTRIBUTED: "misattributed: this source did not say it",
    SaidCheck.WITHDRAWN: "withdrawn by its source",
}
BEARING: Final[Mapping[str, str]] = {
    Bearing.SUPPORTS: "supporting evidence",
    Bearing.REFUTES: "refuting evidence",
    Bearing.CONTEXT: "context",
}
RELATION: Final[Mapping[str, str]] = {
    Relation.SAME: "same as",
    Relation.CONTRADICTS: "contradicts",
    Relation.PART_OF: "part of",
}
OVERRIDDEN: Final = "(overridden)"
FLAGS: Final = {
    Flag.DRAFT: "no person has accepted it",
    Flag.SINGLE_ORIGIN: "exactly one known origin",
    Flag.ORIGIN_UNKNOWN: "no known origin",
    Flag.STATE_MEDIA_ONLY: "everyone who asserts it is state media",
    Flag.CIRCULAR: "an outlet's word comes back to itself",
    Flag.STALE: "not checked for longer than the limit, or due",
    Flag.QUOTE_BROKEN: "its words are gone from the latest revision",
    Flag.EVIDENCE_CHANGED: "evidence that the verdict rests on has changed since",
    Flag.OVERRIDDEN: "a gate was passed with a reason",
}


def plain(word: str) -> str:
    """The word without underscores: `in review`."""
    return word.replace("_", " ")


def moment(when: datetime) -> str:
    """`2026-11-22 10:04Z`: to the minute, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")


def status(word: str) -> Part:
    """The status, in its colour."""
    return Part(plain(word), word)


def marks(state: str, flags: Collection[str]) -> str:
    """What has to stand wherever the status does: that the claim is a draft, say, or that a gate was passed."""
    marked = [] if state == State.ACCEPTED else [f"({plain(state)})"]
    return " ".join([*marked, OVERRIDDEN] if Flag.OVERRIDDEN in flags else marked)


def how(stance: str, modality: str) -> str:
    """How it is put, unless it is simply said: `feared`, `denies`, `questions, possible`."""
    said = [] if stance == Stance.ASSERTS else [plain(stance)]
    return ", ".join(said if modality == Modality.STATED else [*said, plain(modality)])


def credibility(number: int) -> str:
    """`1 confirmed by other sources`."""
    return f"{number} {CREDIBILITY[number]}"


def reliability(letter: str | None) -> str:
    """`B usually reliable`, or that nobody ever graded it."""
    return "not graded" if letter is None else f"{letter} {RELIABILITY[Reliability(letter)]}"


def of_same(number: int) -> str:
    """Of what belongs to another claim that says the same."""
    return f"of {handle(CLAIM, number)}, which says the same"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 claim`, `2 claims`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def group(one: "Group") -> str:
    """`3 articles`; where fewer hold it, how many claims say the same."""
    return counted(one.articles, "article") if one.articles > 1 else counted(one.claims, "claim")


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f"“{text}”"


def by_status(counts: Mapping[Status, int]) -> str:
    """`14 unchecked, 2 in review`, in the order of the vocabulary, without those that there are none of."""
    return ", ".join(f"{counts[one]} {plain(one)}" for one in Status if counts.get(one))
