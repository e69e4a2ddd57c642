"""The drafts that wait for a person, in the order in which they are read."""

from sqlalchemy import func, select

from factcheck.store.articles import article_row
from factcheck.store.conditions import said
from factcheck.store.judgements import never_assessed
from factcheck.store.tables import attribution, claim
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED, State


def waiting(session: Session, article: int | None = None) -> list[int]:
    """The drafts, of one article if given: article by article as the texts go, what has no article last.

    Raises:
        NotFound: there is no such article.

    """
    if article is not None:
        article_row(session, article)
    first = select(func.min(said.c.id)).where(said.c.claim_id == claim.c.id)
    if article is not None:
        first = first.where(said.c.article_id == article)
    query = (
        select(claim.c.id)
        .join(attribution, attribution.c.id == first.correlate(claim).scalar_subquery())
        .where(claim.c.state == State.DRAFT)
        .order_by(attribution.c.article_id.asc().nulls_last(), attribution.c.start.asc().nulls_last(), claim.c.id)
    )
    return list(session.connection().scalars(query))


def before(session: Session, number: int, article: int, start: int) -> int | None:
    """The claim in use, which nobody has assessed, whose quote comes right before this place in the article."""
    place = (attribution.c.start, attribution.c.claim_id)
    earlier = (place[0] < start) | ((place[0] == start) & (place[1] < number))
    query = (
        select(attribution.c.claim_id)
        .join(claim, claim.c.id == attribution.c.claim_id)
        .where(attribution.c.article_id == article, claim.c.state.in_(LISTED), claim.c.id != number, earlier)
        .where(never_assessed())
        .order_by(*(one.desc() for one in place))
        .limit(1)
    )
    return session.connection().scalar(query)
