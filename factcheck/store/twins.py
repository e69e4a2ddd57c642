"""Claims that a row or a person means again: by uid, or by digest."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from sqlalchemy import select

from factcheck.store import bulk
from factcheck.store.asof import View, view
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import claim
from factcheck.store.transaction import Session


def by_uid(session: Session, uids: Iterable[str]) -> dict[str, int]:
    """The keys of the claims with these uids, as far as they are here."""
    return bulk.numbers(session.connection(), claim, set(uids))


def by_digest(session: Session, digests: Collection[str]) -> dict[str, list[int]]:
    """The keys of the claims with these digests, oldest first."""
    found: dict[str, list[int]] = defaultdict(list)
    connection = session.connection()
    for digest, key in _alike(view(connection)).rows(connection, {"digests": digests}) if digests else ():
        found[digest].append(key)
    return dict(found)


@lru_cache(KEPT)
def _alike(view: View) -> Prepared:
    query = select(claim.c.digest, claim.c.id).where(one_of(view, claim.c.digest, "digests"))
    return Prepared(query.order_by(claim.c.id))
