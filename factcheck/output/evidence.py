"""Evidence in every format."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.identity import ATTRIBUTION, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.output import words
from factcheck.output.answer import View, write_many
from factcheck.output.listing import Cell, Column, Line, Listing, Part, cell, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import DISOWNED, Bearing

if TYPE_CHECKING:
    from factcheck.store.evidence import EvidenceRow

COLUMNS: Final = (
    "id,uid,claim,bearing,direct,source_id,source_name,source_kind,source_reliability,attribution,said_check,"
    "origin_id,origin_name,url,file,sha256,archive_ref,quote,date,note,by,recorded_at,withdrawn_by,withdrawn_because,"
    "withdrawn_recorded_at"
)
_PLAIN: Final = ("url", "file", "sha256", "archive_ref", "quote", "date", "note", "by")
_STYLE: Final = {Bearing.SUPPORTS: "confirmed", Bearing.REFUTES: "refuted", Bearing.CONTEXT: "dim"}


def write_evidence(
    rows: "Iterable[EvidenceRow]",
    format: Format,
    out: TextIO,
    *,
    of: int | None = None,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Write items; in the plain format as id, bearing, `direct`, `withdrawn` or `-`, source, where it is, its words.

    Those that are not on the claim `of` say so to people.
    """
    view = View(shape, COLUMNS, fields, partial(listing, of=of))
    write_many(view, rows, format, out, terminal(out, width=width, color=color))


def shape(row: "EvidenceRow") -> dict[str, Any]:
    """The item as JSON. `origin` is the known origin that a gate counts, null where there is none."""
    source, origin = row.source, row.origin
    return {
        "id": handle(EVIDENCE, row.id),
        "uid": row.uid,
        "claim": handle(CLAIM, row.claim_id),
        "bearing": row.bearing,
        "direct": row.direct,
        "source": None
        if source is None
        else {
            "id": handle(SOURCE, source.id),
            "name": source.name,
            "kind": source.kind,
            "reliability": source.reliability,
        },
        "attribution": handle(ATTRIBUTION, row.attribution_id) if row.attribution_id is not None else None,
        "said_check": row.said_check,
        "origin": None if origin is None else {"id": handle(SOURCE, origin.id), "name": origin.name},
        **{name: getattr(row, name) for name in _PLAIN},
        "recorded_at": stamp(row.recorded_at),
        "withdrawn": None
        if row.withdrawn_at is None
        else {"by": row.withdrawn_by, "because": row.withdrawn_because, "recorded_at": stamp(row.withdrawn_at)},
    }


def fields(row: "EvidenceRow") -> Sequence[str]:
    """The plain row."""
    state = "withdrawn" if row.withdrawn_by is not None else "direct" if row.direct else ""
    where = row.url or row.file or row.archive_ref or ""
    source = row.source.name if row.source is not None else ""
    return handle(EVIDENCE, row.id), row.bearing, state, source, where, row.quote or row.note or ""


def listing(rows: "Iterable[EvidenceRow]", _width: int, *, of: int | None = None) -> Listing:
    """What people see: what it does, and under who says it all that is known of it."""
    cells = (_cells(row, of) for row in rows)
    return Listing((Column("ID"), Column("Bearing"), Column("Evidence", flexible=True)), cells)


def lines(rows: "Iterable[EvidenceRow]", of: int) -> Iterator[Line]:
    """The items as a part of a page."""
    for row in rows:
        number = handle(EVIDENCE, row.id)
        first, *rest = _about(row, of)
        indent = len(number) + 4
        yield Line((_bearing(row), Part(": "), *first.parts), indent, ((Part(f"  {number}", "id"),),))
        yield from (Line(one.parts, indent) for one in rest)


def _cells(row: "EvidenceRow", of: int | None) -> tuple[Cell, ...]:
    return cell(Part(handle(EVIDENCE, row.id), "id")), cell(_bearing(row)), tuple(_about(row, of))


def _bearing(row: "EvidenceRow") -> Part:
    style = "gone" if row.withdrawn_by is not None else _STYLE[row.bearing]
    return Part(f"{row.bearing}, direct" if row.direct else row.bearing, style)


def _about(row: "EvidenceRow", of: int | None) -> Iterator[Line]:
    """Who says it and when, its words, where it is, and what became of it."""
    yield line(*_speaker(row), Part(f", {row.date}" if row.date else "", "dim"))
    if row.quote:
        yield line(Part(words.quoted(" ".join(row.quote.split())), "quote"))
    if row.note:
        yield line(row.note)
    filed = f"{row.file} (SHA-256 {row.sha256})" if row.file else ""
    archived = f"archived at {row.archive_ref}" if row.archive_ref else ""
    for where in filter(None, (row.url, filed, archived)):
        yield line(Part(where, "dim"))
    if of is not None and row.claim_id != of:
        yield line(Part(words.of_same(row.claim_id), "dim"))
    if row.said_check in DISOWNED:
        yield line(Part(words.SAID[row.said_check], "warning"))
    if row.withdrawn_at is not None:
        when = words.moment(row.withdrawn_at)
        yield line(Part(f"withdrawn by {row.withdrawn_by} {when}: {row.withdrawn_because}", "warning"))


def _speaker(row: "EvidenceRow") -> Iterator[Part]:
    if row.source is None:
        yield Part("own observation" if row.direct else "source unknown", "" if row.direct else "dim")
        return
    yield Part(row.source.name, "strong")
    grade = f", {words.reliability(row.source.reliability)}" if row.source.reliability else ""
    said = f" in {handle(ATTRIBUTION, row.attribution_id)}" if row.attribution_id is not None else ""
    if row.origin is None:
        origin = "; no known origin"
    else:
        origin = f"; origin: {row.origin.name}" if row.origin.id != row.source.id else ""
    yield Part(f" ({words.plain(row.source.kind)}{grade}{origin}){said}", "dim")
