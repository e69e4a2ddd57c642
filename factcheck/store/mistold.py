"""What the events on a server tell that factcheck does not write: somebody wrote into them with other tools.

It is looked for only once something came to grief. Of tables the server itself takes no value that is none of theirs.
"""

import json
import time
from typing import Final

from sqlalchemy import Connection, text

from factcheck.store import driver
from factcheck.store.projection.making import NAMES
from factcheck.store.projection.told import odd

_SOME: Final = 500
_EVENTS: Final = "SELECT action, payload FROM event"
_NAMED: Final = """
    SELECT 1 FROM event AS e, jsonb_path_query(CAST(e.payload AS jsonb), CAST(:place AS jsonpath)) AS told (value)
    WHERE e.action = :action AND NOT EXISTS (SELECT 1 FROM {kind} WHERE uid = told.value #>> '{{}}') LIMIT 1
"""


def mistold(connection: Connection, seconds: float) -> str | None:
    """The first thing that events tell and that cannot be, or name and is not there.

    Raises:
        TimeoutError: it takes longer than so many seconds to look at all of them.

    """
    until = time.monotonic() + seconds
    for some in driver.stream(connection, _EVENTS, _SOME):
        for action, payload in some:
            if wrong := odd(action, [json.loads(payload)], thorough=True):
                return f"an event cannot have happened: {wrong}"
        if time.monotonic() > until:
            raise TimeoutError
    for action, (kind, place) in NAMES.items():
        query = text(_NAMED.format(kind=kind))
        if connection.scalar(query, {"action": str(action), "place": f"{place}[*]"}) is not None:
            return f"an event names {kind}, which is not there"
    return None
