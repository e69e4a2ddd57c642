"""What changed between two moments: each subject with its events in between, and what came of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, select, union_all

from factcheck.store import history
from factcheck.store.history import HistoryRow
from factcheck.store.tables import article, claim, event, source
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action, State, Status

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One claim, source or article that changed. `label` is its text, name or title at the end of the time.

    `status`, `state` and `text` are those before and after where they differ; what is `new` was unchecked and had the
    state and the words that it came with.
    """

    subject: str
    uid: str
    label: str | None
    new: bool
    status: tuple[Status, Status] | None
    state: tuple[State, State] | None
    text: tuple[str, str] | None
    events: tuple[HistoryRow, ...]


def differences(before: Session, after: Session, *, since: datetime, limit: int | None = None) -> Iterator[Difference]:
    """What changed, in the order in which it first did; `before` reads as of `since`, `after` as of the end."""
    subjects = after.connection().scalars(_changed(since).limit(limit)).all()
    for at in range(0, len(subjects), _CHUNK):
        chunk = subjects[at : at + _CHUNK]
        events: dict[str, list[HistoryRow]] = defaultdict(list)
        for uid, one in history.later(after, chunk, since):
            events[uid].append(one)
        was, labels = _claims(before, chunk), _labels(after, chunk)
        came = _claims(after, chunk)
        for uid in chunk:
            label = came[uid].text if uid in came else labels.get(uid)
            yield _difference(uid, label, was.get(uid), came.get(uid), events[uid])


def _changed(since: datetime) -> Any:
    """The subjects of what came here since, each by an index of its own."""
    columns = (event.c.subject, event.c.seq)
    here = select(*columns).where(event.c.imported_at.is_(None), event.c.recorded_at > since)
    imported = select(*columns).where(event.c.imported_at.is_not(None), event.c.imported_at > since)
    came = union_all(here, imported).subquery("came")
    return select(came.c.subject).group_by(came.c.subject).order_by(func.min(came.c.seq))


def _claims(session: Session, uids: Sequence[str]) -> Mapping[str, Row[Any, Any, Any, Any]]:
    query = select(claim.c.uid, claim.c.text, claim.c.state, claim.c.status).where(claim.c.uid.in_(uids))
    return {row.uid: row for row in session.connection().execute(query)}


def _labels(session: Session, uids: Sequence[str]) -> Mapping[str, str | None]:
    named = select(source.c.uid, source.c.name).where(source.c.uid.in_(uids))
    titled = select(article.c.uid, article.c.title).where(article.c.uid.in_(uids))
    return dict(session.connection().execute(union_all(named, titled)).all())


def _as_logged(first: HistoryRow) -> tuple[str, str, str]:
    return Status.UNCHECKED, first.payload["state"], first.payload["text"]


def _difference(
    uid: str,
    label: str | None,
    was: Row[Any, Any, Any, Any] | None,
    came: Row[Any, Any, Any, Any] | None,
    events: Sequence[HistoryRow],
) -> Difference:
    status = state = text = None
    first = events[0]
    new = first.action in {Action.CLAIM_LOGGED, Action.SOURCE_CREATED, Action.ARTICLE_ADDED}
    if came is not None:
        held, life, said = (was.status, was.state, was.text) if was is not None else _as_logged(first)
        status = (Status(held), Status(came.status)) if held != came.status else None
        state = (State(life), State(came.state)) if life != came.state else None
        text = (said, came.text) if said != came.text else None
    return Difference(events[0].subject, uid, label, new, status, state, text, tuple(events))
