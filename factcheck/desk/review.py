"""One draft as a person has to see it to decide: in its sentence with the neighbours, with who says it and how."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading.segment import sentences
from factcheck.store import articles
from factcheck.store.articles import ArticleRow, article_row
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.details import detail
from factcheck.store.drafts import before
from factcheck.store.parties import SourceRef
from factcheck.store.sources import by_id
from factcheck.store.transaction import Session

_WINDOW: Final = 4000
"""Code points on either side of a quote among which its neighbours are looked for, so that a book takes no longer."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with the rest of its sentence on both sides, and the sentences before and behind that."""

    before: str
    lead: str
    quote: str
    rest: str
    after: str


@dataclass(frozen=True, slots=True)
class Look:
    """A claim with its first attribution; `more` counts the others. `previous` is what it could be joined with."""

    claim: ClaimRow
    chain: tuple[SourceRef, ...]
    named: bool
    more: int
    engine: str | None
    article: ArticleRow | None
    context: Context | None
    previous: ClaimRow | None


def look(session: Session, number: int) -> Look:
    """What there is to see of a claim.

    Raises:
        NotFound: there is no such claim.

    """
    found = detail(session, number)
    claim, first = found.row, found.attributions[0]
    article = context = previous = None
    if first.article_id is not None and first.start is not None and first.end is not None:
        article = article_row(session, first.article_id)
        context = in_context(articles.text(session, article.id), first.start, first.end)
        earlier = before(session, number, article.id, first.start)
        previous = rows(session, [earlier])[0] if earlier is not None else None
    named = by_id(session, claim.source_id).named
    return Look(claim, first.chain, named, len(found.attributions) - 1, found.engine, article, context, previous)


def in_context(text: str, start: int, end: int) -> Context:
    """The words from `start` to `end` among their sentences."""
    offset = max(start - _WINDOW, 0)
    window = text[offset : end + _WINDOW]
    first, last = start - offset, end - offset
    spans = sentences(window)
    of_quote = [at for at, span in enumerate(spans) if span.start < last and span.end > first]
    if not of_quote:  # nothing but white space or signs was quoted
        return Context("", "", window[first:last], "", "")
    opening, closing = spans[of_quote[0]], spans[of_quote[-1]]
    return Context(
        before=spans[of_quote[0] - 1].of(window) if of_quote[0] > 0 else "",
        lead=window[opening.start : first],
        quote=window[first:last],
        rest=window[last : closing.end],
        after=spans[of_quote[-1] + 1].of(window) if of_quote[-1] + 1 < len(spans) else "",
    )
