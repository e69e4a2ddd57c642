"""Revisions go out and come in: quotes in another typography, and a page that went back to its first text."""

from collections.abc import Callable

from factcheck.settings import Location
from tests.exchange.files import jsonl_of, load_jsonl
from tests.exchange.tables import state
from tests.factories import ingest_text

URL = "https://wire.example/dam"
FIRST = "“It’s done,” the mayor of Orm said. Officials said that the dam holds water."
SECOND = '"It\'s done," the mayor of Orm said.'


def revised(location: Location) -> None:
    ingest_text(location, FIRST, url=URL)
    ingest_text(location, SECOND, url=URL)
    ingest_text(location, FIRST, url=URL, live=True)


def test_revisions_lose_nothing_and_twice_adds_nothing(fresh: Callable[..., Location]) -> None:
    here, there = fresh("here"), fresh("there")
    revised(here)
    load_jsonl(there, jsonl_of(here))
    assert state(there) == state(here)
    assert load_jsonl(there, jsonl_of(here)).new == 0
