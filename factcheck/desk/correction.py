"""Correcting who said it, where a reading or a person took the wrong source for the speaker."""

from collections.abc import Sequence

from factcheck.desk.attributions import chained
from factcheck.desk.claims import in_use
from factcheck.desk.resolution import find_or_create
from factcheck.errors import NotFound, UsageProblem
from factcheck.identity import ATTRIBUTION, CLAIM, handle
from factcheck.store.articles import article_row, lineage
from factcheck.store.claims import rows
from factcheck.store.ledger import Change, record
from factcheck.store.sayings import Saying
from factcheck.store.sayings import of_claim as sayings
from factcheck.store.sources import Known, by_id, by_uid
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action, SourceKind, Voice


def correct(
    session: Session,
    number: int,
    said_by: str,
    *,
    attribution: int | None = None,
    kind: SourceKind | None = None,
    because: str | None = None,
    by: str,
) -> None:
    """Let another source be the speaker of an attribution; the one before stays in the history.

    Which attribution has to be said where the claim has several. A speaker that nobody knew is created.

    Raises:
        NotFound: there is no such claim, no such attribution of it, or no source with this handle.
        UsageProblem: the claim has several attributions, and none is named.
        Refused: the claim is rejected or superseded, or the source is of another kind.

    """
    claim = in_use(rows(session, [number])[0])
    said = _chosen(sayings(session, number), claim.id, attribution)
    line = lineage(session, said.article_id) if said.article_id is not None else []
    speaker = find_or_create(session, said_by, kind=kind, articles=line, by=by)
    before = _root(session, said.source)
    if speaker.id == before.id:
        return
    through = [_root(session, one) for one in said.via]
    if said.article_id is not None:
        through.append(by_id(session, article_row(session, said.article_id).publisher_id))
    chain = chained([speaker, *through])
    narrated = said.article_id is not None and len(chain) == 1
    voice = Voice.NARRATED if narrated else Voice.REPORTED if said.voice == Voice.NARRATED else said.voice
    payload = {
        "attribution": said.uid,
        "from": {
            "source": said.source,
            "name": before.name,
            "source_span": said.source_span,
            "via": list(said.via),
            "voice": said.voice,
        },
        "to": {
            "source": speaker.uid,
            "name": speaker.name,
            "source_span": None,  # where the article names this one, nobody has said
            "via": [one.uid for one in chain[1:]],
            "voice": str(voice),
        },
    }
    record(session, [Change(claim.uid, Action.CLAIM_REATTRIBUTED, payload, because)], by=by)


def _chosen(said: Sequence[Saying], claim: int, wanted: int | None) -> Saying:
    found = [one for one in said if wanted in {None, one.id}]
    key = handle(CLAIM, claim)
    if not found:
        raise NotFound(f"{key} has no attribution {handle(ATTRIBUTION, wanted or 0)}.", f"See: factcheck show {key}")
    if len(found) > 1:
        several = " or ".join(handle(ATTRIBUTION, one.id) for one in found)
        raise UsageProblem(f"{key} has {len(found)} attributions.", f"Say which: --attribution {several}.")
    return found[0]


def _root(session: Session, uid: str) -> Known:
    return by_id(session, by_uid(session, uid).id)
