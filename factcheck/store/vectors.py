"""What claims mean, as vectors that a model made: a cache beside the claims, which is no part of their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select, text

from factcheck.store.tables import claim, claim_vector

_PAGE: Final = 1_000
"""Claims looked through at a time."""
_KEEP: Final = text(
    "INSERT INTO claim_vector (claim_id, model, digest, vector) VALUES (:claim, :model, :digest, :vector) "
    "ON CONFLICT (claim_id) DO UPDATE SET model = excluded.model, digest = excluded.digest, vector = excluded.vector"
)


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector, and the digest of the words that it was made from."""

    digest: bytes
    vector: bytes


def stored(connection: Connection, model: str, numbers: Sequence[int]) -> dict[int, Vector]:
    """The vectors that this model made of these claims, by their keys."""
    table = claim_vector.c
    query = select(table.claim_id, table.digest, table.vector).where(table.claim_id.in_(numbers), table.model == model)
    return {number: Vector(digest, vector) for number, digest, vector in connection.execute(query)} if numbers else {}


def page(connection: Connection, after: int) -> dict[int, str]:
    """The texts of the next claims behind a key, whatever became of them."""
    query = select(claim.c.id, claim.c.text).where(claim.c.id > after).order_by(claim.c.id).limit(_PAGE)
    return dict(connection.execute(query).all())


def keep(connection: Connection, model: str, vectors: Mapping[int, Vector]) -> None:
    """Put vectors in the place of those that there are of the same claims."""
    rows = [
        {"claim": number, "model": model, "digest": one.digest, "vector": one.vector} for number, one in vectors.items()
    ]
    if rows:
        connection.execute(_KEEP, rows)


def total(connection: Connection) -> int:
    """How many claims there are."""
    return connection.scalar(select(func.count()).select_from(claim)) or 0
