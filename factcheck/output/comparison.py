"""What changed between two revisions of an article, in every format; people see both wordings side by side."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck import typography
from factcheck.dates import stamp
from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, SOURCE, handle
from factcheck.output import csv, json, markdown, page, plain, table, words
from factcheck.output.listing import Cell, Column, Line, Listing, Part, about, line, title
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import Edit, Rewriting, State

if TYPE_CHECKING:
    from factcheck.desk.comparison import Change, Comparison, Side
    from factcheck.store.articles import ArticleRow

_SIDE: Final = (
    "claim",
    *("attribution", "text", "status", "credibility", "draft", "flags", "quote", "start", "end"),
    *("source_id", "source_name", "source_kind", "cue", "stance", "modality", "voice", "said_on"),
)
COLUMNS: Final = ",".join(
    [
        "change",
        "edits",
        "hedges_lost",
        "hedges_gained",
        *(f"{side}_{name}" for side in ("old", "new") for name in _SIDE),
    ]
)
EDITS: Final = {
    Edit.HEDGE_LOST: "hedge lost",
    Edit.HEDGE_GAINED: "hedge gained",
    Edit.OTHER_SOURCE: "other source",
    Edit.OTHER_STANCE: "other stance",
    Edit.OTHER_MODALITY: "other modality",
    Edit.OTHER_CUE: "other cue",
    Edit.OTHER_DATE: "other date",
    Edit.QUOTATION_LOST: "quotation marks lost",
    Edit.QUOTATION_GAINED: "quotation marks gained",
    Edit.REWORDED: "reworded",
    Edit.EXTENDED: "more around it",
}
_NOTHING: Final = {
    Rewriting.NONE: "Nothing changed: the text is the same again.",
    Rewriting.TYPOGRAPHY: "Nothing changed but white space and typography.",
    Rewriting.ORDER: "Nothing changed but the order of the sentences.",
    Rewriting.WORDS: "Nothing changed in what is claimed; the text has other words elsewhere.",
}


def write_comparison(
    found: "Comparison", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write what changed: one object as JSON, else one row per change.

    In the plain format the fields are `changed`, `gone` or `new`, the claim before and its status, the claim now, the
    edits, the words before, the words now.
    """
    match format:
        case Format.JSON:
            json.write_object(shape(found), out)
        case Format.JSONL:
            json.write_lines(map(change_shape, found.changes), out)
        case Format.CSV:
            csv.write(COLUMNS, map(change_shape, found.changes), out)
        case Format.PLAIN:
            plain.write(map(_fields, found.changes), out)
        case Format.MARKDOWN:
            markdown.write(_listing(found), out)
        case Format.TABLE:
            shown = terminal(out, width=width, color=color)
            page.write(_head(found), out, shown)
            if found.changes:
                out.write("\n")
                table.write(_listing(found), out, shown)


def shape(found: "Comparison") -> dict[str, Any]:
    """The comparison as scripts rely on it."""
    return {
        "old": _article(found.old),
        "new": _article(found.new),
        "rewriting": found.rewriting,
        "kept": found.kept,
        "changes": [change_shape(one) for one in found.changes],
    }


def change_shape(one: "Change") -> dict[str, Any]:
    """One change. `old` is null of what is new, `new` of what is gone."""
    return {
        "change": _kind(one),
        "edits": list(one.edited.edits),
        "hedges": {"lost": list(one.edited.lost), "gained": list(one.edited.gained)},
        "old": _side_shape(one.old) if one.old else None,
        "new": _side_shape(one.new) if one.new else None,
    }


def _kind(one: "Change") -> str:
    if one.old and one.new:
        return "changed"
    return "gone" if one.old else "new"


def _article(row: "ArticleRow") -> dict[str, Any]:
    return {
        "id": handle(ARTICLE, row.id),
        "title": row.title,
        "url": row.url or None,
        "published": row.published,
        "sha256": row.sha256,
        "recorded_at": stamp(row.recorded_at),
    }


def _side_shape(side: "Side") -> dict[str, Any]:
    claim, put = side.claim, side.placed
    return {
        "claim": handle(CLAIM, claim.id),
        "attribution": handle(ATTRIBUTION, put.id),
        "text": claim.text,
        "status": claim.status,
        "credibility": claim.credibility,
        "draft": claim.state is State.DRAFT,
        "flags": list(claim.flags),
        "quote": side.quote,
        "start": put.start,
        "end": put.end,
        "source": {"id": handle(SOURCE, put.source.id), "name": put.source.name, "kind": put.source.kind},
        "cue": put.cue,
        "stance": put.stance,
        "modality": put.modality,
        "voice": put.voice,
        "said_on": put.said_on,
    }


