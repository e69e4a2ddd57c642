"""Many rows at once: what is made short is what the long way makes, and a load leaves the schema as it was."""

import hashlib
import json
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from factcheck.errors import FactcheckError
from factcheck.identity import fold, is_uid, new_uid, new_uids
from factcheck.settings import Location
from factcheck.store import bulk
from factcheck.store.ddl import lines
from factcheck.store.events import Event, canonical
from factcheck.store.session import reading, writing
from factcheck.store.tables import claim, event
from tests.factories import log

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


@given(by=TEXTS, reason=st.none() | TEXTS, words=TEXTS)
def test_an_event_is_hashed_as_the_canonical_list_of_all_it_says(by: str, reason: str | None, words: str) -> None:
    payload = {"to": words, "from": [None, 3, True]}
    about = {"subject": new_uid(), "version": 1, "action": "claim_edited", "prev_hash": ""}
    one = Event.chained(recorded_at=MOMENT, by=by, reason=reason, payload=payload, **about)  # type: ignore[arg-type]
    said = [one.subject, 1, "2026-01-02T03:04:05.000006Z", by, "claim_edited", reason, payload, ""]
    assert one.hash == hashlib.sha256(canonical(said).encode()).hexdigest()
    assert one.is_intact()
    assert one.stored() == canonical(payload)


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_a_name_in_plain_letters_is_folded_as_any_other(name: str) -> None:
    longer = unicodedata.normalize("NFKC", f"{name} é").casefold()
    assert fold(f"{name} é") == " ".join(longer.split())
    assert fold(name) == fold(f"{name} é").removesuffix("é").rstrip()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXTS, parts, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_canonical_form_is_json_with_its_keys_in_order(value: object) -> None:
    assert canonical(value) == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": {1, 2}}])
def test_what_json_cannot_say_has_no_canonical_form(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        canonical(value)


def test_many_uids_at_once_are_in_order_behind_those_before_them() -> None:
    before = new_uid()
    made = new_uids(10_000)
    assert [before, *made] == sorted({before, *made})
    assert all(map(is_uid, made))


@pytest.mark.parametrize("count", [1, 20, 21, 99, 100, 101, 1000, 1234])
def test_many_rows_are_stored_as_they_are_given(location: Location, count: int) -> None:
    hostile = ("\\N", "a\tb", "line\nline\r\n", "\\", "\\.", "'; --", '"', "{}", "é 댐 \U0001f389", "%s %(a)s ?", None)
    names = ("subject", "version", "recorded_at", "by", "action", "reason", "payload", "prev_hash", "hash")
    moment = "2026-01-02T03:04:05.000006Z"
    rows = [
        (uid, 1, moment, "x", "claim_accepted", hostile[at % len(hostile)], "{}", "", "h")
        for at, uid in enumerate(new_uids(count))
    ]
    with writing(location) as session:
        bulk.insert(session.connection(), event, names, rows)
    with reading(location) as session:
        found = session.connection().execute(select(event.c.subject, event.c.reason).order_by(event.c.seq)).all()
    assert [tuple(one) for one in found] == [(row[0], row[5]) for row in rows]
    with pytest.raises((DBAPIError, FactcheckError)), writing(location) as session:
        bulk.insert(session.connection(), event, names, [*rows[:-1], (*rows[-1][:6], "{1}", "", "h")])


@pytest.mark.parametrize(
    ("rows", "versions"),
    [
        ([(7, 1), (8, 2), (7, 3)], [7, 8, 7]),
        ([(5, 2), (6, 1), (5, 1), (6, 3)], [5, 5, 6]),
        ([(9, 3)], [1, 1, 9]),
        ([], [1, 1, 1]),
    ],
    ids=["some alike", "one twice", "one", "none"],
)
def test_rows_are_updated_as_if_one_after_the_other(
    location: Location, rows: list[tuple[int, int]], versions: list[int]
) -> None:
    for words in ("one", "two", "three"):
        log(location, words)
    with writing(location) as session:
        bulk.update(session.connection(), claim, "version = ?", rows)
    with reading(location) as session:
        assert list(session.connection().scalars(select(claim.c.version).order_by(claim.c.id))) == versions


def test_uids_are_of_version_7_and_in_the_order_in_which_they_were_made() -> None:
    made = [new_uid() for _ in range(1000)]
    assert all(map(is_uid, made))
    assert len(set(made)) == 1000
    assert [one[:13] for one in made] == sorted(one[:13] for one in made)


def _schema(location: Location) -> list[str]:
    with reading(location) as session:
        return sorted(lines(session.connection()))


def test_where_more_claims_come_than_are_here_indexes_are_made_when_all_are_there(sqlite: Location) -> None:
    before = _schema(sqlite)
    with writing(sqlite) as session, bulk.indexed_after(session.connection(), 1_000, rows=True):
        during = set(lines(session.connection()))
    gone = {line.split()[2] for line in before if line not in during}
    assert "ix_claim_digest" in gone
    assert not [name for name in gone if not name.startswith("ix_")]
    assert _schema(sqlite) == before


def test_few_claims_leave_the_indexes_alone(location: Location) -> None:
    with writing(location) as session, bulk.indexed_after(session.connection(), 999, rows=True):
        during = sorted(lines(session.connection()))
    assert during == _schema(location)


def test_a_load_that_fails_leaves_the_indexes_as_they_were(sqlite: Location) -> None:
    before = _schema(sqlite)
    with (
        pytest.raises(KeyboardInterrupt),
        writing(sqlite) as session,
        bulk.indexed_after(session.connection(), 9_999, rows=True),
    ):
        raise KeyboardInterrupt
    assert _schema(sqlite) == before


def test_garbage_is_collected_as_before_once_a_load_is_over() -> None:
    import gc

    before = gc.get_threshold()
    with pytest.raises(KeyboardInterrupt), bulk.seldom_collected():
        assert gc.get_threshold() > before
        raise KeyboardInterrupt
    assert gc.get_threshold() == before
