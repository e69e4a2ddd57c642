"""The log: what was done in all of the database, newest first, page by page."""

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BindParameter, CompoundSelect, Connection, Integer, bindparam, select, union, union_all

from factcheck.store.history import EVERYTHING, Asked, HistoryRow, conditions, family, matching, query, rows
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.sources import known
from factcheck.store.tables import attribution, claim, event, source, via
from factcheck.store.transaction import Session

_CHUNK: Final = 500
_SLACK: Final = timedelta(days=1)
_EARLIEST: Final = datetime.min.replace(tzinfo=UTC) + _SLACK
_LATEST: Final = datetime.max.replace(tzinfo=UTC) - _SLACK
_NEVER: Final = 2**62
_BETWEEN: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "first": operator.ge,
    "last": operator.le,
    "before": operator.lt,
}


def log(session: Session, asked: Asked = EVERYTHING, *, limit: int | None = None) -> Iterator[HistoryRow]:
    """The events that match, newest first, read in chunks so that millions fit in little memory.

    Raises:
        NotFound: there is no such source.

    """
    connection, left = session.connection(), limit
    values = {**matching(asked), **_bounds(connection, asked)}
    if asked.source is not None:
        values["source"] = known(session, asked.source).id
    values |= {f"kind_{at}": str(action) for at, action in enumerate(asked.actions)}
    while left is None or left > 0:
        size = _CHUNK if left is None else min(left, _CHUNK)
        found = rows(session, _page(frozenset(values)).rows(connection, {**values, "size": size}))
        yield from found
        if len(found) < size:
            return
        values["before"], left = found[-1].seq, None if left is None else left - size


@lru_cache(KEPT)
def _page(given: frozenset[str]) -> Prepared:
    """The newest events that match what is given, newest first.

    They are found by key first; of several kinds, the newest of each are looked up in turn.
    """
    value: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in sorted(given)}
    size: BindParameter[int] = bindparam("size", type_=Integer)
    which = conditions(given)
    which += [is_so(event.c.seq, value[name]) for name, is_so in _BETWEEN.items() if name in given]
    if "source" in given:
        which.append(event.c.subject.in_(_about(value["source"])))
    wanted = select(event.c.seq).where(*which).order_by(event.c.seq.desc()).limit(size)
    kinds = [wanted.where(event.c.action == one).subquery() for name, one in value.items() if name.startswith("kind_")]
    newest = wanted.subquery()
    if kinds:
        each = union_all(*(select(one.c.seq) for one in kinds)).subquery()
        newest = select(each.c.seq).order_by(each.c.seq.desc()).limit(size).subquery()
    return Prepared(query().where(event.c.seq.in_(select(newest.c.seq))).order_by(event.c.seq.desc()))


def _bounds(connection: Connection, asked: Asked) -> dict[str, int]:
    """Between which events those of a span stand, so that not all are looked at.

    They stand in the order in which they came, but for transactions that overlapped: none does so for a day. What came
    later by an import may be of any day before.
    """
    found: dict[str, int] = {}
    here, brought = event.c.imported_at.is_(None), event.c.imported_at.is_not(None)
    if asked.since is not None:
        since = max(asked.since, _EARLIEST) - _SLACK
        firsts = [
            connection.scalar(select(event.c.seq).where(is_so, at >= since).order_by(at).limit(1))
            for is_so, at in ((here, event.c.recorded_at), (brought, event.c.imported_at))
        ]
        found["first"] = min((one for one in firsts if one is not None), default=_NEVER)
    if asked.until is not None and connection.scalar(select(event.c.seq).where(brought).limit(1)) is None:
        until = min(asked.until, _LATEST) + _SLACK
        at = event.c.recorded_at
        last = connection.scalar(select(event.c.seq).where(here, at <= until).order_by(at.desc()).limit(1))
        found["last"] = last if last is not None else -1
    return found


def _about(key: BindParameter[Any]) -> CompoundSelect[tuple[str]]:
    """The uids of a source, of what was merged into it, and of the claims that one of them said or passed on."""
    members = family(key)
    own = select(source.c.uid).where(source.c.id.in_(members))
    said = select(claim.c.uid).join(attribution, attribution.c.claim_id == claim.c.id)
    passed = said.join(via, via.c.attribution_id == attribution.c.id).where(via.c.source_id.in_(members))
    return union(own, said.where(attribution.c.source_id.in_(members)), passed)
