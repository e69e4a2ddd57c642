"""Evidence as it stands: each item with whom it comes from, its origin, and how it was withdrawn if it was."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from factcheck.errors import NotFound
from factcheck.identity import EVIDENCE, handle
from factcheck.store.asof import View, view
from factcheck.store.chains import Chain, analyse
from factcheck.store.narrowing import one_of
from factcheck.store.parties import SourceRef, chains_of, parties_of, references
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import attribution, evidence, withdrawal
from factcheck.store.transaction import Session
from factcheck.vocabulary import DISOWNED, Bearing, SaidCheck, Stance


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One item. `source` is who says it, of an attribution its speaker; `origin` is None where no known one is.

    `said_check` is that of the attribution that the item is, `said_of` the claim which that makes; None for others.
    """

    id: int
    uid: str
    claim_id: int
    bearing: Bearing
    direct: bool
    source: SourceRef | None
    attribution_id: int | None
    said_of: int | None
    said_check: SaidCheck | None
    origin: SourceRef | None
    url: str | None
    file: str | None
    sha256: str | None
    archive_ref: str | None
    quote: str | None
    date: str | None
    note: str | None
    by: str
    recorded_at: datetime
    withdrawn_by: str | None
    withdrawn_because: str | None
    withdrawn_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether a verdict may rest on it: it was not withdrawn, and somebody stands behind what it quotes."""
        return self.withdrawn_by is None and self.said_check not in DISOWNED


_PLAIN: Final = ("url", "file", "sha256", "archive_ref", "quote", "date", "note", "by", "recorded_at")


class _Found(NamedTuple):
    """An item as it is stored, with what is stored of the attribution that it is.

    `plain` are the values of an EvidenceRow from `url` on, which it has as they are stored.
    """

    id: int
    uid: str
    claim_id: int
    bearing: str
    direct: bool
    source_id: int | None
    attribution_id: int | None
    said_check: str | None
    said_of: int | None
    stance: str | None
    plain: tuple[Any, ...]


def of_claims(connection: Connection, numbers: Collection[int]) -> list[EvidenceRow]:
    """All items of these claims, oldest first, the withdrawn ones among them."""
    if not _any(view(connection)).rows(connection, {"numbers": numbers}):  # as of most claims
        return []
    return _rows(connection, _these("claim_id", view(connection)).rows(connection, {"keys": numbers}))


@lru_cache(KEPT)
def _any(view: View) -> Prepared:
    return Prepared(select(evidence.c.id).where(one_of(view, evidence.c.claim_id, "numbers")))


def item(session: Session, number: int) -> EvidenceRow:
    """One item, withdrawn or not.

    Raises:
        NotFound: there is no such item.

    """
    found = items(session.connection(), [number])
    if not found:
        raise NotFound(f"There is no evidence {handle(EVIDENCE, number)}.", "List it: factcheck evidence list C1")
    return found[number]


def items(connection: Connection, numbers: Collection[int]) -> dict[int, EvidenceRow]:
    """These items, by key."""
    rows = _these("id", view(connection)).rows(connection, {"keys": numbers})
    return {one.id: one for one in _rows(connection, rows)}


def by_uid(session: Session, uid: str) -> EvidenceRow:
    """The item with this uid, which is here."""
    connection = session.connection()
    (found,) = _rows(connection, _these("uid", view(connection)).rows(connection, {"keys": [uid]}))
    return found


@lru_cache(KEPT)
def _these(name: str, view: View) -> Prepared:
    """The items whose column of this name is one of the `keys`, oldest first, with the columns of a _Found."""
    given = ("id", "uid", "claim_id", "bearing", "direct", "source_id", "attribution_id")
    query = (
        select(
            *(evidence.c[one] for one in given),
            *(attribution.c.said_check, attribution.c.claim_id, attribution.c.stance),
            *(evidence.c[one] for one in _PLAIN),
            *(withdrawal.c.by, withdrawal.c.reason, withdrawal.c.recorded_at),
        )
        .select_from(evidence)
        .outerjoin(attribution, attribution.c.id == evidence.c.attribution_id)
        .outerjoin(withdrawal, withdrawal.c.evidence_id == evidence.c.id)
    )
    return Prepared(query.where(one_of(view, evidence.c[name], "keys")).order_by(evidence.c.id))


def _rows(connection: Connection, found: Sequence[Sequence[Any]]) -> list[EvidenceRow]:
    typed = len(_Found._fields) - 1
    rows = [_Found._make((*row[:typed], tuple(row[typed:]))) for row in found]
    if not rows:
        return []
    spoken = chains_of(connection, {row.attribution_id for row in rows if row.attribution_id is not None})
    chains = {row.id: _chain(row, spoken) for row in rows}
    origins = _origins(connection, {row.id: chains[row.id] for row in rows if _asserts(row)})
    speakers = {number: chain[0] for number, chain in chains.items() if chain}
    refs = references(connection, {*speakers.values(), *origins.values()})
    return [_row(row, refs.get(speakers.get(row.id, 0)), refs.get(origins.get(row.id, 0))) for row in rows]


def _asserts(row: _Found) -> bool:
    """Whether somebody vouches for the item: of attributions, those that assert and were said at all."""
    return row.attribution_id is None or (row.stance == Stance.ASSERTS and row.said_check != SaidCheck.MISATTRIBUTED)


def _chain(row: _Found, spoken: Mapping[int, list[int]]) -> list[int]:
    if row.attribution_id is not None:
        return spoken[row.attribution_id]
    return [row.source_id] if row.source_id is not None else []


def _origins(connection: Connection, chains: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The known origin of each item that has one; what is no assertion has none, nor has an unnamed source."""
    parties = parties_of(connection, {one for chain in chains.values() for one in chain})
    found = {number: analyse([Chain(chain)], parties).known for number, chain in chains.items() if chain}
    return {number: known[0] for number, known in found.items() if known}


def _row(row: _Found, source: SourceRef | None, origin: SourceRef | None) -> EvidenceRow:
    said_check = SaidCheck(row.said_check) if row.said_check is not None else None
    item = (row.id, row.uid, row.claim_id, Bearing(row.bearing), bool(row.direct))
    return EvidenceRow(*item, source, row.attribution_id, row.said_of, said_check, origin, *row.plain)
