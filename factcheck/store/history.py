"""What was done, by whom, when and why: the ledger as it is read by people."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    case,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlmodel import Session

from factcheck.identity import ARTICLE, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.store.asof import View, view
from factcheck.store.missing import no_claim
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
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

_LETTERS: Final = {"claim": CLAIM, "source": SOURCE, "article": ARTICLE, "evidence": EVIDENCE}
_KINDS: Final[Mapping[str, Action]] = {action.value: action for action in Action}
_SUBJECT, _ACTION = 1, 6
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


EVERYTHING: Final = Asked()


def of_claim(session: Session, key: int, asked: Asked = EVERYTHING) -> list[HistoryRow]:
    """The claim's events that match, and those by which others were linked to it, oldest first.

    Raises:
        NotFound: there is no such claim or source.

    """
    uid = session.connection().scalar(select(claim.c.uid).where(claim.c.id == key))
    if uid is None:
        raise no_claim(key)
    plain = [*_matching(asked), *([event.c.action.in_(asked.actions)] if asked.actions else [])]
    found = _run(session, query().where(event.c.subject == uid, *plain).order_by(event.c.version))
    every = sorted([*found, *_from_others(session, key, plain)], key=lambda one: one.seq)
    if asked.source is None:
        return every
    names = _named_with(session.connection(), known(session, asked.source).id, key)
    return [one for one in every if not names.isdisjoint(_uids(one.payload))]


def _from_others(session: Session, key: int, plain: Sequence[ColumnElement[bool]]) -> list[HistoryRow]:
    """How other claims were linked to this one, and unlinked: events of those."""
    linking = select(claim.c.uid, link.c.uid).join(claim, claim.c.id == link.c.claim_id).where(link.c.other_id == key)
    pairs = session.connection().execute(linking).all()
    if not pairs:
        return []
    actions = event.c.action.in_((Action.CLAIM_LINKED, Action.CLAIM_UNLINKED))
    found = _run(session, query().where(event.c.subject.in_({subject for subject, _ in pairs}), actions, *plain))
    return [one for one in found if one.payload["link"] in {uid for _, uid in pairs}]


def later(session: Session, subjects: Sequence[str], moment: datetime) -> list[tuple[str, HistoryRow]]:
    """The events of these subjects that came here after a moment, in the order in which they came, with whose."""
    came = func.coalesce(event.c.imported_at, event.c.recorded_at, type_=event.c.recorded_at.type) > moment
    which = (event.c.subject.in_(subjects), came)
    uids = session.connection().scalars(select(event.c.subject).where(*which).order_by(event.c.seq))
    return list(zip(uids, _run(session, query().where(*which).order_by(event.c.seq)), strict=True))


def _matching(asked: Asked) -> list[ColumnElement[bool]]:
    """All but the source and, for the log, the kinds."""
    given = (
        event.c.by == asked.by if asked.by is not None else None,
        event.c.recorded_at >= asked.since if asked.since is not None else None,
        event.c.recorded_at <= asked.until if asked.until is not None else None,
    )
    return [one for one in given if one is not None]


def _named_with(connection: Connection, key: int, number: int) -> frozenset[str]:
    """The uids of a source, and of what it and those that were merged into it have to do with a claim."""
    members = family(key)
    passed = select(via.c.attribution_id).where(via.c.source_id.in_(members))
    said = select(attribution.c.uid).where(
        attribution.c.claim_id == number, or_(attribution.c.source_id.in_(members), attribution.c.id.in_(passed))
    )
    given = select(evidence.c.uid).join(evidence_source, evidence_source.c.evidence_id == evidence.c.id)
    rests = select(basis.c.evidence_id).join(assessment, assessment.c.id == basis.c.assessment_id)
    of_claim = or_(evidence.c.claim_id == number, evidence.c.id.in_(rests.where(assessment.c.claim_id == number)))
    given = given.where(of_claim, evidence_source.c.source_id.in_(members))
    own = select(source.c.uid).where(source.c.id.in_(members))
    return frozenset(connection.scalars(union_all(own, said, given)))


def _uids(payload: Any) -> Iterator[str]:
    """All words of a payload; other words than uids are none that anything has for its own."""
    if isinstance(payload, str):
        yield payload
    elif isinstance(payload, Mapping | list):
        for one in payload.values() if isinstance(payload, Mapping) else payload:
            yield from _uids(one)


def family(key: int | BindParameter[Any]) -> Select[tuple[int]]:
    """The keys of a source and of those that were merged into it."""
    return select(source.c.id).where(or_(source.c.id == key, source.c.merged_into_id == key))


def query() -> Select[Any, *tuple[Any, ...]]:
    """Events as `rows` takes them."""
    # An article's payload holds its text, which may be 20 MB long.
    payload = case((event.c.action == Action.ARTICLE_ADDED, null()), else_=event.c.payload)
    names = ("seq", "subject", "version", "recorded_at", "imported_at", "by", "action", "reason")
    columns = (*(event.c[name] for name in names), payload.label("payload"), event.c.hash, article.c.title)
    return select(*columns).outerjoin(article, article.c.uid == event.c.subject)


def _run(session: Session, query: Select[Any, *tuple[Any, ...]]) -> list[HistoryRow]:
    return rows(session, session.connection().execute(query))


def rows(session: Session, found: Iterable[Sequence[Any]]) -> list[HistoryRow]:
    """The events that `query` finds, as people read them."""
    kept: list[tuple[Sequence[Any], Mapping[str, Any], list[tuple[str, str]]]] = []
    uids: defaultdict[str, set[str]] = defaultdict(set)
    for *row, payload, digest, title in found:
        about = json.loads(payload) if payload else {"title": title}
        others = _others(about)
        kept.append(((*row, digest), about, others))
        for what, uid in ((row[_ACTION].partition("_")[0], row[_SUBJECT]), *others):
            uids[what].add(uid)
    handles = _handles(session, uids)
    return [
        HistoryRow(
            seq,
            handles[subject],
            version,
            recorded_at,
            imported_at,
            by,
            _KINDS[action],
            reason,
            about,
            digest,
            tuple(handles[uid] for _, uid in others),
        )
        for (seq, subject, version, recorded_at, imported_at, by, action, reason, digest), about, others in kept
    ]


def _others(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kind and uid of each."""
    claims = [about["other"]] if "other" in about else about.get("by") or about.get("replaces") or ()
    items = [about["item"]["uid"]] if "item" in about else about.get("evidence") or ()
    return [*(("claim", uid) for uid in claims), *(("evidence", uid) for uid in _list(items))]


def _list(uids: Any) -> Sequence[str]:
    return [uids] if isinstance(uids, str) else uids


def _handles(session: Session, uids: Mapping[str, Collection[str]]) -> dict[str, str]:
    connection, handles = session.connection(), {}
    for what, some in uids.items():
        for uid, number in _keys(view(connection), what).rows(connection, {"uids": list(some)}):
            handles[uid] = handle(_LETTERS[what], number)
    return handles


@lru_cache(KEPT)
def _keys(view: View, what: str) -> Prepared:
    table = _TABLES[what]
    return Prepared(select(table.c.uid, table.c.id).where(one_of(view, table.c.uid, "uids")))
