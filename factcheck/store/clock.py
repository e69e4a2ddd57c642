"""The time that a transaction's events bear: by one clock for all who write, and never before what is recorded already.

Questions about the past go by these times. A clock that was set back would date a change before those it follows, and
what was held in between could not be told.
"""

import logging
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import Connection, func, select

from factcheck import dates
from factcheck.dates import stamp
from factcheck.store.prepared import Prepared
from factcheck.store.tables import event

talk = logging.getLogger("factcheck")

_LEAST: Final = timedelta(microseconds=1)
_SLIGHT: Final = timedelta(minutes=1)
"""Clocks of several computers differ by less than this, and nobody need be told."""


def moment(connection: Connection) -> datetime:
    """Now, or right after the newest event, where the clock is behind that; who writes is told if it is so by much.

    Nobody waits for anybody: what others have not committed yet is not looked for. The versions of one subject are put
    in order as they are recorded (`after`).
    """
    told, last = _clock(connection), _newest(connection)
    if last is None or told > last:
        return told
    if last - told > _SLIGHT:
        talk.warning(
            "This clock says %s, but the newest change is of %s: what you record is dated right after it. "
            "Set the clock if it is slow.",
            stamp(told),
            stamp(last),
        )
    return last + _LEAST


def after(last: datetime, moment: datetime) -> datetime:
    """This moment, unless the change that it follows is later: not all write in the order in which they began."""
    return moment if moment >= last else last + _LEAST


def _clock(connection: Connection) -> datetime:
    """The server's, where many write to one."""
    if connection.dialect.name != "postgresql":
        return dates.now()
    served: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return served


def _newest(connection: Connection) -> datetime | None:
    """When the newest event came here, as far as others have committed."""
    ((here, imported),) = _last().rows(connection, {})
    return max((one for one in (here, imported) if one is not None), default=None)


@cache
def _last() -> Prepared:
    here = select(func.max(event.c.recorded_at)).where(event.c.imported_at.is_(None))
    imported = select(func.max(event.c.imported_at)).where(event.c.imported_at.is_not(None))
    return Prepared(select(here.scalar_subquery(), imported.scalar_subquery()))
