"""Finding articles: by handle, by identity, in lists, and one with its revisions and claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, func, select

from factcheck.errors import NotFound
from factcheck.identity import ARTICLE, handle, number
from factcheck.store import search
from factcheck.store.tables import anchor, article, attribution, claim, source
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as lists show it, without its text. `claims` counts those read from it that lists show."""

    id: int
    uid: str
    title: str | None
    publisher_id: int
    publisher: str
    url: str
    published: str | None
    lang: str | None
    author: str | None
    original_sha256: str | None
    archive_ref: str | None
    sha256: str
    sentences: int
    length: int
    revises_id: int | None
    claims: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article as `article show` gives it. `revised_by` are later revisions, oldest first.

    `gone` are listed claims that stood in an earlier revision, in words that are no longer in this text; `standing`
    counts those whose words are, whichever revision they were read from.
    """

    row: ArticleRow
    text: str
    revised_by: tuple[int, ...]
    gone: tuple[int, ...] = ()
    standing: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Where an attribution's words stand in an article."""

    attribution_uid: str
    claim_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The words of an attribution, and where they last stood: the article, start and end."""

    attribution_uid: str
    quote: str
    article_id: int
    start: int
    end: int


def articles(session: Session, *, publisher: Sequence[int] | None = None, limit: int | None = None) -> list[ArticleRow]:
    """The articles by handle, of one publisher if given."""
    query = _rows().order_by(article.c.id).limit(limit)
    if publisher is not None:
        query = query.where(source.c.id.in_(publisher))
    return [ArticleRow(*row) for row in session.connection().execute(query)]


def article_row(session: Session, given: str | int) -> ArticleRow:
    """The article with this handle or key.

    Raises:
        NotFound: there is none.

    """
    key = number(ARTICLE, given) if isinstance(given, str) else given
    row = session.connection().execute(_rows().where(article.c.id == key)).one_or_none()
    if row is None:
        raise NotFound(f"There is no article {handle(ARTICLE, key)}.", "List them: factcheck article list")
    return ArticleRow(*row)


def article_detail(session: Session, given: str | int) -> ArticleDetail:
    """The article with its text and the revisions of it.

    Raises:
        NotFound: there is none.

    """
    row = article_row(session, given)
    revisions = select(article.c.id).where(article.c.revises_id == row.id).order_by(article.c.id)
    connection = session.connection()
    later, gone = tuple(connection.scalars(revisions)), tuple(connection.scalars(_gone(row.id)))
    return ArticleDetail(row, text(session, row.id), later, gone, len(claims_in(session, row.id)))


def text(session: Session, key: int) -> str:
    """The article's text, exactly as it was decoded."""
    return str(session.connection().scalar(select(article.c.text).where(article.c.id == key)))


def best_articles(session: Session, typed: str, limit: int | None) -> list[ArticleRow]:
    """The articles that have all the words, best first."""
    return [article_row(session, key) for key in search.best(session.connection(), "article", typed, limit)]


def by_uid(session: Session, uid: str) -> int:
    """The key of the article with this uid, which is here."""
    return int(session.connection().scalars(select(article.c.id).where(article.c.uid == uid)).one())


def key_of(session: Session, uid: str) -> int | None:
    """The key of the article with this uid, None if it is not here."""
    return session.connection().scalar(select(article.c.id).where(article.c.uid == uid))


def by_url(session: Session, url: str) -> list[ArticleRow]:
    """The articles with this URL, oldest first."""
    query = _rows().where(article.c.url == url).order_by(article.c.id)
    return [ArticleRow(*row) for row in session.connection().execute(query)]


def by_text(session: Session, sha256: str) -> list[ArticleRow]:
    """The articles with this very text, oldest first."""
    query = _rows().where(article.c.sha256 == sha256).order_by(article.c.id)
    return [ArticleRow(*row) for row in session.connection().execute(query)]


def lineage(session: Session, key: int) -> list[int]:
    """The article and all that it revises, newest first."""
    line = [key]
    query = select(article.c.revises_id)
    while (before := session.connection().scalar(query.where(article.c.id == line[-1]))) is not None:
        line.append(before)
    return line


