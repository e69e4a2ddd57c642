"""Whether it was said: what a source is quoted with is checked here, and whether that is true is another question."""

from factcheck.desk import words
from factcheck.desk.claims import in_use
from factcheck.desk.links import kept
from factcheck.store.claims import rows
from factcheck.store.ledger import Change, record
from factcheck.store.spoken import spoken
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action, SaidCheck


def check_said(session: Session, key: int, found: SaidCheck, *, because: str, by: str) -> bool:
    """Record whether the source of an attribution really said it; gives whether that is new. Moves no status.

    What nobody checked needs not be taken back: that it is not checked changes nothing then.

    Raises:
        UsageProblem: the reason is empty.
        NotFound: there is no such attribution.
        Refused: its claim is rejected or superseded.

    """
    reason = words.text(because, "reason")
    said = spoken(session, key)
    kept(session, said.claim_id)  # the flags of what stands for it follow, too
    claim = in_use(rows(session, [said.claim_id])[0])
    said = spoken(session, key)  # somebody else may have checked it while we waited
    if found is said.said_check is SaidCheck.NOT_CHECKED:
        return False
    payload = {"attribution": said.uid, "said_check": str(found), "said_by": said.said_by}
    record(session, [Change(claim.uid, Action.CLAIM_SAID_CHECKED, payload, reason)], by=by)
    return True
