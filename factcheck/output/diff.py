"""What changed between two moments, and why, in every format."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.output import history, words
from factcheck.output.answer import View, write_many
from factcheck.output.listing import Cell, Column, Line, Listing, Part, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.diff import Difference
    from factcheck.store.history import HistoryRow

COLUMNS: Final = "subject,uid,label,new,status,state,text,events"


def write_differences(
    found: "Iterable[Difference]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write what changed; in the plain format as subject, what came of it, label, and why each time."""
    write_many(VIEW, found, format, out, terminal(out, width=width, color=color))


def shape(one: "Difference") -> dict[str, Any]:
    """One subject as JSON: what came of it, and the events that led there."""
    return {
        "subject": one.subject,
        "uid": one.uid,
        "label": one.label,
        "new": one.new,
        "status": _pair(one.status),
        "state": _pair(one.state),
        "text": _pair(one.text),
        "events": [{**history.shape(event), "sentence": history.sentence(event)} for event in one.events],
    }


def fields(one: "Difference") -> Sequence[str]:
    """The plain row."""
    because = "; ".join(event.reason for event in one.events if event.reason)
    return one.subject, "; ".join(net(one)), one.label or "", because


def net(one: "Difference") -> list[str]:
    """What came of all events together: `new`, `unchecked → in review`."""
    found = ["new"] if one.new else []
    if one.status:
        found.append(" → ".join(map(words.plain, one.status)))
    if one.state:
        found.append(" → ".join(map(words.plain, one.state)))
    if one.text:
        found.append("reworded")
    return found or ["changed"]


def listing(found: "Iterable[Difference]", width: int) -> Listing:
    """What people see."""
    del width
    heads = (Column("ID"), Column("Change", flexible=True, widest=24), Column("What was done", flexible=True))
    return Listing(heads, map(_cells, found))


def _cells(one: "Difference") -> tuple[Cell, ...]:
    style = str(one.status[1]) if one.status else ""
    came = tuple(line(Part(text, style)) for text in net(one))
    done = (line(one.label or "", indent=0), *(_done(event) for event in one.events))
    return ((line(Part(one.subject, "id")),), came, done)


def _done(event: "HistoryRow") -> Line:
    why = f": {event.reason}" if event.reason else ""
    return line(Part(f"— {words.moment(event.recorded_at)} {event.by}: {history.sentence(event)}{why}", "dim"))


def _pair(pair: tuple[str, str] | None) -> dict[str, str] | None:
    return {"from": pair[0], "to": pair[1]} if pair else None


VIEW: Final = View(shape, COLUMNS, fields, listing)
