"""The one way to write: append events to their subjects' chains, and let the projection follow."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from factcheck.store import bulk
from factcheck.store.clock import after
from factcheck.store.events import Event, heads
from factcheck.store.lookalikes import warn
from factcheck.store.projection import project
from factcheck.store.projection.runs import project_together
from factcheck.store.tables import event
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action

_FIRST: Final = frozenset({Action.SOURCE_CREATED, Action.ARTICLE_ADDED, Action.CLAIM_LOGGED})
"""Actions that begin a chain, so that nothing need be looked up."""

_STORED: Final = (
    *("subject", "version", "recorded_at", "by", "action", "reason", "payload", "prev_hash", "hash", "imported_at"),
)
_NONE: Final[Mapping[str, int]] = MappingProxyType({})
_NAMING: Final = frozenset({Action.SOURCE_CREATED, Action.SOURCE_EDITED, Action.SOURCE_ALIASED})


class Change(NamedTuple):
    """A change that the desk decided on. `subject` is a uid; the payload names others by their uids.

    A change that comes from elsewhere brings its own `recorded_at` and `by`. `text` is the payload in its canonical
    form, where somebody made that already. Of these a load makes millions.
    """

    subject: str
    action: Action
    payload: dict[str, Any]
    reason: str | None = None
    recorded_at: datetime | None = None
    by: str | None = None
    text: str = ""


def record(
    session: Session,
    changes: Iterable[Change],
    *,
    by: str,
    imported: bool = False,
    claims: Mapping[str, int] = _NONE,
) -> list[Event]:
    """Append the changes, in order, and bring the projection up to date.

    `imported` marks them as having come in now, whatever time they bear: as-of questions go by that. `claims` are the
    numbers of claims by their uids, as far as they were looked up in this transaction already.
    """
    every = list(changes)
    last, moment = _heads(session, every)
    imported_at = moment if imported else None
    events = []
    for subject, action, payload, reason, recorded_at, whose, text in every:
        version, prev_hash = last.get(subject, (0, ""))
        new = Event.chained(
            subject=subject,
            version=version + 1,
            recorded_at=recorded_at or moment,
            by=whose or by,
            action=action,
            reason=reason,
            payload=payload,
            prev_hash=prev_hash,
            imported_at=imported_at,
            text=text,
        )
        last[subject] = (new.version, new.hash)
        events.append(new)
    append(session, events, claims)
    return events


def _heads(session: Session, changes: Sequence[Change]) -> tuple[dict[str, tuple[int, str]], datetime]:
    """What these changes follow, by subject, and the time that they bear, which is before none of that."""
    connection = session.connection()
    moment: datetime = session.info["moment"]
    begun = {change.subject for change in changes if change.action in _FIRST}
    known = {change.subject for change in changes} - begun
    found, newest = heads(connection, known) if known else ({}, None)
    if newest is not None:
        moment = session.info["moment"] = after(newest, moment)
    return found, moment


def append(session: Session, events: Sequence[Event], claims: Mapping[str, int] = _NONE) -> None:
    """Append finished events, each the next in its chain, and bring the projection up to date.

    Where `session.info` has the numbers of all that they make, many are applied at a time.
    """
    if not events:
        return
    connection = session.connection()
    bulk.insert(connection, event, _STORED, [_row(one) for one in events])
    if "numbers" in session.info:
        project_together(connection, events, numbers=session.info["numbers"])
    else:
        project(connection, events, numbers={}, claims=claims)
    warn(connection, [one.subject for one in events if one.action in _NAMING])


def _row(one: Event) -> tuple[Any, ...]:
    recorded_at, imported_at = one.stamps()
    about = (one.subject, one.version, recorded_at, one.by, one.action, one.reason)
    return (*about, one.stored(), one.prev_hash, one.hash, imported_at)
