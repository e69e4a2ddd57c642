"""Articles in every format; one of them with its text and the claims read from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.identity import ARTICLE, CLAIM, SOURCE, handle
from factcheck.output import words
from factcheck.output.answer import WIDE, View, write_many, write_one
from factcheck.output.listing import Cell, Column, Line, Listing, Part, about, cell, line, title
from factcheck.output.margin import annotated
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.articles import ArticleDetail, ArticleRow, Quote
    from factcheck.store.claims import ClaimRow

COLUMNS: Final = (
    "id,uid,title,publisher_id,publisher_name,url,published,lang,author,original_sha256,archive_ref,sha256,sentences,length,"
    "revises,claims,recorded_at"
)


def write_articles(
    rows: "Iterable[ArticleRow]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write articles; in the plain format as id, date of publication or `-`, number of claims, publisher, title."""
    write_many(VIEW, rows, format, out, terminal(out, width=width, color=color))


def write_article(
    detail: "ArticleDetail",
    quotes: "Iterable[Quote]",
    claims: "Mapping[int, ClaimRow]",
    format: Format,
    out: TextIO,
    *,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Write one article; people see its text with each claim's handle in the margin. Claims not given are left out."""
    shown = [quote for quote in quotes if quote.claim_id in claims]
    write_one(
        detail_shape(detail, shown), _lines(detail, shown, claims), format, out, terminal(out, width=width, color=color)
    )


def shape(row: "ArticleRow") -> dict[str, Any]:
    """The article as JSON, without its text. `length` is in code points."""
    return {
        "id": handle(ARTICLE, row.id),
        "uid": row.uid,
        "title": row.title,
        "publisher": {"id": handle(SOURCE, row.publisher_id), "name": row.publisher},
        "url": row.url or None,
        "published": row.published,
        "lang": row.lang,
        "author": row.author,
        "original_sha256": row.original_sha256,
        "archive_ref": row.archive_ref,
        "sha256": row.sha256,
        "sentences": row.sentences,
        "length": row.length,
        "revises": handle(ARTICLE, row.revises_id) if row.revises_id is not None else None,
        "claims": row.claims,
        "recorded_at": stamp(row.recorded_at),
    }


def detail_shape(detail: "ArticleDetail", quotes: "Iterable[Quote]") -> dict[str, Any]:
    """The article with its text, later revisions, and where claims stand in the text; `gone` are those that stood.

    `claims` counts those read from this revision, `standing` all whose words are in it.
    """
    return {
        **shape(detail.row),
        "revised_by": [handle(ARTICLE, number) for number in detail.revised_by],
        "gone": [handle(CLAIM, number) for number in detail.gone],
        "standing": detail.standing,
        "text": detail.text,
        "quotes": [
            {
                "claim": handle(CLAIM, quote.claim_id),
                "attribution": quote.attribution_uid,
                "start": quote.start,
                "end": quote.end,
            }
            for quote in quotes
        ],
    }


def fields(row: "ArticleRow") -> Sequence[str]:
    """The plain row."""
    return handle(ARTICLE, row.id), row.published or "", str(row.claims), row.publisher, row.title or ""


def listing(rows: "Iterable[ArticleRow]", width: int) -> Listing:
    """What people see; the publisher and the date stand under the title where there is no room for columns."""
    wide = width >= WIDE
    head, tail = (Column("ID"), Column("Title", flexible=True)), Column("Claims", number=True)
    more = (Column("Publisher", flexible=True, widest=24), Column("Published"), Column("Lang")) if wide else ()
    return Listing((*head, *more, tail), (_cells(row, wide=wide) for row in rows))


def _cells(row: "ArticleRow", *, wide: bool) -> tuple[Cell, ...]:
    name: Cell = cell(row.title) if row.title else cell(Part("(no title)", "dim"))
    revises = () if row.revises_id is None else (line(Part(f"revises {handle(ARTICLE, row.revises_id)}", "dim")),)
    number, claims = cell(Part(handle(ARTICLE, row.id), "id")), cell(str(row.claims))
    if wide:
        return number, (*name, *revises), cell(row.publisher), cell(row.published or ""), cell(row.lang or ""), claims
    under = line(Part("— ", "dim"), row.publisher, Part(f" · {row.published}" if row.published else "", "dim"))
    return number, (*name, under, *revises), claims


def _lines(detail: "ArticleDetail", quotes: "Sequence[Quote]", claims: "Mapping[int, ClaimRow]") -> Iterator[Line]:
    row = detail.row
    yield title(handle(ARTICLE, row.id), row.title or "(no title)")
    yield line()
    yield about("publisher", f"{row.publisher} ({handle(SOURCE, row.publisher_id)})")
    for label, value in (
        ("author", row.author),
        ("url", row.url),
        ("published", row.published),
        ("archived", row.archive_ref),
        ("sha256", row.sha256),
        ("original", row.original_sha256),
    ):
        if value:
            yield about(label, value)
    if row.revises_id is not None:
        yield about("revises", handle(ARTICLE, row.revises_id))
    if detail.revised_by:
        yield about("revised by", ", ".join(handle(ARTICLE, one) for one in detail.revised_by))
    if detail.gone:
        gone = ", ".join(handle(CLAIM, one) for one in detail.gone)
        yield about("gone", gone, ": read from an earlier revision, in words that are not in this one")
    size = f"{words.counted(row.sentences, 'sentence')}, {words.counted(row.claims, 'claim')}"
    if (more := detail.standing - row.claims) > 0:
        size += f", {more} more from earlier revisions"
    yield about("text", size, f", recorded {words.moment(row.recorded_at)}")
    yield line()
    yield from annotated(detail.text, quotes, claims)


VIEW: Final = View(shape, COLUMNS, fields, listing)
