"""What everything that can be asked about the past answers, at the moment and as of it."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import cycle

import pytest
from sqlalchemy import select

from factcheck.dates import now
from factcheck.output.claims import write_claims
from factcheck.output.detail import write_detail
from factcheck.output.origins import write_origins
from factcheck.output.overview import write_overview
from factcheck.settings import Format, Location
from factcheck.store import claims as pages
from factcheck.store import narrowing, retrospect, windows
from factcheck.store.asof import TABLES
from factcheck.store.claims import claims, count
from factcheck.store.details import detail
from factcheck.store.filters import ClaimFilter
from factcheck.store.origins import origins
from factcheck.store.overview import overview
from factcheck.store.session import reading
from factcheck.store.tables import claim, named
from factcheck.store.transaction import Session
from factcheck.vocabulary import UNVERIFIED, Flag, SourceKind, State, Status
from tests.exchange.desks import NAMES

FILTERS = (
    ClaimFilter(),
    ClaimFilter(states=tuple(State), sort="assessed", descending=True),
    ClaimFilter(statuses=UNVERIFIED, sort="recorded", limit=3),
    *(ClaimFilter(flags=(flag,)) for flag in (Flag.SINGLE_ORIGIN, Flag.OVERRIDDEN, Flag.DRAFT)),
    ClaimFilter(kinds=(SourceKind.STATE_MEDIA, SourceKind.INDIVIDUAL), limit=4),
    ClaimFilter(tags=("missiles",)),
    ClaimFilter(sources=(*NAMES[:3], "S2")),
    ClaimFilter(articles=(1,), credibilities=(1, 5, 6)),
    ClaimFilter(statuses=(Status.REFUTED, Status.CONFIRMED), descending=True, limit=3),
    ClaimFilter(statuses=(Status.IN_REVIEW,)),
    ClaimFilter(stances=("denies", "asserts"), said_since="2025", limit=2),
    ClaimFilter(sort="status", limit=4),
    ClaimFilter(kinds=(SourceKind.STATE_MEDIA,), sort="credibility", descending=True),
)
Printed = tuple[datetime, dict[str, str]]


def printed(session: Session) -> dict[str, str]:
    """Everything that a question can be asked about with --as-of, as it is printed."""
    found: dict[str, str] = {}
    for wanted in FILTERS:
        out = io.StringIO()
        write_claims(claims(session, wanted), Format.JSON, out)
        found[repr(wanted)] = f"{out.getvalue()}{sorted(count(session, wanted).items())}"
    for number in session.connection().scalars(select(claim.c.id).order_by(claim.c.id)):
        out = io.StringIO()
        write_detail(detail(session, number), Format.JSON, out)
        write_origins(origins(session, number), Format.JSON, out)
        found[f"C{number}"] = out.getvalue()
    out = io.StringIO()
    write_overview(overview(session), Format.JSON, out)
    return {**found, "stats": out.getvalue(), **_tables(session)}


def _tables(session: Session) -> dict[str, str]:
    """All rows of all tables that can be reached: what is on a claim is only looked for where there is the claim."""
    connection = session.connection()
    owners = ("claim", "attribution", "source")
    there = {owner: {None, *connection.scalars(select(named(owner).c.id))} for owner in owners}
    found = {}
    for name in sorted(TABLES):
        rows = [one._asdict() for one in connection.execute(select(named(name)))]
        reached = (one for one in rows if all(one.get(f"{owner}_id") in keys for owner, keys in there.items()))
        found[name] = "\n".join(sorted(map(repr, reached)))
    return found


def look(location: Location, as_of: datetime | None = None) -> dict[str, str]:
    with reading(location, as_of=as_of) as session:
        return printed(session)


@contextmanager
def looking(few: int, at_once: int) -> Iterator[None]:
    """As a database does in which so many rows are few, and so many claims are looked at in one statement."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", few)
        patch.setattr(retrospect, "_SOME", at_once)
        patch.setattr(windows, "KEYS", at_once)
        patch.setattr(retrospect, "_MANY", 2 * at_once)
        patch.setattr(pages, "_CHUNK", at_once)
        yield


def seldom(location: Location) -> int:
    """How many times as many changes are made before everything is looked at again: on PostgreSQL that takes long."""
    return 1 if location.path else 2


def check(location: Location, seen: Sequence[Printed]) -> None:
    """As of each moment at which everything was looked at, the answers are those that were given then."""
    ways = cycle(((5000, 250), (5, 2), (0, 3)))
    for (moment, then), (few, at_once) in zip(seen, ways, strict=False):
        with looking(few, at_once):
            assert look(location, moment) == then
    assert look(location, now()) == seen[-1][1]
