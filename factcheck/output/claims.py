"""Claims in every format."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.identity import ARTICLE, CLAIM, SOURCE, handle
from factcheck.output import words
from factcheck.output.answer import WIDE, View, write_many
from factcheck.output.listing import Cell, Column, Listing, Part, cell, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import Flag, State, Status

if TYPE_CHECKING:
    from factcheck.store.claims import ClaimRow

COLUMNS: Final = (
    "id,uid,text,status,credibility,confidence,draft,flags,tags,article_id,article_title,quote,start,end,source_id,"
    "source_name,source_kind,source_reliability,cue,stance,modality,voice,said_on,recorded_at,assessed_at,version"
)


def write_claims(
    rows: "Iterable[ClaimRow]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write claims.

    In the plain format the fields are id, status, `draft`, `overridden` or `-`, the source's kind, its name, the text.
    """
    write_many(VIEW, rows, format, out, terminal(out, width=width, color=color))


def summary(counts: Mapping[Status, int], what: str = "unverified") -> str:
    """`16 unverified: 14 unchecked, 2 in review`."""
    total = sum(counts.values())
    named = what.removesuffix("s") if total == 1 else what
    return f"{total} {named}: {words.by_status(counts)}" if total else f"0 {what}"


def shape(row: "ClaimRow") -> dict[str, Any]:
    """The claim as scripts rely on it."""
    article = None
    if row.article_id is not None:
        article = {"id": handle(ARTICLE, row.article_id), "title": row.article_title}
    return {
        "id": handle(CLAIM, row.id),
        "uid": row.uid,
        "text": row.text,
        "status": row.status,
        "credibility": row.credibility,
        "confidence": row.confidence,
        "draft": row.state == State.DRAFT,
        "flags": list(row.flags),
        "tags": list(row.tags),
        "article": article,
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
        "source": {
            "id": handle(SOURCE, row.source_id),
            "name": row.source_name,
            "kind": row.source_kind,
            "reliability": row.reliability,
        },
        "cue": row.cue,
        "stance": row.stance,
        "modality": row.modality,
        "voice": row.voice,
        "said_on": row.said_on,
        "recorded_at": stamp(row.recorded_at),
        "assessed_at": stamp(row.assessed_at) if row.assessed_at else None,
        "version": row.version,
    }


def fields(row: "ClaimRow") -> Sequence[str]:
    """The plain row; the third field also tells a rejected or superseded claim."""
    state = Flag.OVERRIDDEN if Flag.OVERRIDDEN in row.flags else ""
    state = row.state if row.state != State.ACCEPTED else state
    return handle(CLAIM, row.id), row.status, state, row.source_kind, row.source_name, row.text


def listing(rows: "Iterable[ClaimRow]", width: int) -> Listing:
    """What people see: a column for everything, or who said it under the text."""
    head = (Column("ID"), Column("Status", widest=13), Column("Claim", flexible=True))
    if width >= WIDE:
        more = (Column("Said by", flexible=True, widest=20), Column("How", flexible=True, widest=12))
        flags = Column("Flags", flexible=True, widest=16)
        return Listing((*head, *more, flags), (_wide(row) for row in rows))
    return Listing(head, (_narrow(row) for row in rows))


def state(row: "ClaimRow") -> Cell:
    """The status, and under it what has to stand beside it."""
    mark = words.marks(row.state, row.flags)
    return (line(words.status(row.status)), *cell(Part(mark, "dim"))) if mark else cell(words.status(row.status))


def _wide(row: "ClaimRow") -> tuple[Cell, ...]:
    kind = Part(f"({words.plain(row.source_kind)})", "dim")
    said_by = (line(row.source_name), line(kind), *([line(words.group(row.group))] if row.group else []))
    how = words.how(row.stance, row.modality)
    return cell(Part(handle(CLAIM, row.id), "id")), state(row), cell(row.text), said_by, cell(how), cell(_flags(row))


def _narrow(row: "ClaimRow") -> tuple[Cell, ...]:
    together = words.group(row.group) if row.group else ""
    rest = [together, words.how(row.stance, row.modality), _flags(row)]
    about = Part("".join((f" ({words.plain(row.source_kind)})", *(f" · {one}" for one in rest if one))), "dim")
    text = (line(row.text), line(Part("— ", "dim"), row.source_name, about))
    return cell(Part(handle(CLAIM, row.id), "id")), state(row), text


def _flags(row: "ClaimRow") -> str:
    return ", ".join(words.plain(flag) for flag in row.flags if flag not in _MARKED)


_MARKED: Final = (Flag.DRAFT, Flag.OVERRIDDEN)
"""Flags that stand beside the status."""
VIEW: Final = View(shape, COLUMNS, fields, listing)
