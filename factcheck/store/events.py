"""The event as a value: what it holds, how it is hashed, and how a chain of them is read back."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from json import encoder
from typing import Any, Final, NamedTuple, Self

from sqlalchemy import Connection, Row, Select, Text, and_, func, select

from factcheck.columns import Moment
from factcheck.dates import stamp
from factcheck.identity import is_uid
from factcheck.store.asof import View, view
from factcheck.store.narrowing import each_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import event

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_BARE: Final = re.compile(r"[1-9]\d* \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z (?:[0-9a-f]{64})?", re.ASCII)
"""A version, a time and the hash before, as they stand in what is hashed."""


class Event(NamedTuple):
    """One change of one subject. `recorded_at` is when it was made, `imported_at` when it came into this database.

    `text` is the payload in its canonical form and `stamped` the time when it was made as that is stored, where
    somebody has them already. A load makes millions.
    """

    subject: str
    version: int
    recorded_at: datetime
    by: str
    action: str
    reason: str | None
    payload: dict[str, Any]
    prev_hash: str
    hash: str
    imported_at: datetime | None = None
    text: str = ""
    stamped: str = ""

    @property
    def known_at(self) -> datetime:
        """Since when this database has known of it."""
        return self.imported_at or self.recorded_at

    @classmethod
    def chained(
        cls,
        *,
        subject: str,
        version: int,
        recorded_at: datetime,
        by: str,
        action: str,
        reason: str | None,
        payload: dict[str, Any],
        prev_hash: str,
        imported_at: datetime | None = None,
        text: str = "",
    ) -> Self:
        """The event that follows `prev_hash`, with its own hash."""
        text, action, made = text or canonical(payload), str(action), stamp(recorded_at)
        digest = hashed(subject, version, made, by, action, reason, text, prev_hash)
        return cls(
            subject, version, recorded_at, by, action, reason, payload, prev_hash, digest, imported_at, text, made
        )

    def is_intact(self) -> bool:
        """Whether the hash is that of the content."""
        about = (self.subject, self.version, self.stamps()[0], self.by, self.action, self.reason)
        return is_hash(self.hash, *about, self.stored(), self.prev_hash)

    def stamps(self) -> tuple[str, str | None]:
        """When it was made, and when it came here if that is not the same, as they are stored."""
        came = self.imported_at
        return self.stamped or stamp(self.recorded_at), stamp(came) if came is not None else None

    def stored(self) -> str:
        """The payload as it is stored."""
        return self.text or canonical(self.payload)


def hashed(
    subject: str, version: int, recorded_at: str, by: str, action: str, reason: str | None, payload: str, prev_hash: str
) -> str:
    """The hash of an event: that of all it says, as one canonical list, with the payload as it is stored."""
    by, action = _often(by), _often(action)
    why = quoted(reason) if reason is not None else "null"
    told = f'["{subject}",{version},"{recorded_at}",{by},{action},{why},{payload},"{prev_hash}"]'
    return hashlib.sha256(told.encode()).hexdigest()


def is_hash(
    digest: str,
    subject: str,
    version: int,
    recorded_at: str,
    by: str,
    action: str,
    reason: str | None,
    payload: str,
    prev_hash: str,
) -> bool:
    """Whether this is the hash of an event that says so.

    Subject, version, time and the hash before are joined as they are, so that each has to have its shape: with a
    quotation mark in one of them, two events that say different things would be hashed alike.
    """
    try:
        if not is_uid(subject) or _BARE.fullmatch(f"{version} {recorded_at} {prev_hash}") is None:
            return False
        return hashed(subject, version, recorded_at, by, action, reason, payload, prev_hash) == digest
    except TypeError:  # SQLite keeps bytes, too, where a text should be
        return False


def canonical(value: Any) -> str:
    """JSON in one form only: sorted keys, no white space, no escapes but the needed ones (after RFC 8785)."""
    return "".join(_pieces(value, 0))


@lru_cache(1000)
def canonical_of(*pairs: tuple[str, str | int]) -> str:
    """The same of an object that is given by its names and values: what is cited once is stored in two places."""
    return canonical(dict(pairs))


quoted: Final[Callable[[str], str]] = encoder.encode_basestring
"""A text as it stands in canonical JSON."""
_often: Final = lru_cache(4096)(quoted)
"""Who did what is mostly the same."""


def _encoding() -> Callable[[Any, int], Iterable[str]]:
    """What the encoder makes anew for each value that it is given, which takes as long as to use it."""
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:  # another Python than CPython
        return lambda value, _: (_ENCODER.encode(value),)
    given = (None, _ENCODER.default, quoted, None, _ENCODER.key_separator, _ENCODER.item_separator)
    found: Callable[[Any, int], Iterable[str]] = make(*given, _ENCODER.sort_keys, False, _ENCODER.allow_nan)
    return found


_pieces: Final = _encoding()


def from_row(row: Row[Any]) -> Event:
    """The value behind a row of the table."""
    return Event(
        row.subject,
        row.version,
        row.recorded_at,
        row.by,
        row.action,
        row.reason,
        json.loads(row.payload),
        row.prev_hash,
        row.hash,
        row.imported_at,
    )


def every(connection: Connection, *, chunk: int = 1000) -> Iterator[Event]:
    """All events in the order in which they came into this database, a chunk in memory at a time."""
    after = -1
    while True:
        query: Select[Any] = select(event).where(event.c.seq > after).order_by(event.c.seq).limit(chunk)
        rows = connection.execute(query).all()
        if not rows:
            return
        yield from map(from_row, rows)
        after = rows[-1].seq


def of_subject(connection: Connection, subject: str) -> list[Event]:
    """All events of one subject, oldest first."""
    query = select(event).where(event.c.subject == subject).order_by(event.c.version)
    return [from_row(row) for row in connection.execute(query)]


def heads(connection: Connection, subjects: Collection[str]) -> tuple[dict[str, tuple[int, str]], datetime | None]:
    """What the next event of each of these subjects follows, if anything: version and hash.

    And since when the newest of all those is known.
    """
    found = _heads(view(connection)).rows(connection, {"subjects": subjects})
    read = Moment().result_processor(connection.dialect, None)  # the newest alone, not each
    newest = read(max((known_at for *_, known_at in found), default=None))
    return {subject: (version, digest) for subject, version, digest, _ in found}, newest


@lru_cache(KEPT)
def _heads(view: View) -> Prepared:
    """Each subject's last is looked up by itself: grouped, all that ever happened to it would be read."""
    subject, earlier = each_of(view, "subjects", numbers=False), event.alias("earlier")
    newest = select(func.max(earlier.c.version)).where(earlier.c.subject == subject).scalar_subquery()
    known_at = func.coalesce(event.c.imported_at, event.c.recorded_at, type_=Text())  # as stored: its order is time's
    mine = and_(event.c.subject == subject, event.c.version == newest)
    columns = (event.c.subject, event.c.version, event.c.hash, known_at)
    return Prepared(select(*columns).join_from(subject.table, event, mine))
