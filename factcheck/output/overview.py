"""The counts of a whole database, in every format."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.output import words
from factcheck.output.answer import write_one
from factcheck.output.claims import summary
from factcheck.output.listing import Line, Part, heading, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import UNVERIFIED

if TYPE_CHECKING:
    from factcheck.store.overview import Overview


def write_overview(
    counts: "Overview", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write the counts."""
    write_one(shape(counts), _lines(counts), format, out, terminal(out, width=width, color=color))


def shape(counts: "Overview") -> dict[str, Any]:
    """The counts as JSON."""
    return {
        "claims": counts.claims,
        "articles": counts.articles,
        "sources": counts.sources,
        "assessments": counts.assessments,
        "events": counts.events,
        "by_status": {str(word): number for word, number in counts.by_status},
        "by_state": {str(word): number for word, number in counts.by_state},
        "by_kind": {str(word): number for word, number in counts.by_kind},
        "by_flag": {str(word): number for word, number in counts.by_flag},
    }


def _lines(counts: "Overview") -> Iterator[Line]:
    totals = (
        words.counted(counts.claims, "claim"),
        words.counted(counts.articles, "article"),
        words.counted(counts.sources, "source"),
        words.counted(counts.assessments, "assessment"),
        words.counted(counts.events, "event"),
    )
    yield line(Part(totals[0], "strong"), f", {', '.join(totals[1:])}")
    yield line(summary({word: number for word, number in counts.by_status if word in UNVERIFIED}))
    yield from _counted("By status", counts.by_status, styled=True)
    yield from _counted("By state", counts.by_state)
    yield from _counted("By kind of speaker", counts.by_kind)
    yield from _counted("By flag", counts.by_flag)


def _counted(title: str, counts: Sequence[tuple[str, int]], *, styled: bool = False) -> Iterator[Line]:
    some = [(word, number) for word, number in counts if number]
    if not some:
        return
    yield line()
    yield heading(title)
    wide = max(len(str(number)) for _, number in some)
    for word, number in some:
        yield line(f"{number:>{wide}}  ", words.status(word) if styled else words.plain(word), indent=2)
