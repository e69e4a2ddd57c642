"""What an assessment may say, for whoever judges and whoever imports judgements: pure, and without a word to people."""

from factcheck.vocabulary import ALLOWED_CREDIBILITY, MOVES, VERDICTS, Move, Status


def is_legal(before: Status, status: Status, *, judged: bool) -> bool:
    """Whether an assessment may lead from one to the other; `judged` if a verdict of the claim stands."""
    move = MOVES[before, status]
    return move is not Move.ILLEGAL and not (move is Move.UNLESS_JUDGED and judged)


def legal(before: Status, *, judged: bool) -> list[Status]:
    """Where an assessment may lead to."""
    return [status for status in Status if is_legal(before, status, judged=judged)]


def choices(status: Status) -> tuple[int, ...]:
    """The credibilities that a person has to choose from; none if the status brings its own or takes none."""
    allowed = ALLOWED_CREDIBILITY.get(status, ())
    return allowed if len(allowed) > 1 else ()


def settled(status: Status, given: int | None, kept: int | None) -> int | None:
    """The credibility to record: the only one allowed, the one given, or for a review the one kept from before."""
    if status is Status.IN_REVIEW:
        return kept
    allowed = ALLOWED_CREDIBILITY.get(status, ())
    return allowed[0] if len(allowed) == 1 else given


def goes_with(status: Status, credibility: int | None, kept: int | None) -> bool:
    """Whether an assessment with this status can have this credibility; `kept` is the claim's own before it."""
    if status is Status.IN_REVIEW:
        return credibility == kept
    return credibility in (ALLOWED_CREDIBILITY.get(status) or (None,))


def takes_confidence(status: Status) -> bool:
    """Whether there is a verdict to be confident of."""
    return status in VERDICTS


def falls_due(status: Status) -> bool:
    """Whether it may carry the day on which a prediction falls due."""
    return status is Status.NOT_CHECKABLE