def _fields(one: "Change") -> Sequence[str]:
    old, new = one.old, one.new
    return (
        _kind(one),
        handle(CLAIM, old.claim.id) if old else "",
        old.claim.status if old else "",
        handle(CLAIM, new.claim.id) if new else "",
        ",".join(one.edited.edits),
        old.quote if old else "",
        new.quote if new else "",
    )


def _head(found: "Comparison") -> Iterator[Line]:
    old, new = handle(ARTICLE, found.old.id), handle(ARTICLE, found.new.id)
    yield title(f"{old} → {new}", found.new.title or "(no title)")
    yield line()
    for key, row in ((old, found.old), (new, found.new)):
        yield about(key, f"recorded {words.moment(row.recorded_at)}")
    if found.old.title != found.new.title:
        yield about("title", f"{_titled(found.old)} → {_titled(found.new)}")
    kinds = [_kind(one) for one in found.changes]
    if kinds:
        counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("changed", "gone", "new") if kind in kinds)
        yield about("claims", f"{counts}; {found.kept} unchanged")
    else:
        yield about("claims", _NOTHING[found.rewriting])


def _titled(row: "ArticleRow") -> str:
    return words.quoted(row.title) if row.title else "no title"


def _listing(found: "Comparison") -> Listing:
    columns = (
        Column("Change", flexible=True, widest=16),
        Column(handle(ARTICLE, found.old.id), flexible=True),
        Column(handle(ARTICLE, found.new.id), flexible=True),
    )
    return Listing(columns, map(_cells, found.changes))


def _cells(one: "Change") -> tuple[Cell, ...]:
    was, now = (side.quote if side else "" for side in (one.old, one.new))
    return (
        tuple(_what(one)),
        _side(one.old, now, gone=Edit.EXTENDED not in one.edited.edits),
        _side(one.new, was),
    )


def _what(one: "Change") -> Iterator[Line]:
    if not one.edited.edits:
        yield line(Part(_kind(one), "strong"))
    for edit in one.edited.edits:
        about_it = {Edit.HEDGE_LOST: one.edited.lost, Edit.HEDGE_GAINED: one.edited.gained}.get(edit, ())
        named = f": {', '.join(map(words.quoted, about_it))}" if about_it else ""
        yield line(Part(EDITS[edit], "warning" if edit is Edit.HEDGE_LOST else "strong"), named)


def _side(side: "Side | None", other: str, *, gone: bool = False) -> Cell:
    """The claim's status, its words with those that the other side has not, and who says it how.

    What a person accepted or judged is said to have lost its words; what it was reworded to stands there, too.
    """
    if side is None:
        return ()
    claim, put = side.claim, side.placed
    decided = claim.state is State.ACCEPTED
    mark = words.marks(claim.state, claim.flags)
    told = f"{f' {mark}' if mark else ''}{': its words are gone' if gone and decided else ''}"
    status = line(Part(f"{handle(CLAIM, claim.id)} ", "id"), words.status(claim.status), Part(told, "dim"))
    reworded = decided and not _within(claim.text, side.quote)
    how = words.how(put.stance, put.modality)
    said_by = line(Part("— ", "dim"), put.source.name, Part(f" · {how}" if how else "", "dim"))
    own = (line(claim.text),) if reworded else ()
    return status, *own, line(*_marked(side.quote, other)), said_by


def _within(text: str, quote: str) -> bool:
    """Whether the claim is worded as the quote is."""
    whole, part = (" ".join(typography.words(one).words).casefold() for one in (quote, text))
    return part in whole


def _marked(quote: str, other: str) -> Iterator[Part]:
    """The quote; words that the other one lacks stand out, if there is another."""
    quote = " ".join(quote.split())
    mine, its = typography.words(quote), typography.words(other)
    at = 0
    if its.words:
        compared = SequenceMatcher(None, mine.words, its.words, autojunk=False)
        for tag, first, last, _, _ in compared.get_opcodes():
            if tag in {"replace", "delete"}:
                start, end = mine.starts[first], mine.ends[last - 1]
                yield Part(quote[at:start])
                yield Part(quote[start:end], "quote")
                at = end
    yield Part(quote[at:])
