"""Whether every article's text is the one that was stored, and what was read from it stands where it should."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, CursorResult, Row, Select, select

from factcheck.identity import ARTICLE, ATTRIBUTION, handle
from factcheck.store.spans import is_anchored, misplaced
from factcheck.store.tables import anchor, article, attribution
from factcheck.store.verify.report import Found, Tally

_TEXTS: Final = 20
_PLACES: Final = 1000
_CHANGED: Final = "Restore a backup: a text never changes, a changed one is a new article."
_MOVED: Final = "Restore a backup: what is read from a text stays where it was found."


def check_texts(connection: Connection, tally: Tally) -> None:
    """Check each article's digest, and the quote, cue and places of everything that was read from it or anchored in it.

    Raises:
        Found: a text was changed, or words do not stand where they should.

    """
    said = select(attribution).where(attribution.c.article_id.is_not(None)).order_by(attribution.c.article_id)
    anchored = (
        select(anchor, attribution.c.uid, attribution.c.quote)
        .join(attribution, attribution.c.id == anchor.c.attribution_id)
        .order_by(anchor.c.article_id)
    )
    texts = select(article.c.id, article.c.uid, article.c.text, article.c.sha256).order_by(article.c.id)
    with ExitStack() as stack:
        placed, moved = (_pages(stack.enter_context(_rows(connection, query, _PLACES))) for query in (said, anchored))
        for one in stack.enter_context(_rows(connection, texts, _TEXTS)):
            tally.add(1)
            if hashlib.sha256(one.text.encode()).hexdigest() != one.sha256:
                what = "Its text is not the one that its digest is of."
                raise Found(handle(ARTICLE, one.id), one.uid, what, _CHANGED)
            for row in placed(one.id):
                _insist(row.id, row.uid, _wrong(row, one.text), one.id)
                tally.add(1)
            for row in moved(one.id):
                there = row.start is None or is_anchored(one.text, row.quote, row.start, row.end)
                wrong = None if there else "Its quote does not stand where it is anchored"
                _insist(row.attribution_id, row.uid, wrong, one.id)
                tally.add(1)


def _rows(connection: Connection, query: Select[Any], many: int) -> CursorResult[Any]:
    return connection.execute(query, execution_options={"yield_per": many})


def _pages(rows: CursorResult[Any]) -> Callable[[int], Iterator[Row[Any]]]:
    """Give the rows of one article after the other, who have to be asked for in the order of their numbers."""
    pages = groupby(rows, attrgetter("article_id"))
    page = next(pages, None)

    def of(number: int) -> Iterator[Row[Any]]:
        nonlocal page
        while page is not None and page[0] < number:
            page = next(pages, None)
        if page is not None and page[0] == number:
            yield from page[1]

    return of


def _wrong(row: Row[Any], text: str) -> str | None:
    """What is wrong with what was read from a text; None if nothing is."""
    cue_span = (row.cue_start, row.cue_end) if row.cue_start is not None else None
    speaker = (row.source_start, row.source_end) if row.source_start is not None else None
    content = json.loads(row.content) if row.content else []
    return misplaced(text, (row.quote, row.start, row.end), (row.cue, cue_span), [speaker, *content])


def _insist(number: int, uid: str, wrong: str | None, where: int) -> None:
    if wrong is not None:
        raise Found(handle(ATTRIBUTION, number), uid, f"{wrong} in {handle(ARTICLE, where)}.", _MOVED)
