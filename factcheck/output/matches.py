"""Claims that may say the same, in every format: best first, with a score and why."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.identity import CLAIM, handle
from factcheck.output import claims, words
from factcheck.output.answer import View, write_many
from factcheck.output.listing import Cell, Column, Listing, Part, cell, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.desk.matches import Match

COLUMNS: Final = "claim_id,claim_uid,claim_text,claim_status,score,opposite,why"


def write_matches(
    found: "Iterable[Match]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write matches.

    In the plain format the fields are id, score, `opposite` or `-`, status, the source's name, the text.
    """
    write_many(VIEW, found, format, out, terminal(out, width=width, color=color))


def shape(one: "Match") -> dict[str, Any]:
    """The match as scripts rely on it."""
    return {"claim": claims.shape(one.claim), "score": one.score, "why": list(one.why), "opposite": one.opposite}


def fields(one: "Match") -> Sequence[str]:
    """The plain row."""
    claim, opposite = one.claim, "opposite" if one.opposite else ""
    return handle(CLAIM, claim.id), f"{one.score:.2f}", opposite, claim.status, claim.source_name, claim.text


def listing(found: "Iterable[Match]", _width: int) -> Listing:
    """What people see: why stands under the text."""
    columns = (Column("ID"), Column("Score", number=True), Column("Status", widest=13), Column("Claim", flexible=True))
    return Listing(columns, (_cells(one) for one in found))


def _cells(one: "Match") -> tuple[Cell, ...]:
    claim = one.claim
    said_by = line(Part("— ", "dim"), claim.source_name, Part(f" ({words.plain(claim.source_kind)})", "dim"))
    reasons = (
        line(Part(f"· {why}", "warning" if one.opposite and not at else "dim")) for at, why in enumerate(one.why)
    )
    text = (line(claim.text), said_by, *reasons)
    return cell(Part(handle(CLAIM, claim.id), "id")), cell(f"{one.score:.2f}"), claims.state(claim), text


VIEW: Final = View(shape, COLUMNS, fields, listing)