def quotes(session: Session, key: int) -> Iterator[Quote]:
    """Where quotes stand in this article: those read from it, and older ones anchored in it, by their start."""
    read = select(attribution.c.uid, attribution.c.claim_id, attribution.c.start, attribution.c.end).where(
        attribution.c.article_id == key
    )
    anchored = (
        select(attribution.c.uid, attribution.c.claim_id, anchor.c.start, anchor.c.end)
        .join(anchor, anchor.c.attribution_id == attribution.c.id)
        .where(anchor.c.article_id == key, anchor.c.start.is_not(None))
    )
    for row in session.connection().execute(read.union_all(anchored).order_by("start", "claim_id")):
        yield Quote(*row)


def standing(session: Session, line: Sequence[int]) -> Iterator[Standing]:
    """All attributions read from these revisions of an article, and the last of them in which their words stood."""
    stood = and_(anchor.c.article_id.in_(line), anchor.c.start.is_not(None))
    latest = select(anchor.c.attribution_id, func.max(anchor.c.article_id).label("article_id")).where(stood)
    last = latest.group_by(anchor.c.attribution_id).subquery()
    there = and_(anchor.c.attribution_id == last.c.attribution_id, anchor.c.article_id == last.c.article_id)
    query = (
        select(
            attribution.c.uid,
            attribution.c.quote,
            *(func.coalesce(anchor.c[name], attribution.c[name]) for name in ("article_id", "start", "end")),
        )
        .outerjoin(last, last.c.attribution_id == attribution.c.id)
        .outerjoin(anchor, there)
        .where(attribution.c.article_id.in_(line))
        .order_by(attribution.c.id)
    )
    for row in session.connection().execute(query).all():
        yield Standing(*row)


def revisions(session: Session, key: int) -> list[tuple[int, str]]:
    """The revisions of an article and of those, with their uids, oldest first."""
    found: list[tuple[int, str]] = []
    query = select(article.c.id, article.c.uid).order_by(article.c.id)
    waiting = [key]
    while waiting:
        some = session.connection().execute(query.where(article.c.revises_id.in_(waiting))).all()
        found += [(number, uid) for number, uid in some]
        waiting = [number for number, _ in some]
    return found


def claims_in(session: Session, key: int) -> list[int]:
    """The keys of the listed claims whose quotes stand in this article, in the order of the text."""
    listed = select(claim.c.id).where(claim.c.state.in_(LISTED))
    found = dict.fromkeys(quote.claim_id for quote in quotes(session, key))
    keep = set(session.connection().scalars(listed.where(claim.c.id.in_(_claims_of(key)))))
    return [one for one in found if one in keep]


_ABOUT: Final = ("url", "published", "lang", "author", "original_sha256", "archive_ref", "sha256", "sentences")


def _gone(key: int) -> Select[Any]:
    return (
        select(claim.c.id)
        .join(attribution, attribution.c.claim_id == claim.c.id)
        .join(anchor, anchor.c.attribution_id == attribution.c.id)
        .where(anchor.c.article_id == key, anchor.c.start.is_(None), claim.c.state.in_(LISTED))
        .distinct()
        .order_by(claim.c.id)
    )


def _claims_of(key: int) -> Select[Any]:
    anchored = select(anchor.c.attribution_id).where(anchor.c.article_id == key)
    return select(attribution.c.claim_id).where((attribution.c.article_id == key) | attribution.c.id.in_(anchored))


def _rows() -> Select[Any]:
    publisher = source.alias("publisher")
    counted = (
        select(func.count(claim.c.id.distinct()))
        .join(attribution, attribution.c.claim_id == claim.c.id)
        .where(and_(attribution.c.article_id == article.c.id, claim.c.state.in_(LISTED)))
        .correlate(article)
    )
    return (
        select(
            *(article.c[name] for name in ("id", "uid", "title")),
            source.c.id,
            source.c.name,
            *(article.c[name] for name in _ABOUT),
            func.length(article.c.text),
            article.c.revises_id,
            counted.scalar_subquery(),
            article.c.recorded_at,
        )
        .join(publisher, publisher.c.id == article.c.publisher_id)
        .join(source, source.c.id == func.coalesce(publisher.c.merged_into_id, publisher.c.id))
    )
