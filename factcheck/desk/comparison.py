"""Two revisions of an article side by side: which claims are gone, which are new, and which are put otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.desk.editions import Alignment, Edition
from factcheck.desk.edits import Edited
from factcheck.desk.revision import Editions
from factcheck.desk.rewording import found
from factcheck.errors import Refused, UsageProblem
from factcheck.identity import ARTICLE, handle
from factcheck.store import articles
from factcheck.store.articles import ArticleRow, article_row
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.transaction import Session
from factcheck.store.wordings import Placed, wordings
from factcheck.vocabulary import Rewriting


@dataclass(frozen=True, slots=True)
class Side:
    """A claim as one revision puts it; `quote` are the words there."""

    claim: ClaimRow
    placed: Placed
    quote: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. Without `new` the words of the claim are gone, without `old` the claim is new."""

    old: Side | None
    new: Side | None
    edited: Edited


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one revision to a later one, in the order of the later text; `kept` claims stand in both."""

    old: ArticleRow
    new: ArticleRow
    rewriting: Rewriting
    kept: int
    changes: tuple[Change, ...]


def compare(session: Session, first: int, second: int | None = None) -> Comparison:
    """Compare an article with the one that it revises, or two revisions of one article, whichever is named first.

    Raises:
        NotFound: there is no such article.
        UsageProblem: the two are one.
        Refused: the article revises none, or the two are not revisions of one article.

    """
    old, new = _ordered(session, article_row(session, first), second)
    editions = Editions(session)
    alignment = Alignment(editions[old.id], editions[new.id])
    before, after = wordings(session, old.id), wordings(session, new.id)
    claims = sorted({one.claim_id for one in (*before, *after)})
    known = {row.id: row for row in rows(session, claims)}
    changes = [
        Change(_side(one.old, alignment.old, known), _side(one.new, alignment.new, known), one.edited)
        for one in found(alignment, before, after)
    ]
    there = {one.id for one in after}
    kept = len({one.claim_id for one in before if one.id in there})
    return Comparison(old, new, _rewriting(alignment), kept, tuple(changes))


def _side(one: Placed | None, edition: Edition, known: Mapping[int, ClaimRow]) -> Side | None:
    return Side(known[one.claim_id], one, edition.text[one.start : one.end]) if one is not None else None


def _ordered(session: Session, article: ArticleRow, second: int | None) -> tuple[ArticleRow, ArticleRow]:
    key = handle(ARTICLE, article.id)
    if second is None:
        if article.revises_id is None:
            later = [handle(ARTICLE, number) for number, _ in articles.revisions(session, article.id)[:1]]
            raise Refused(
                f"{key} revises no other article, so there is nothing to compare it with.",
                f"{later[0]} revises it: factcheck article diff {later[0]}"
                if later
                else "A changed text becomes a revision where it is read with the same publisher and URL.",
            )
        return article_row(session, article.revises_id), article
    other = article_row(session, second)
    if other.id == article.id:
        raise UsageProblem(f"{key} is one article.", "Name two revisions, as factcheck article diff A1 A3.")
    if article.id in articles.lineage(session, other.id):
        return article, other
    if other.id in articles.lineage(session, article.id):
        return other, article
    raise Refused(
        f"{key} and {handle(ARTICLE, other.id)} are not revisions of one article.",
        f"See what an article revises: factcheck article show {key}",
    )


def _rewriting(alignment: Alignment) -> Rewriting:
    old, new = alignment.old, alignment.new
    if old.text == new.text:
        return Rewriting.NONE
    if old.words.words == new.words.words:
        return Rewriting.TYPOGRAPHY
    return Rewriting.ORDER if sorted(old.keys) == sorted(new.keys) else Rewriting.WORDS
