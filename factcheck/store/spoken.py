"""One attribution by its handle: which claim it is of, and who says it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from factcheck.errors import NotFound
from factcheck.identity import ATTRIBUTION, handle
from factcheck.store.tables import attribution, source
from factcheck.store.transaction import Session
from factcheck.vocabulary import SaidCheck


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution; `said_by` is its speaker's name, merges followed, `said_check` what was found of it."""

    id: int
    uid: str
    claim_id: int
    said_by: str
    said_check: SaidCheck


def spoken(session: Session, number: int) -> Spoken:
    """The attribution with this key.

    Raises:
        NotFound: there is none.

    """
    root = source.alias("root")
    query = (
        select(attribution.c.id, attribution.c.uid, attribution.c.claim_id, root.c.name, attribution.c.said_check)
        .join(source, source.c.id == attribution.c.source_id)
        .join(root, root.c.id == func.coalesce(source.c.merged_into_id, source.c.id))
        .where(attribution.c.id == number)
    )
    row = session.connection().execute(query).one_or_none()
    if row is None:
        raise NotFound(f"There is no attribution {handle(ATTRIBUTION, number)}.", "Find it with: factcheck show C1")
    return Spoken(row.id, row.uid, row.claim_id, row.name, SaidCheck(row.said_check))
