"""Claims that take the place of others: one split into several, or two joined. What they replace is kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from factcheck.desk import words
from factcheck.desk.attributions import digest
from factcheck.desk.claims import unjudged
from factcheck.errors import Refused, UsageProblem
from factcheck.identity import CLAIM, fold, handle, new_uid
from factcheck.store import articles
from factcheck.store.claims import ClaimRow
from factcheck.store.evidence import of_claims
from factcheck.store.ledger import Change, record
from factcheck.store.links import standing
from factcheck.store.sayings import Saying
from factcheck.store.sayings import of_claim as sayings
from factcheck.store.sources import by_uid as by_source_uid
from factcheck.store.transaction import Session
from factcheck.store.twins import by_uid
from factcheck.vocabulary import Action, SaidCheck, State

_SAME = ("article", "source", "via", "stance", "modality", "voice", "said_on", "inside", "citation", "said_check")
_AT_LEAST = 2


def split(session: Session, number: int, texts: Sequence[str], *, because: str | None = None, by: str) -> list[int]:
    """Put several claims in the place of one, each with all its attributions and tags; drafts stay drafts.

    Raises:
        NotFound: there is no such claim.
        UsageProblem: there are fewer than two texts, or one is empty or stands there twice.
        Refused: it was assessed, given evidence, linked, rejected or superseded.

    """
    wanted = [words.text(one, "claim") for one in texts]
    if len(wanted) < _AT_LEAST:
        raise UsageProblem("A split needs at least two texts.", "To reword the claim: factcheck edit C1 TEXT")
    if len({fold(one) for one in wanted}) < len(wanted):
        raise UsageProblem("Two of the texts are the same.", "Give each claim once.")
    claim = _replaceable(session, number)
    said = sayings(session, number)
    return _put(session, [claim], [(text, said) for text in wanted], because=because, by=by)


def join(
    session: Session, first: int, second: int, *, text: str | None = None, because: str | None = None, by: str
) -> int:
    """Put one claim in the place of two of the same article, with the attributions and tags of both.

    Where the same source goes on from the one quote to the other, that is one attribution. Without a text, the claim
    says both, one behind the other. It is a draft unless both were accepted.

    Raises:
        NotFound: there is no such claim.
        UsageProblem: the text is empty.
        Refused: they are one and the same, one was assessed, given evidence, linked, rejected or superseded, or they
            are not of the same article.

    """
    claims = [_replaceable(session, number) for number in (first, second)]
    if first == second:
        raise Refused(f"{handle(CLAIM, first)} cannot be joined to itself.", "Name two claims.")
    said = [sayings(session, number) for number in (first, second)]
    shared = {one.article for one in said[0]} & {one.article for one in said[1]} - {None}
    if not shared:
        names = " and ".join(handle(CLAIM, one.id) for one in claims)
        raise Refused(f"{names} are not of the same article.", "Link claims of different articles.")
    wanted = words.text(text, "claim") if text is not None else composed(*(one.text for one in claims))
    return _put(session, claims, [(wanted, _together(session, *said))], because=because, by=by)[0]


def composed(first: str, second: str) -> str:
    """The words of a claim that says what two said."""
    return f"{first.rstrip(' .;,')}; {second}"


def _replaceable(session: Session, number: int) -> ClaimRow:
    claim = unjudged(session, number)
    if any(one.withdrawn_by is None for one in of_claims(session.connection(), [number])):
        key = handle(CLAIM, number)
        raise Refused(f"{key} has evidence, which is about the words it has.", "Withdraw it first, or keep the claim.")
    if standing(session.connection(), [number]):
        key = handle(CLAIM, number)
        raise Refused(f"{key} is linked in the words it has.", f"Unlink it first: factcheck show {key}")
    return claim


def _put(
    session: Session,
    claims: Sequence[ClaimRow],
    texts: Sequence[tuple[str, Sequence[Saying]]],
    *,
    because: str | None,
    by: str,
) -> list[int]:
    """Log the new claims, and supersede those that they replace by them."""
    accepted = all(claim.state is State.ACCEPTED for claim in claims)
    common: dict[str, Any] = {
        "state": str(State.ACCEPTED if accepted else State.DRAFT),
        "engine": None,  # the words are a person's
        "tags": list(dict.fromkeys(name for claim in claims for name in claim.tags)),
        "replaces": [claim.uid for claim in claims],
    }
    new: list[Change] = []
    checks: list[Change | None] = []
    for text, said in texts:
        known_by = digest(text, claims[0].source_name, said[0].article, said[0].said_on)
        copies = [one.payload(new_uid()) for one in said]
        payload = {"text": text, "digest": known_by, "attributions": copies, **common}
        new.append(Change(new_uid(), Action.CLAIM_LOGGED, payload, because))
        checks += [_checked(session, one, new[-1], copy["uid"]) for one, copy in zip(said, copies, strict=True)]
    uids = [one.subject for one in new]
    old = [Change(claim.uid, Action.CLAIM_SUPERSEDED, {"by": uids}, because) for claim in claims]
    record(session, new, by=by)
    record(session, old, by=by)
    record(session, [one for one in checks if one is not None], by=by)
    numbers = by_uid(session, uids)
    return [numbers[uid] for uid in uids]


def _checked(session: Session, said: Saying, new: Change, copy: str) -> Change | None:
    """That the source really said it, or did not, as far as that was checked of what is copied."""
    if said.said_check == SaidCheck.NOT_CHECKED:
        return None
    payload = {"attribution": copy, "said_check": said.said_check, "said_by": by_source_uid(session, said.source).name}
    return Change(new.subject, Action.CLAIM_SAID_CHECKED, payload, "checked before it was split or joined")


def _together(session: Session, first: Sequence[Saying], second: Sequence[Saying]) -> list[Saying]:
    together = list(first)
    for one in second:
        for at, other in enumerate(together):
            if (both := _spanning(session, other, one)) is not None:
                together[at] = both
                break
        else:
            together.append(one)
    return together


def _spanning(session: Session, first: Saying, second: Saying) -> Saying | None:
    """One attribution for two that differ only in their quotes, which touch or overlap; None if they do more."""
    if any(getattr(first, name) != getattr(second, name) for name in _SAME) or first.anchors or second.anchors:
        return None
    if first.article_id is None or first.start is None or second.start is None:
        return None
    early, late = sorted((first, second), key=lambda one: (one.start or 0, one.end or 0))
    start, end = early.start or 0, max(early.end or 0, late.end or 0)
    body = articles.text(session, first.article_id)
    if any(one.isalnum() for one in body[early.end : late.start]):
        return None
    return replace(
        early,
        quote=body[start:end],
        end=end,
        content=sorted([*(early.content or ()), *(late.content or ())]) or None,
        source_span=early.source_span or late.source_span,
        cue=early.cue or late.cue,
        cue_span=early.cue_span if early.cue else late.cue_span,
    )
