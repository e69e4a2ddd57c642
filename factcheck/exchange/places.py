"""Where a row's words stand: in an article that is here, or else only as the row says."""

from functools import lru_cache
from typing import NamedTuple

from factcheck.errors import Refused
from factcheck.exchange.rows import Cited
from factcheck.identity import ARTICLE, handle
from factcheck.store.articles import ArticleRow, article_row, key_of, lineage, text
from factcheck.store.events import canonical
from factcheck.store.transaction import Session

_ARTICLES = 10_000
_TEXTS = 4


class Place(NamedTuple):
    """A quote in an article that is here, with the keys of the article and of all that it revises."""

    article: str
    quote: str
    start: int
    line: tuple[int, ...]


class Places:
    """The articles that one file speaks of."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._article = lru_cache(_ARTICLES)(self._find)
        self._text = lru_cache(_TEXTS)(lambda key: text(session, key))

    def of(self, cited: Cited) -> Place | None:
        """Where the quote stands; None where the article is not here, or nothing is quoted from it.

        Raises:
            Refused: the article is here and is another one than the row says, or does not hold the quote.

        """
        if cited.article is None or cited.quote is None or (found := self._article(cited.article)) is None:
            return None
        row, line = found
        for name in ("title", "url", "published"):
            said, held = getattr(cited, name), getattr(row, name) or None
            if said is not None and said != held:
                raise Refused(
                    f"{name} is {said!r}, but {handle(ARTICLE, row.id)} has {held!r}.", f"Mend it, or empty {name}."
                )
        body = self._text(row.id)
        start = cited.start if cited.start is not None and body.startswith(cited.quote, cited.start) else -1
        start = body.find(cited.quote) if start < 0 else start
        if start < 0:
            raise Refused(
                f"{handle(ARTICLE, row.id)} does not hold the quote.", "Copy it word for word, or empty article."
            )
        return Place(cited.article, cited.quote, start, line)

    def identity(self, cited: Cited) -> str | None:
        """What tells the article from others in a digest: its uid, else all that is said of it."""
        if cited.article is not None:
            return cited.article
        return _described(cited.publisher, cited.title, cited.url, cited.published)

    def _find(self, uid: str) -> tuple[ArticleRow, tuple[int, ...]] | None:
        key = key_of(self._session, uid)
        if key is None:
            return None
        return article_row(self._session, key), tuple(lineage(self._session, key))


@lru_cache(_ARTICLES)
def _described(*about: str | None) -> str | None:
    return canonical(about) if any(about) else None
