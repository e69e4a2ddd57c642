"""The databases that are measured hold what the product would have made of the same changes."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from factcheck.dates import stamp
from factcheck.exchange.jsonlines import export_jsonl, import_jsonl
from factcheck.exchange.opened import opened
from factcheck.settings import Location
from factcheck.store import events
from factcheck.store.ledger import append
from factcheck.store.session import reading, writing
from factcheck.store.tables import article, attribution, claim, event, ledger
from factcheck.store.verify import verify
from tests.benchmarks import building
from tests.benchmarks.building import copy, original, regrade
from tests.benchmarks.names import uid_in_copy
from tests.exchange.tables import check_index

_CLAIMS = 40
_END = datetime(2026, 1, 1, tzinfo=UTC)


def every_row(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the one that tells ledgers apart, and the words of the search index."""
    tables = [one for one in ledger.metadata.sorted_tables if one is not ledger]
    found = {one.name: sorted(map(tuple, connection.execute(select(one))), key=repr) for one in tables}
    if connection.dialect.name == "postgresql":
        for what in ("claim", "article"):
            rows = connection.execute(text(f"SELECT {what}_id, part, words::text FROM {what}_search"))
            found[f"{what}_search"] = sorted(map(tuple, rows))
    return found


@pytest.mark.parametrize(("location", "nowhere"), [("sqlite", "sqlite"), ("postgresql", "postgresql")], indirect=True)
def test_copies_are_what_a_replay_of_their_events_gives(tmp_path: Path, location: Location, nowhere: Location) -> None:
    path = tmp_path / "original.db"
    copy(path, original(Location(path, None, explicit=True), _CLAIMS, until=_END), location, 3)
    regrade(location, _CLAIMS)
    with reading(location) as session, writing(nowhere) as other:
        every: Iterator[events.Event] = events.every(session.connection())
        while some := list(islice(every, 200)):
            assert all(one.is_intact() for one in some)
            append(other, some)
        theirs, ours = every_row(other.connection()), every_row(session.connection())
        assert {name: theirs[name] for name in theirs.keys() & ours.keys()} == {
            name: ours[name] for name in theirs.keys() & ours.keys()
        }
    check_index(location)  # on PostgreSQL the index was compared as rows


def test_what_people_did_in_copies_breaks_no_rule_of_the_desk(
    tmp_path: Path, sqlite: Location, nowhere: Location
) -> None:
    path, file = tmp_path / "original.db", tmp_path / "desk.jsonl"
    copy(path, original(Location(path, None, explicit=True), 200, until=_END), sqlite, 2)
    with reading(sqlite) as session, file.open("w", encoding="utf-8") as out:
        export_jsonl(session, out)
    with opened(file, file.name) as given, writing(nowhere) as session:
        import_jsonl(session, given, by="ana", name=file.name)


@pytest.mark.parametrize("together", [2, 10])
def test_copies_stand_one_after_the_other(
    tmp_path: Path, sqlite: Location, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(building, "_TOGETHER", together)
    path = tmp_path / "original.db"
    copy(path, original(Location(path, None, explicit=True), _CLAIMS, until=_END), sqlite, 3)
    with reading(Location(path, None, explicit=True)) as session:
        first = list(session.connection().scalars(select(claim.c.uid).order_by(claim.c.id)))
    with reading(sqlite) as session:
        uids = list(session.connection().scalars(select(claim.c.uid).order_by(claim.c.id)))
        assert verify(session, sqlite).first is None
    assert uids == [one.replace(uid_in_copy(0), uid_in_copy(at)) for at in range(3) for one in first]


def test_the_events_of_copies_come_in_the_order_of_their_times(tmp_path: Path, sqlite: Location) -> None:
    path = tmp_path / "original.db"
    copy(path, original(Location(path, None, explicit=True), _CLAIMS, until=_END), sqlite, 7)
    with reading(sqlite) as session:
        times = list(session.connection().scalars(select(event.c.recorded_at).order_by(event.c.seq)))
    assert times == sorted(times)
    assert stamp(times[-1]) < stamp(_END)


def test_every_copy_quotes_its_own_article_and_knows_its_digests(tmp_path: Path, sqlite: Location) -> None:
    path = tmp_path / "original.db"
    copy(path, original(Location(path, None, explicit=True), _CLAIMS, until=_END), sqlite, 3)
    said = select(attribution.c.quote, attribution.c.start, attribution.c.end, article.c.text).join(article)
    with reading(sqlite) as session:
        connection = session.connection()
        places = connection.execute(said).all()
        assert places
        assert all(place.quote == place.text[place.start : place.end] for place in places)
        texts = connection.execute(select(article.c.text, article.c.sha256)).all()
        assert all(hashlib.sha256(one.text.encode()).hexdigest() == one.sha256 for one in texts)
        assert len(set(connection.scalars(select(claim.c.digest)))) == 3 * _CLAIMS
