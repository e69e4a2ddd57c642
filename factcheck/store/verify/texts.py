"""Whether every article's text is the one that was stored, and what was read from it stands where it should."""

import hashlib
import json
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection

from factcheck.identity import ARTICLE, ATTRIBUTION, handle
from factcheck.store import driver
from factcheck.store.spans import is_anchored, misplaced
from factcheck.store.verify.report import Found, Tally

_CHANGED: Final = "Restore a backup: a text never changes, a changed one is a new article."
_MOVED: Final = "Restore a backup: what is read from a text stays where it was found."
_TEXTS: Final = "SELECT id, uid, text, sha256 FROM article ORDER BY id"
_PLACED: Final = """
    SELECT article_id, id, uid, quote, start, "end", cue, cue_start, cue_end, source_start, source_end, content
    FROM attribution WHERE article_id IS NOT NULL ORDER BY article_id
"""
_ANCHORED: Final = """
    SELECT a.article_id, t.id, t.uid, t.quote, a.start, a."end"
    FROM anchor AS a JOIN attribution AS t ON t.id = a.attribution_id ORDER BY a.article_id
"""
_MANY: Final = 1000
_FEW: Final = 20
"""Whole texts that are in memory at a time."""
Row = tuple[Any, ...]


def check_texts(connection: Connection, tally: Tally) -> None:
    """Check each article's digest, and the quote, cue and places of everything that was read from it or anchored in it.

    Raises:
        Found: a text was changed, or words do not stand where they should.

    """
    with ExitStack() as stack:
        texts, placed, anchored = (
            stack.enter_context(closing(_rows(connection, query, many)))
            for query, many in ((_TEXTS, _FEW), (_PLACED, _MANY), (_ANCHORED, _MANY))
        )
        placed_in, anchored_in = _pages(placed), _pages(anchored)
        for where, its, text, digest in texts:
            tally.add(1)
            if hashlib.sha256(text.encode()).hexdigest() != digest:
                raise Found(handle(ARTICLE, where), its, "Its text is not the one that its digest is of.", _CHANGED)
            for row in placed_in(where):
                _insist(row, _wrong(row, text))
                tally.add(1)
            for row in anchored_in(where):
                *_, quote, start, end = row
                there = start is None or is_anchored(text, quote, start, end)
                _insist(row, None if there else "Its quote does not stand where it is anchored")
                tally.add(1)


def _rows(connection: Connection, query: str, many: int) -> Generator[Row]:
    for some in driver.stream(connection, query, many):
        yield from some


def _pages(rows: Iterator[Row]) -> Callable[[int], Iterator[Row]]:
    """Give the rows of one article after the other, who have to be asked for in the order of their numbers."""
    pages = groupby(rows, itemgetter(0))
    page = next(pages, None)

    def of(number: int) -> Iterator[Row]:
        nonlocal page
        while page is not None and page[0] < number:
            page = next(pages, None)
        if page is not None and page[0] == number:
            yield from page[1]

    return of


def _wrong(row: Row, text: str) -> str | None:
    """What is wrong with what was read from a text; None if nothing is."""
    *_, quote, start, end, cue, cue_start, cue_end, source_start, source_end, content = row
    cue_span = (cue_start, cue_end) if cue_start is not None else None
    speaker = (source_start, source_end) if source_start is not None else None
    pieces = json.loads(content) if content else []
    return misplaced(text, (quote, start, end), (cue, cue_span), [speaker, *pieces])


def _insist(row: Row, wrong: str | None) -> None:
    if wrong is not None:
        where, number, uid = row[:3]
        raise Found(handle(ATTRIBUTION, number), uid, f"{wrong} in {handle(ARTICLE, where)}.", _MOVED)
