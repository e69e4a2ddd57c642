"""The assessment in a row: a status changes only by one, so a row with a status brings its reason too."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from factcheck.dates import partial
from factcheck.desk import rules, words
from factcheck.errors import UnknownWord, UsageProblem
from factcheck.vocabulary import ALLOWED_CREDIBILITY, CREDIBILITIES, Confidence, State, Status

_OF_AN_ASSESSMENT: Final = ("credibility", "confidence", "because", "override", "due", "assessed_by", "assessed_at")
_OF_ONE: Final = frozenset(_OF_AN_ASSESSMENT)


class Judged(NamedTuple):
    """The last assessment that stands. `at` and `by` are None where the row does not say."""

    status: Status
    because: str
    credibility: int | None
    confidence: Confidence | None
    override: str | None
    due: str | None
    by: str | None
    at: datetime | None


def judged(cell: Mapping[str, str], state: State, moment: Callable[[str, str], datetime]) -> Judged | None:
    """The assessment that the cells describe; None for a claim that nobody has looked at.

    Raises:
        UsageProblem: a cell is malformed, or cells contradict each other.

    """
    try:
        status = Status(cell["status"]) if "status" in cell else Status.UNCHECKED
    except ValueError:
        raise UnknownWord("status", cell["status"], Status) from None
    if status is Status.UNCHECKED and "assessed_at" not in cell:
        for name in _OF_AN_ASSESSMENT if not _OF_ONE.isdisjoint(cell) else ():
            if name in cell:
                raise UsageProblem(f"unchecked goes without {name}.", "Nobody has assessed it: empty the cell.")
        return None
    if state in {State.DRAFT, State.REJECTED}:
        raise UsageProblem(f"A {state} claim was never assessed.", "Assessing a claim accepts it: change the state.")
    if "because" not in cell:
        raise UsageProblem(f"{status} needs its reason.", "Give it in because; factcheck export csv writes it.")
    credibility, confidence = _credibility(cell.get("credibility"), status), _confidence(cell, status)
    if "due" in cell and not rules.falls_due(status):
        raise UsageProblem(f"{status} does not fall due.", "Empty due; it goes with not_checkable.")
    return Judged(
        status,
        words.text(cell["because"], "reason"),
        credibility,
        confidence,
        words.text(cell["override"], "override") if "override" in cell else None,
        partial(cell["due"], "due") if "due" in cell else None,
        words.name(cell["assessed_by"], "analyst's name") if "assessed_by" in cell else None,
        moment(cell["assessed_at"], "assessed_at") if "assessed_at" in cell else None,
    )


def _credibility(given: str | None, status: Status) -> int | None:
    """The one given, or the only one that the status allows. A review keeps the one from before it."""
    allowed = CREDIBILITIES if status is Status.IN_REVIEW else ALLOWED_CREDIBILITY.get(status, ())
    if given is None:
        if choices := rules.choices(status):
            raise UsageProblem(f"{status} needs a credibility.", f"Give one of {', '.join(map(str, choices))}.")
        return rules.settled(status, None, None)
    if given not in map(str, allowed):
        takes = f"It takes {', '.join(map(str, allowed))}." if allowed else "It takes none."
        raise UsageProblem(f"{status} does not go with credibility {given!r}.", takes)
    return int(given)


def _confidence(cell: Mapping[str, str], status: Status) -> Confidence | None:
    if "confidence" not in cell:
        return None
    try:
        confidence = Confidence(cell["confidence"])
    except ValueError:
        raise UnknownWord("confidence", cell["confidence"], Confidence) from None
    if not rules.takes_confidence(status):
        raise UsageProblem(f"{status} is no verdict to be confident of.", "Empty confidence.")
    return confidence
