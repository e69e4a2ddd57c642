"""The lines of an export, to change and to import again."""

import pytest

from factcheck.errors import BadRows
from factcheck.settings import Location
from tests.exchange.files import load_jsonl
from tests.exchange.forging import Record
from tests.exchange.tables import state


def event_of(lines: list[Record], action: str, at: int = 0) -> Record:
    return [line for line in lines if line.get("action") == action][at]


def refused(location: Location, text: str | bytes) -> list[str]:
    """Why it is refused, the database being left as it was."""
    before = state(location)
    with pytest.raises(BadRows) as caught:
        load_jsonl(location, text)
    assert state(location) == before
    return list(caught.value.details)
