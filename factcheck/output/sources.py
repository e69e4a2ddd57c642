"""Sources in every format."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.identity import CLAIM, EVIDENCE, SOURCE, handle
from factcheck.output import words
from factcheck.output.answer import WIDE, View, write_many, write_one
from factcheck.output.listing import Cell, Column, Line, Listing, Part, about, cell, dated, heading, line, title
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.lookalikes import Lookalike
    from factcheck.store.record import Record
    from factcheck.store.sources import SourceDetail, SourceRow

COLUMNS: Final = (
    "id,uid,name,kind,named,reliability,owner_id,owner_name,wire_group,claims,recorded_at,version,lookalikes"
)


def write_sources(
    rows: "Iterable[SourceRow]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write sources; in the plain format as id, kind, grade or `-`, `named` or `-`, number of claims, name."""
    write_many(VIEW, rows, format, out, terminal(out, width=width, color=color))


def write_source(
    detail: "SourceDetail", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write everything about one source, and what became of what it said."""
    lines = chain(_lines(detail), _over_time(detail.record), _resting(detail))
    write_one(detail_shape(detail), lines, format, out, terminal(out, width=width, color=color))


def shape(row: "SourceRow") -> dict[str, Any]:
    """The source as JSON; `claims` counts those that it is the speaker of, `lookalikes` are other sources' handles."""
    owner = None if row.owner_id is None else {"id": handle(SOURCE, row.owner_id), "name": row.owner_name}
    return {
        "id": handle(SOURCE, row.id),
        "uid": row.uid,
        "name": row.name,
        "kind": row.kind,
        "named": row.named,
        "reliability": row.reliability,
        "owner": owner,
        "wire_group": row.wire_group,
        "claims": row.claims,
        "recorded_at": stamp(row.recorded_at),
        "version": row.version,
        "lookalikes": list(dict.fromkeys(handle(SOURCE, one.other_id) for one in row.lookalikes)),
    }


def detail_shape(detail: "SourceDetail") -> dict[str, Any]:
    """The source with its other names, what was merged into it, its grades (oldest first) and its record.

    `resting` are the verdicts that rest on it, with the items through which they do.
    """
    return {
        **shape(detail.row),
        "aliases": list(detail.aliases),
        "merged": [{"id": handle(SOURCE, number), "name": name} for number, name in detail.merged],
        "grades": [
            {
                "reliability": grade.reliability,
                "reason": grade.reason,
                "by": grade.by,
                "recorded_at": stamp(grade.recorded_at),
            }
            for grade in detail.grades
        ],
        "by_status": {str(status): count for status, count in detail.by_status},
        "over_time": [{"when": when, "by_status": dict(counts)} for when, counts in detail.record.over_time],
        "resting": [
            {
                "claim": {"id": handle(CLAIM, one.claim_id), "text": one.text, "status": one.status},
                "evidence": [handle(EVIDENCE, item) for item in one.items],
                "evidence_changed": one.changed,
            }
            for one in detail.record.resting
        ],
    }


def fields(row: "SourceRow") -> Sequence[str]:
    """The plain row."""
    named = "named" if row.named else ""
    return handle(SOURCE, row.id), row.kind, row.reliability or "", named, str(row.claims), row.name


def listing(rows: "Iterable[SourceRow]", width: int) -> Listing:
    """What people see; under the name stand its lookalikes, and its owner where there is no room for a column."""
    wide = width >= WIDE
    head = (Column("ID"), Column("Name", flexible=True), Column("Kind"), Column("Grade"), Column("Claims", number=True))
    owner = (Column("Owner", flexible=True, widest=30),) if wide else ()
    return Listing((*head, *owner), (_cells(row, wide=wide) for row in rows))


def _cells(row: "SourceRow", *, wide: bool) -> tuple[Cell, ...]:
    unnamed = () if row.named else (Part(" (unnamed)", "dim"),)
    owned = (line(Part(f"owned by {row.owner_name}", "dim")),) if row.owner_name and not wide else ()
    alike = (line(Part(f"looks like {_other(one)}", "warning")) for one in row.lookalikes)
    name = (line(row.name, *unnamed), *owned, *alike)
    owner = (cell(row.owner_name or ""),) if wide else ()
    number = Part(handle(SOURCE, row.id), "id")
    return cell(number), name, cell(words.plain(row.kind)), cell(row.reliability or "-"), cell(str(row.claims)), *owner


def _other(one: "Lookalike") -> str:
    return f"{one.other_name} ({handle(SOURCE, one.other_id)})"


def _lines(detail: "SourceDetail") -> Iterator[Line]:
    row = detail.row
    yield title(handle(SOURCE, row.id), row.name)
    yield line()
    named = "named" if row.named else "unnamed: never a known origin"
    yield about("kind", words.plain(row.kind), f", {named}")
    yield about("grade", words.reliability(row.reliability))
    if row.owner_id is not None:
        yield about("owner", f"{row.owner_name} ({handle(SOURCE, row.owner_id)})")
    if row.wire_group:
        yield about("wire group", row.wire_group)
    if detail.aliases:
        yield about("other names", ", ".join(detail.aliases))
    for one in row.lookalikes:
        own = "" if one.name == row.name else f"{one.name}: "
        yield about("looks like", Part(f"{own}{_other(one)}", "warning"), f": one has {one.letter}")
    if detail.merged:
        yield about("merged", ", ".join(f"{name} ({handle(SOURCE, number)})" for number, name in detail.merged))
    counts = words.by_status(dict(detail.by_status))
    yield about("claims", f"{row.claims}: {counts}" if counts else str(row.claims))
    yield about("recorded", words.moment(row.recorded_at))
    if detail.grades:
        yield line()
        yield heading("Grades")
    for grade in detail.grades:
        said = f"{words.reliability(grade.reliability)}: {grade.reason}"
        yield dated(words.moment(grade.recorded_at), Part(f"{grade.by}  ", "dim"), said)


def _over_time(record: "Record") -> Iterator[Line]:
    if record.over_time:
        yield line()
        yield heading("Claims over time")
    for when, counts in record.over_time:
        yield dated(f"{when:7}", words.by_status(dict(counts)))


def _resting(detail: "SourceDetail") -> Iterator[Line]:
    number, record = detail.row.id, detail.record
    if record.resting:
        yield line()
        yield heading(f"{words.counted(len(record.resting), 'verdict rests', 'verdicts rest')} on it")
    for one in record.resting[:_MOST]:
        items = ", ".join(handle(EVIDENCE, item) for item in one.items)
        changed = (Part("  evidence changed since", "warning"),) if one.changed else ()
        parts = (words.status(one.status), f"  {one.text} ", Part(f"({items})", "dim"), *changed)
        yield dated(handle(CLAIM, one.claim_id), *parts)
    if len(record.resting) > _MOST:
        more = (
            f"... and {len(record.resting) - _MOST} more: factcheck source show {handle(SOURCE, number)} --format json"
        )
        yield line(Part(more, "dim"), indent=2)


_MOST: Final = 100
VIEW: Final = View(shape, COLUMNS, fields, listing)
