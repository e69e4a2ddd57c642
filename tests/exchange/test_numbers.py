"""Handles of a file that is read into an empty database: kept, and where it tells none, such as verification takes."""

import pytest

from factcheck.errors import Unreadable
from factcheck.settings import Location
from tests.exchange.files import jsonl_of, load_jsonl, records
from tests.exchange.forging import Record, text
from tests.exchange.tables import state
from tests.factories import ARTICLE, ingest_text, log
from tests.store.verify.forger import damage, scalar

HANDLED = ("source", "article", "claim", "attribution", "evidence")


@pytest.fixture
def revised(sqlite_copy: Location) -> list[Record]:
    """An export in which A2 is a revision of A1."""
    ingest_text(sqlite_copy, url="https://wire.example/1")
    ingest_text(sqlite_copy, ARTICLE.replace("two turbines", "three turbines"), url="https://wire.example/1")
    log(sqlite_copy)
    return records(jsonl_of(sqlite_copy))


@pytest.mark.parametrize("missing", ["A1", "S1", "C2", "T3"])
def test_what_lost_its_line_gets_the_number_that_is_free(
    location: Location, sqlite_copy: Location, revised: list[Record], missing: str
) -> None:
    load_jsonl(location, text([one for one in revised if one.get("id") != missing]))
    assert damage(location) == {}
    assert state(location) == state(sqlite_copy)


def test_what_lost_all_lines_gets_numbers_in_the_order_of_changes(location: Location, revised: list[Record]) -> None:
    load_jsonl(location, text([one for one in revised if one["type"] not in HANDLED]))
    assert damage(location) == {}
    assert scalar(location, "SELECT max(id) FROM claim") == scalar(location, "SELECT count(*) FROM claim")


def test_a_revision_with_a_lower_number_than_what_it_revises_is_refused(
    location: Location, revised: list[Record]
) -> None:
    other = {"A1": "A2", "A2": "A1"}
    exchanged = [{**one, "id": other[one["id"]]} if one["type"] == "article" else one for one in revised]
    with pytest.raises(Unreadable, match="A1 revises A2, but a revision has the higher number"):
        load_jsonl(location, text(exchanged))
    assert scalar(location, "SELECT count(*) FROM event") == 0
