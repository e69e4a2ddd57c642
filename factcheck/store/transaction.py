"""The session: one transaction as it is handed on to whoever reads or writes in it.

It is not SQLModel's, since rows cross layers as frozen values: to import that one, with the mapper behind it, takes a
third of the time of a short command.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """A transaction that somebody else began and will end. `info` is what those who share it tell each other."""

    _connection: Connection
    info: dict[str, Any] = field(default_factory=dict)

    def connection(self) -> Connection:
        """What to run statements on."""
        return self._connection
