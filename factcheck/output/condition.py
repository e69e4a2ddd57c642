"""Where a database is and how it is, in every format."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.output import words
from factcheck.output.answer import write_one
from factcheck.output.listing import Line, Part, about, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.condition import Condition


_JOURNALS: Final = {"delete": "rollback journal", "wal": "WAL"}


def write_condition(
    condition: "Condition",
    format: Format,
    out: TextIO,
    *,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Write the database's condition."""
    write_one(shape(condition), _lines(condition), format, out, terminal(out, width=width, color=color))


def shape(condition: "Condition") -> dict[str, Any]:
    """The condition as JSON; `size` is in bytes."""
    return {
        "database": condition.place,
        "engine": condition.engine,
        "revision": condition.revision,
        "newest_revision": condition.newest_revision,
        "uid": condition.uid,
        "created_at": stamp(condition.created_at) if condition.created_at else None,
        "events": condition.events,
        "size": condition.size,
        "journal": condition.journal,
        "risk": condition.risk,
    }


def _lines(condition: "Condition") -> Iterator[Line]:
    yield line(Part(condition.place, "strong"))
    yield about("engine", condition.engine)
    if condition.revision is None:
        yield about("schema", "none yet: the first write creates it")
        return
    current = "current" if condition.revision == condition.newest_revision else f"newest is {condition.newest_revision}"
    yield about("schema", f"revision {condition.revision} ({current})")
    yield about("ledger", f"{condition.uid}, {words.counted(condition.events, 'event')}")
    if condition.created_at is not None:
        yield about("created", words.moment(condition.created_at))
    if condition.size is not None:
        yield about("size", f"{condition.size:,} bytes")
    if condition.journal is not None:
        yield about("journal", _JOURNALS.get(condition.journal, condition.journal))
    if condition.risk is not None:
        yield about("risk", condition.risk)
