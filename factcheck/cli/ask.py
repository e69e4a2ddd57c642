"""The ways in which a command reaches the database, from its options."""

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from factcheck.cli import parse
from factcheck.cli.outlet import outlet
from factcheck.settings import Format, location, reading_place

if TYPE_CHECKING:
    from factcheck.store.transaction import Session

T = TypeVar("T")
talk = logging.getLogger("factcheck")


@contextmanager
def reading(db: str | None, *, written: bool = False, as_of: str | None = None) -> "Iterator[Session]":
    """A consistent view of the database that the options name, or of its standby; as it is, or as it was.

    What was `written` just now, or is to be decided on, a standby may not have yet: that is read where it was written.

    Raises:
        UsageProblem: there is no such time, or it is still to come.
        DatabaseUnavailable: what is read has no room where stdout leads.

    """
    from factcheck.store.session import reading as open_reading

    moment = parse.as_of(as_of)
    if moment is not None:
        talk.info("As of %s.", told(moment))
    place = location(db) if written else reading_place(db)
    try:
        with outlet(), open_reading(place, as_of=moment) as session:  # closed before stdout is waited for
            yield session
    except OSError as error:
        from factcheck.store.partial import is_full, unwritten

        if written or not is_full(error):
            raise
        raise unwritten("stdout", error) from error


def told(moment: datetime) -> str:
    """A moment as exact as it was given: `2026-03-01 12:00Z`."""
    if moment.time() == time.max:
        return f"the end of {moment.date()} in UTC"
    exact = f":{moment:%S.%f}".rstrip("0").rstrip(".") if moment.second or moment.microsecond else ""
    return f"{moment.date()} {moment:%H:%M}{exact}Z"


@contextmanager
def comparing(db: str | None, begin: datetime, end: datetime) -> "Iterator[tuple[Session, Session]]":
    """The database that the options name, or its standby, before a span begins and at its end; which one is told."""
    from factcheck.store.session import reading as open_reading

    talk.info("From %s to %s.", told(begin + timedelta(microseconds=1)), told(end))
    place = reading_place(db)
    with outlet(), open_reading(place, as_of=begin) as before, open_reading(place, as_of=end) as after:
        yield before, after


@contextmanager
def writing(
    db: str | None,
    *,
    watch: Sequence[int] = (),
    expect: int | None = None,
    seen: Mapping[int, int] | None = None,
) -> "Iterator[Session]":
    """A transaction on the database that the options name, for what a person judges or decides."""
    from factcheck.store.session import writing as open_writing

    with open_writing(location(db), watch=watch, expect=expect, seen=seen) as session:
        yield session


def write(db: str | None, work: "Callable[[Session], T]") -> T:
    """Work that may be done again if it has to give way, in one transaction on the database that the options name."""
    from factcheck.store.session import write as do

    return do(location(db), work)


def show_claims(db: str | None, numbers: Sequence[int], given: str | None) -> None:
    """Write these claims as they are after a change; nothing where there is none to show."""
    from factcheck.output.claims import write_claims
    from factcheck.store.claims import rows

    form = parse.format_for(given)
    if numbers or form is not Format.PLAIN:
        with reading(db, written=True) as session:
            write_claims(rows(session, numbers), form, sys.stdout)
