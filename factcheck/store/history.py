"""What was done, by whom, when and why: the ledger as it is read by people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, case, null, select
from sqlmodel import Session

from factcheck.errors import NotFound
from factcheck.identity import ARTICLE, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.store.tables import article, claim, event, evidence, link, source
from factcheck.vocabulary import Action

_LETTERS: Final = {"claim": CLAIM, "source": SOURCE, "article": ARTICLE, "evidence": EVIDENCE}
_TABLES: Final[dict[str, Table]] = {"claim": claim, "source": source, "article": article, "evidence": evidence}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event. `subject` is a handle; the payload is as in the ledger, but of an article only the title.

    `others` are the claims that took the subject's place or that it replaces, the claim that it is linked
    to, or the items of evidence that it names.
    """

    seq: int
    subject: str
    version: int
    recorded_at: datetime
    imported_at: datetime | None
    by: str
    action: Action
    reason: str | None
    payload: Mapping[str, Any]
    hash: str
    others: tuple[str, ...] = ()


def of_claim(session: Session, key: int) -> list[HistoryRow]:
    """The claim's events, and those by which others were linked to it, oldest first.

    Raises:
        NotFound: there is no such claim.

    """
    uid = session.connection().scalar(select(claim.c.uid).where(claim.c.id == key))
    if uid is None:
        raise NotFound(f"There is no claim {handle(CLAIM, key)}.", "List the claims: factcheck claims")
    found = _rows(session, _query().where(event.c.subject == uid).order_by(event.c.version))
    return sorted([*found, *_from_others(session, key)], key=lambda one: one.seq)


def _from_others(session: Session, key: int) -> list[HistoryRow]:
    """How other claims were linked to this one, and unlinked: events of those."""
    query = select(claim.c.uid, link.c.uid).join(claim, claim.c.id == link.c.claim_id).where(link.c.other_id == key)
    pairs = session.connection().execute(query).all()
    if not pairs:
        return []
    actions = event.c.action.in_((Action.CLAIM_LINKED, Action.CLAIM_UNLINKED))
    found = _rows(session, _query().where(event.c.subject.in_({subject for subject, _ in pairs}), actions))
    return [one for one in found if one.payload["link"] in {uid for _, uid in pairs}]


def log(session: Session, *, limit: int | None = None, by: str | None = None) -> list[HistoryRow]:
    """All events, newest first; only those of one analyst if given."""
    query = _query().order_by(event.c.seq.desc()).limit(limit)
    return _rows(session, query.where(event.c.by == by) if by is not None else query)


def _query() -> Any:
    # An article's payload holds its text, which may be 20 MB long.
    payload = case((event.c.action == Action.ARTICLE_ADDED, null()), else_=event.c.payload)
    names = ("seq", "subject", "version", "recorded_at", "imported_at", "by", "action", "reason")
    columns = (*(event.c[name] for name in names), payload.label("payload"), event.c.hash, article.c.title)
    return select(*columns).outerjoin(article, article.c.uid == event.c.subject)


def _rows(session: Session, query: Any) -> list[HistoryRow]:
    found = session.connection().execute(query).all()
    payloads = [json.loads(row.payload) if row.payload else {"title": row.title} for row in found]
    subjects = [(row.action.partition("_")[0], row.subject) for row in found]
    handles = _handles(session, [*subjects, *(one for about in payloads for one in _others(about))])
    return [
        HistoryRow(
            row.seq,
            handles[row.subject],
            row.version,
            row.recorded_at,
            row.imported_at,
            row.by,
            Action(row.action),
            row.reason,
            about,
            row.hash,
            tuple(handles[uid] for _, uid in _others(about)),
        )
        for row, about in zip(found, payloads, strict=True)
    ]


def _others(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kind and uid of each."""
    claims = [about["other"]] if "other" in about else about.get("by") or about.get("replaces") or ()
    items = [about["item"]["uid"]] if "item" in about else about.get("evidence") or ()
    return [*(("claim", uid) for uid in claims), *(("evidence", uid) for uid in _list(items))]


def _list(uids: Any) -> Sequence[str]:
    return [uids] if isinstance(uids, str) else uids


def _handles(session: Session, subjects: Sequence[tuple[str, str]], chunk: int = 500) -> dict[str, str]:
    handles: dict[str, str] = {}
    for what, table in _TABLES.items():
        uids = sorted({uid for kind, uid in subjects if kind == what})
        for at in range(0, len(uids), chunk):
            query = select(table.c.uid, table.c.id).where(table.c.uid.in_(uids[at : at + chunk]))
            handles.update((row.uid, handle(_LETTERS[what], row.id)) for row in session.connection().execute(query))
    return handles
