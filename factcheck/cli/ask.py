"""The two ways in which a command reaches the database, from its options."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from factcheck.cli.parse import format_for
from factcheck.settings import Format, location, reading_place

if TYPE_CHECKING:
    from sqlmodel import Session


@contextmanager
def reading(db: str | None, *, written: bool = False) -> "Iterator[Session]":
    """A consistent view of the database that the options name, or of its standby.

    What was `written` just now, or is to be decided on, a standby may not have yet: that is read where it was written.
    """
    from factcheck.store.session import reading as open_reading

    with open_reading(location(db) if written else reading_place(db)) as session:
        yield session


@contextmanager
def writing(
    db: str | None,
    *,
    watch: Sequence[int] = (),
    expect: int | None = None,
    seen: Mapping[int, int] | None = None,
) -> "Iterator[Session]":
    """A transaction on the database that the options name."""
    from factcheck.store.session import writing as open_writing

    with open_writing(location(db), watch=watch, expect=expect, seen=seen) as session:
        yield session


def show_claims(db: str | None, numbers: Sequence[int], given: str | None) -> None:
    """Write these claims as they are after a change; nothing where there is none to show."""
    from factcheck.output.claims import write_claims
    from factcheck.store.claims import rows

    form = format_for(given)
    if numbers or form is not Format.PLAIN:
        with reading(db, written=True) as session:
            write_claims(rows(session, numbers), form, sys.stdout)
