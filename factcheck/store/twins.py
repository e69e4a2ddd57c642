"""Claims that a row or a person means again: by uid, or by digest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import select

from factcheck.store import bulk
from factcheck.store.tables import claim
from factcheck.store.transaction import Session

_CHUNK: Final = 500


def by_uid(session: Session, uids: Iterable[str]) -> dict[str, int]:
    """The keys of the claims with these uids, as far as they are here."""
    return bulk.numbers(session.connection(), claim, set(uids))


def by_digest(session: Session, digests: Iterable[str]) -> dict[str, list[int]]:
    """The keys of the claims with these digests, oldest first."""
    found: dict[str, list[int]] = defaultdict(list)
    for chunk in _chunks(digests):
        query = select(claim.c.digest, claim.c.id).where(claim.c.digest.in_(chunk)).order_by(claim.c.id)
        for digest, key in session.connection().execute(query):
            found[digest].append(key)
    return dict(found)


def _chunks(wanted: Iterable[str]) -> Iterator[list[str]]:
    several = sorted(set(wanted))
    return (several[at : at + _CHUNK] for at in range(0, len(several), _CHUNK))
