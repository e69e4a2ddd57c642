"""Whether events that go on as nobody's desk would record them are bad rows."""

from collections.abc import Callable

import pytest

from factcheck.errors import BadRows
from factcheck.settings import Location
from tests.exchange.files import load_jsonl
from tests.exchange.forging import Forgery, text
from tests.exchange.tables import state


def imported(location: Location, forge: Callable[[Forgery], object]) -> None:
    forgery = Forgery()
    forge(forgery)
    load_jsonl(location, text(forgery.lines))


def refused(location: Location, forge: Callable[[Forgery], object], why: str) -> None:
    """The last event, and no other, is a bad row; also where those before it are in the database already."""
    forgery, before = Forgery(), state(location)
    forge(forgery)
    with pytest.raises(BadRows) as caught:
        load_jsonl(location, text(forgery.lines))
    (told,) = caught.value.details
    assert told.startswith(f"line {len(forgery.lines)}: ")
    assert why in told
    assert state(location) == before
    load_jsonl(location, text(forgery.lines[:-1]))
    here = state(location)
    for lines in (forgery.lines, forgery.lines[-1:]):
        with pytest.raises(BadRows) as caught:
            load_jsonl(location, text(lines))
        assert caught.value.details == (told.replace(f"line {len(forgery.lines)}:", f"line {len(lines)}:"),)
    assert state(location) == here
