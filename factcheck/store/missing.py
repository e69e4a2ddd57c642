"""What to say where there is no such claim, or was none yet."""

from sqlalchemy import Connection

from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store.asof import asks_of_the_past


def no_claim(number: int, connection: Connection | None = None) -> NotFound:
    """The failure to raise; with a connection that asks of the past, the claim may have come later."""
    if connection is not None and asks_of_the_past(connection):
        return NotFound(f"There was no claim {handle(CLAIM, number)} yet.", "Ask as of a later moment.")
    return NotFound(f"There is no claim {handle(CLAIM, number)}.", "List the claims: factcheck claims")
