"""What was done, by whom, when and why: the ledger as it is read by people."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    case,
    func,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlmodel import Session

from factcheck.identity import ARTICLE, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.store.missing import no_claim
from factcheck.store.sources import known
from factcheck.store.tables import (
    article,
    assessment,
    attribution,
    basis,
    claim,
    event,
    evidence,
    evidence_source,
    link,
    source,
    via,
)
from factcheck.vocabulary import Action

_CHUNK: Final = 500
_SLACK: Final = timedelta(days=1)
_NEVER: Final = 2**62
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events: by one analyst, of these kinds, made between two moments, about a source.

    `source` is a handle or a name. About it are, in the log, its own events and those of the claims that it is quoted
    in; in the history of a claim, those that name it, what it said or evidence that came from it. What is not given
    matches all.
    """

    by: str | None = None
    actions: tuple[Action, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    source: str | None = None


_ALL: Final = Asked()


def of_claim(session: Session, key: int, asked: Asked = _ALL) -> list[HistoryRow]:
    """The claim's events that match, and those by which others were linked to it, oldest first.

    Raises:
        NotFound: there is no such claim or source.

    """
    uid = session.connection().scalar(select(claim.c.uid).where(claim.c.id == key))
    if uid is None:
        raise no_claim(key)
    plain = [*_matching(asked), *([event.c.action.in_(asked.actions)] if asked.actions else [])]
    found = _rows(session, _query().where(event.c.subject == uid, *plain).order_by(event.c.version))
    every = sorted([*found, *_from_others(session, key, plain)], key=lambda one: one.seq)
    if asked.source is None:
        return every
    names = _named_with(session.connection(), known(session, asked.source).id, key)
    return [one for one in every if not names.isdisjoint(_uids(one.payload))]


def _from_others(session: Session, key: int, plain: Sequence[ColumnElement[bool]]) -> list[HistoryRow]:
    """How other claims were linked to this one, and unlinked: events of those."""
    query = select(claim.c.uid, link.c.uid).join(claim, claim.c.id == link.c.claim_id).where(link.c.other_id == key)
    pairs = session.connection().execute(query).all()
    if not pairs:
        return []
    actions = event.c.action.in_((Action.CLAIM_LINKED, Action.CLAIM_UNLINKED))
    found = _rows(session, _query().where(event.c.subject.in_({subject for subject, _ in pairs}), actions, *plain))
    return [one for one in found if one.payload["link"] in {uid for _, uid in pairs}]


def later(session: Session, subjects: Sequence[str], moment: datetime) -> list[tuple[str, HistoryRow]]:
    """The events of these subjects that came here after a moment, in the order in which they came, with whose."""
    came = func.coalesce(event.c.imported_at, event.c.recorded_at, type_=event.c.recorded_at.type) > moment
    which = (event.c.subject.in_(subjects), came)
    uids = session.connection().scalars(select(event.c.subject).where(*which).order_by(event.c.seq))
    return list(zip(uids, _rows(session, _query().where(*which).order_by(event.c.seq)), strict=True))


def log(session: Session, asked: Asked = _ALL, *, limit: int | None = None) -> Iterator[HistoryRow]:
    """The events that match, newest first, read in chunks so that millions fit in little memory.

    Raises:
        NotFound: there is no such source.

    """
    connection, left = session.connection(), limit
    before: int | None = None
    conditions = [*_matching(asked), *_bounds(connection, asked)]
    if asked.source is not None:
        conditions.append(event.c.subject.in_(_about(known(session, asked.source).id)))
    while left is None or left > 0:
        size = _CHUNK if left is None else min(left, _CHUNK)
        behind = conditions if before is None else [*conditions, event.c.seq < before]
        chosen = _newest(asked.actions, behind, size)
        found = _rows(session, _query().where(event.c.seq.in_(chosen)).order_by(event.c.seq.desc()))
        yield from found
        if len(found) < size:
            return
        before, left = found[-1].seq, None if left is None else left - size


def _newest(actions: Sequence[Action], conditions: Sequence[ColumnElement[bool]], size: int) -> Select[tuple[int]]:
    """The newest events that match, by key; of several kinds the newest of each are looked up in turn."""
    query = select(event.c.seq).where(*conditions).order_by(event.c.seq.desc()).limit(size)
    several = [query.where(event.c.action == action).subquery() for action in actions]
    if not several:
        return select(query.subquery().c.seq)
    each = union_all(*(select(one.c.seq) for one in several)).subquery()
    return select(select(each.c.seq).order_by(each.c.seq.desc()).limit(size).subquery().c.seq)


def _matching(asked: Asked) -> list[ColumnElement[bool]]:
    """All but the source and, for the log, the kinds."""
    given = (
        event.c.by == asked.by if asked.by is not None else None,
        event.c.recorded_at >= asked.since if asked.since is not None else None,
        event.c.recorded_at <= asked.until if asked.until is not None else None,
    )
    return [one for one in given if one is not None]


def _bounds(connection: Connection, asked: Asked) -> list[ColumnElement[bool]]:
    """Between which events those of a span stand, so that not all are looked at.

    They stand in the order in which they came, but for transactions that overlapped: none does so for a day. What came
    later by an import may be of any day before.
    """
    found: list[ColumnElement[bool]] = []
    here, brought = event.c.imported_at.is_(None), event.c.imported_at.is_not(None)
    if asked.since is not None:
        since = asked.since - _SLACK
        firsts = [
            connection.scalar(select(event.c.seq).where(is_so, at >= since).order_by(at).limit(1))
            for is_so, at in ((here, event.c.recorded_at), (brought, event.c.imported_at))
        ]
        found.append(event.c.seq >= min((one for one in firsts if one is not None), default=_NEVER))
    if asked.until is not None and connection.scalar(select(event.c.seq).where(brought).limit(1)) is None:
        until = asked.until + _SLACK
        at = event.c.recorded_at
        last = connection.scalar(select(event.c.seq).where(here, at <= until).order_by(at.desc()).limit(1))
        found.append(event.c.seq <= (last if last is not None else -1))
    return found


def _named_with(connection: Connection, key: int, number: int) -> frozenset[str]:
    """The uids of a source, and of what it and those that were merged into it have to do with a claim."""
    family = _family(key)
    passed = select(via.c.attribution_id).where(via.c.source_id.in_(family))
    said = select(attribution.c.uid).where(
        attribution.c.claim_id == number, or_(attribution.c.source_id.in_(family), attribution.c.id.in_(passed))
    )
    given = select(evidence.c.uid).join(evidence_source, evidence_source.c.evidence_id == evidence.c.id)
    rests = select(basis.c.evidence_id).join(assessment, assessment.c.id == basis.c.assessment_id)
    of_claim = or_(evidence.c.claim_id == number, evidence.c.id.in_(rests.where(assessment.c.claim_id == number)))
    given = given.where(of_claim, evidence_source.c.source_id.in_(family))
    own = select(source.c.uid).where(source.c.id.in_(family))
    return frozenset(connection.scalars(union_all(own, said, given)))


def _uids(payload: Any) -> Iterator[str]:
    """All words of a payload; other words than uids are none that anything has for its own."""
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, Mapping | list):
        for one in payload.values() if isinstance(payload, Mapping) else payload:
            yield from _uids(one)


def _family(key: int) -> Select[tuple[int]]:
    return select(source.c.id).where(or_(source.c.id == key, source.c.merged_into_id == key))


def _about(key: int) -> CompoundSelect[tuple[str]]:
    """The uids of a source, of what was merged into it, and of the claims that one of them said or passed on."""
    family = _family(key)
    own = select(source.c.uid).where(source.c.id.in_(family))
    said = select(claim.c.uid).join(attribution, attribution.c.claim_id == claim.c.id)
    passed = said.join(via, via.c.attribution_id == attribution.c.id).where(via.c.source_id.in_(family))
    return union(own, said.where(attribution.c.source_id.in_(family)), passed)


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
