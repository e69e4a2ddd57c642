"""What claims rest on, kept beside the replay from one telling to the next.

Who tells of a claim adds to all that was told of it before. Where many are told of in turn, to read that anew each time
takes as long as everything else.
"""

import marshal
from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import Connection

from factcheck.store import driver
from factcheck.store.growth import Growth, State

_MANY: Final = 4
"""Fewer chains are read as fast as what is kept of them."""
_DDL: Final = (
    "CREATE TABLE grown (claim_id INTEGER PRIMARY KEY, broken INTEGER NOT NULL, state BLOB NOT NULL)",
    """CREATE TRIGGER grown_said AFTER UPDATE ON attribution BEGIN DELETE FROM grown
    WHERE claim_id IN (NEW.claim_id, (SELECT group_id FROM claim WHERE id = NEW.claim_id)); END""",
    """CREATE TRIGGER grown_anchored AFTER INSERT ON anchor BEGIN DELETE FROM grown
    WHERE claim_id = (SELECT claim_id FROM attribution WHERE id = NEW.attribution_id); END""",
    """CREATE TRIGGER grown_grouped AFTER UPDATE OF group_id ON claim BEGIN DELETE FROM grown
    WHERE claim_id IN (OLD.group_id, NEW.group_id); END""",
    """CREATE TRIGGER grown_named AFTER UPDATE OF kind, named, owner_id, merged_into_id ON source
    BEGIN DELETE FROM grown; END""",
)
"""Whatever else changes what a claim rests on makes the replay read it anew."""
_FOUND: Final = "SELECT claim_id, state, broken FROM grown WHERE claim_id IN (SELECT value FROM json_each(?))"
_KEEP: Final = "INSERT OR REPLACE INTO grown (claim_id, broken, state) VALUES (?, ?, ?)"


class Grown:
    """A table of the replay's own database, so that what is taken back there was never kept."""

    def __init__(self, scratch: Connection) -> None:
        """Add it to the tables that are there."""
        self._scratch = scratch
        for statement in _DDL:
            scratch.exec_driver_sql(statement)

    def found(self, claims: Collection[int]) -> Mapping[int, tuple[State, bool]]:
        """What is kept of some of these claims: what they rest on, and whether words are gone."""
        rows = driver.ask(self._scratch, _FOUND, (str(list(claims)),))
        return {number: (marshal.loads(state), bool(broken)) for number, state, broken in rows}  # noqa: S302 -- our own

    def keep(self, growths: Mapping[int, Growth], broken: Collection[int]) -> None:
        """Keep what these claims rest on, and of which of them words are gone."""
        rows = [
            (number, number in broken, marshal.dumps(one.state()))
            for number, one in growths.items()
            if one.chains >= _MANY
        ]
        if rows:
            driver.tell(self._scratch, _KEEP, rows)
