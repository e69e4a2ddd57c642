"""What a search found, in every format: claims and articles, best first."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.output import articles, claims, csv, json, markdown, plain, table
from factcheck.output.answer import WIDE
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.articles import ArticleRow
    from factcheck.store.claims import ClaimRow

COLUMNS: Final = "id,uid,text,status,source_name,recorded_at"


def write_search(
    found: "Iterable[ClaimRow]",
    texts: "Iterable[ArticleRow]",
    format: Format,
    out: TextIO,
    *,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Write the claims found, then the articles; in the plain format as rows of claims, then rows of articles.

    As CSV, the text of an article is its title, and its source is its publisher.
    """
    rows, texts = list(found), list(texts)
    match format:
        case Format.JSON:
            json.write_object(shape(rows, texts), out)
        case Format.JSONL:
            json.write_lines([shape(rows, texts)], out)
        case Format.CSV:
            csv.write(COLUMNS, _records(rows, texts), out)
        case Format.PLAIN:
            plain.write(chain(map(claims.fields, rows), map(articles.fields, texts)), out)
        case Format.MARKDOWN | Format.TABLE:
            shown = terminal(out, width=width, color=color)
            room = WIDE if format is Format.MARKDOWN else shown.width
            listings = [claims.listing(rows, room)] if rows else []
            listings += [articles.listing(texts, room)] if texts else []
            for at, listing in enumerate(listings):
                out.write("\n" if at else "")
                if format is Format.MARKDOWN:
                    markdown.write(listing, out)
                else:
                    table.write(listing, out, shown)


def shape(rows: "Iterable[ClaimRow]", texts: "Iterable[ArticleRow]") -> dict[str, Any]:
    """What was found as scripts rely on it."""
    return {"claims": list(map(claims.shape, rows)), "articles": list(map(articles.shape, texts))}


def _records(rows: "Iterable[ClaimRow]", texts: "Iterable[ArticleRow]") -> Iterator[Mapping[str, Any]]:
    yield from map(claims.shape, rows)
    for one in map(articles.shape, texts):
        yield {**one, "text": one["title"], "source": one["publisher"]}
