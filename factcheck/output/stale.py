"""What waits for somebody to look at it again, in every format: under a heading for each reason."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.identity import CLAIM, handle
from factcheck.output import claims, grounds, json, markdown, page, table, words
from factcheck.output.answer import WIDE, View, write_many
from factcheck.output.listing import Cell, Column, Listing, Part, cell, heading, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import Overdue

if TYPE_CHECKING:
    from factcheck.store.stale import StaleRow

COLUMNS: Final = f"{claims.COLUMNS},stale_why,stale_reason,stale_since,stale_due"
HEADINGS: Final[Mapping[str, str]] = {
    Overdue.EVIDENCE_CHANGED: "Verdicts whose evidence changed",
    Overdue.DUE: "Predictions past their due date",
    Overdue.NOT_CHECKED: "Unverified, longest unchecked first",
}
_COUNTED: Final[Mapping[Overdue, str]] = {
    Overdue.EVIDENCE_CHANGED: "with changed evidence",
    Overdue.DUE: "due",
    Overdue.NOT_CHECKED: "not checked",
}


def write_stale(
    rows: "Iterable[StaleRow]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write claims that wait.

    In the plain format the fields are id, why, the reason in words, status, the source's name, the text.
    """
    shown = terminal(out, width=width, color=color)
    if format not in {Format.TABLE, Format.MARKDOWN}:
        write_many(VIEW, rows, format, out, shown)
        return
    for at, (why, some) in enumerate(groupby(rows, key=lambda row: row.why)):
        out.write("\n" if at else "")
        if format is Format.MARKDOWN:
            out.write(f"## {HEADINGS[why]}\n\n")
            markdown.write(listing(some, WIDE), out)
        else:
            page.write([heading(HEADINGS[why]), line()], out, shown)
            table.write(listing(some, shown.width), out, shown)


def summary(counts: Mapping[Overdue, int]) -> str:
    """`12 stale: 2 with changed evidence, 10 not checked`."""
    total = sum(counts.values())
    several = ", ".join(f"{counts[why]} {_COUNTED[why]}" for why in Overdue if counts.get(why))
    return f"{total} stale: {several}" if total else "0 stale"


def write_count(counts: Mapping[Overdue, int], form: Format, out: TextIO) -> None:
    """A number alone on its line; as JSON, with the numbers by reason."""
    total = sum(counts.values())
    by_why = {"count": total, "by_why": {str(why): counts[why] for why in Overdue if why in counts}}
    if form is Format.JSON:
        json.write_object(by_why, out)
    elif form is Format.JSONL:
        json.write_lines([by_why], out)
    else:
        out.write(f"{total}\n")


def reason(row: "StaleRow") -> str:
    """Why it waits: `not checked for 41 days`, `due 2026-03-01`, `E2 withdrawn`."""
    match row.why:
        case Overdue.EVIDENCE_CHANGED:
            return grounds.sentences(row.shifts)
        case Overdue.DUE:
            return f"due {row.due}"
        case Overdue.NOT_CHECKED:
            return f"not checked for {words.counted(row.days or 0, 'day')}"


def shape(row: "StaleRow") -> dict[str, Any]:
    """The claim as lists give it, and why it waits."""
    about = {
        "why": row.why,
        "reason": reason(row),
        "since": stamp(row.since) if row.since else None,
        "due": row.due,
        "changes": [grounds.shape(one) for one in row.shifts],
    }
    return {**claims.shape(row.claim), "stale": about}


def fields(row: "StaleRow") -> Sequence[str]:
    """The plain row."""
    claim = row.claim
    return handle(CLAIM, claim.id), row.why, reason(row), claim.status, claim.source_name, claim.text


def listing(rows: "Iterable[StaleRow]", _width: int) -> Listing:
    """What people see: why under the text."""
    columns = (Column("ID"), Column("Status", widest=13), Column("Claim", flexible=True))
    return Listing(columns, (_cells(row) for row in rows))


def _cells(row: "StaleRow") -> tuple[Cell, ...]:
    claim = row.claim
    said_by = line(Part("— ", "dim"), claim.source_name, Part(f" ({words.plain(claim.source_kind)})", "dim"))
    text = (line(claim.text), said_by, line(Part(reason(row), "warning")))
    return cell(Part(handle(CLAIM, claim.id), "id")), claims.state(claim), text


VIEW: Final = View(shape, COLUMNS, fields, listing)
