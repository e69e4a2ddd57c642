"""What was done, by whom, when and why: the ledger as it is read by people."""

import json
import operator
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from factcheck.identity import CLAIM, LETTERS, handle
from factcheck.store.asof import View, view
from factcheck.store.missing import no_claim
from factcheck.store.narrowing import one_of, unindexed
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
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action

_KINDS: Final[Mapping[str, Action]] = {action.value: action for action in Action}
_SUBJECT, _ACTION, _PAYLOAD, _TITLE = 1, 6, 8, 10
_LINKING: Final = (Action.CLAIM_LINKED, Action.CLAIM_UNLINKED)
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
    connection = session.connection()
    found = _uid().rows(connection, {"key": key})
    if not found:
        raise no_claim(key)
    ((uid,),) = found
    linking = _linking().rows(connection, {"key": key})
    given = matching(asked)
    own = _events(connection, [uid], asked.actions, given)
    links = {link for _, link in linking}
    theirs = tuple(one for one in _LINKING if not asked.actions or one in asked.actions)
    others = _events(connection, {subject for subject, _ in linking}, theirs, given) if linking and theirs else ()
    every = sorted(rows(session, [*own, *others]), key=lambda one: one.seq)
    mine = handle(CLAIM, key)
    every = [one for one in every if one.subject == mine or one.payload["link"] in links]
    if asked.source is None:
        return every
    names = _named_with(connection, known(session, asked.source).id, key)
    return [one for one in every if not names.isdisjoint(_uids(one.payload))]


@cache
def _uid() -> Prepared:
    return Prepared(select(claim.c.uid).where(claim.c.id == bindparam("key")))


@cache
def _linking() -> Prepared:
    """The claims that were linked to one, and the links: events of those claims tell how."""
    query = select(claim.c.uid, link.c.uid).join(claim, claim.c.id == link.c.claim_id)
    return Prepared(query.where(link.c.other_id == bindparam("key")))


def _events(
    connection: Connection, subjects: Collection[str], actions: Collection[Action], given: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    """The events of these subjects, of these kinds if any are given, that match."""
    values = {**given, "subjects": subjects, **({"actions": list(map(str, actions))} if actions else {})}
    return _of_subjects(view(connection), frozenset(values)).rows(connection, values)


@lru_cache(KEPT)
def _of_subjects(view: View, given: frozenset[str]) -> Prepared:
    which = [one_of(view, event.c.subject, "subjects"), *conditions(given)]
    if "actions" in given:
        which.append(one_of(view, unindexed(event.c.action), "actions"))  # of a few subjects, not of all events
    return Prepared(query().where(*which))


def later(session: Session, subjects: Sequence[str], moment: datetime) -> list[tuple[str, HistoryRow]]:
    """The events of these subjects that came here after a moment, in the order in which they came, with whose."""
    came = func.coalesce(event.c.imported_at, event.c.recorded_at, type_=event.c.recorded_at.type) > moment
    which = (event.c.subject.in_(subjects), came)
    uids = session.connection().scalars(select(event.c.subject).where(*which).order_by(event.c.seq))
    found = session.connection().execute(query().where(*which).order_by(event.c.seq))
    return list(zip(uids, rows(session, found), strict=True))


def matching(asked: Asked) -> dict[str, Any]:
    """The values of what is asked, all but the kinds and the source."""
    given = {"by": asked.by, "since": asked.since, "until": asked.until}
    return {name: value for name, value in given.items() if value is not None}


def conditions(given: Collection[str]) -> list[ColumnElement[bool]]:
    """What holds of the events that match these values."""
    asked = ((event.c.by, operator.eq), (event.c.recorded_at, operator.ge), (event.c.recorded_at, operator.le))
    several = zip(("by", "since", "until"), asked, strict=True)
    return [is_so(column, bindparam(name)) for name, (column, is_so) in several if name in given]


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


def rows(session: Session, found: Iterable[Sequence[Any]]) -> list[HistoryRow]:
    """The events that `query` finds, as people read them."""
    kept: list[tuple[Sequence[Any], Mapping[str, Any], list[tuple[str, str]]]] = []
    uids: defaultdict[str, set[str]] = defaultdict(set)
    for row in found:
        about = json.loads(row[_PAYLOAD]) if row[_PAYLOAD] else {"title": row[_TITLE]}
        others = _others(about)
        kept.append((row, about, others))
        uids[row[_ACTION].partition("_")[0]].add(row[_SUBJECT])
        for what, uid in others:
            uids[what].add(uid)
    handles = _handles(session.connection(), uids)
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
            tuple([handles[uid] for _, uid in others]) if others else (),
        )
        for (seq, subject, version, recorded_at, imported_at, by, action, reason, _, digest, _), about, others in kept
    ]


def _others(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kind and uid of each."""
    claims = [about["other"]] if "other" in about else about.get("by") or about.get("replaces")
    items = [about["item"]["uid"]] if "item" in about else about.get("evidence")
    if not claims and not items:
        return []
    return [*(("claim", uid) for uid in claims or ()), *(("evidence", uid) for uid in _list(items or ()))]


def _list(uids: Any) -> Sequence[str]:
    return [uids] if isinstance(uids, str) else uids


def _handles(connection: Connection, uids: Mapping[str, Collection[str]]) -> dict[str, str]:
    """The handles of these by uid, of all kinds in one statement."""
    if not uids:
        return {}
    found = _keys(view(connection), frozenset(uids)).rows(connection, uids)
    return {uid: handle(letter, number) for letter, uid, number in found}


@lru_cache(KEPT)
def _keys(view: View, kinds: frozenset[str]) -> Prepared:
    tables = ((_TABLES[what].c, what) for what in sorted(kinds))
    each = [select(literal(LETTERS[what]), of.uid, of.id).where(one_of(view, of.uid, what)) for of, what in tables]
    return Prepared(union_all(*each))
