"""Whoever rewrites the ledger is caught, guards put back or not; a test for each way."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from factcheck.dates import stamp
from factcheck.errors import DatabaseDamaged
from factcheck.settings import Location
from factcheck.store.events import Event, canonical, from_row, hashed, of_subject
from factcheck.store.projection.runs import project_together
from factcheck.store.seal import Seal
from factcheck.store.tables import assessment, claim, event
from factcheck.store.verify import links, replay
from factcheck.vocabulary import Action
from tests.store.verify.forger import OF_C1, claim_uid, damage, forge, forging, rechain, scalar, sealed

SEALED = ("subject", "version", "recorded_at", "by", "action", "reason", "payload", "prev_hash")


@pytest.mark.parametrize(
    "edit",
    [
        "payload = replace(payload, 'congress', 'Congress')",
        "payload = replace(payload, ',', ', ')",
        "reason = 'none'",
        "\"by\" = 'mallory'",
        "action = 'claim_rejected'",
        "hash = 'x' || substr(hash, 2)",
        "subject = 'another'",
    ],
)
def test_an_event_that_was_edited_is_named(desk: Location, edit: str) -> None:
    forge(desk, f"UPDATE event SET {edit} WHERE {OF_C1} AND version = 1")
    found = damage(desk)["ledger"]
    assert found.record.startswith("change 1 of ")
    assert found.remedy


@pytest.mark.parametrize("column", ["subject", "by", "action", "reason", "payload", "hash"])
def test_an_event_that_holds_bytes_where_a_text_should_be_is_named(desk_file: Location, column: str) -> None:
    forge(desk_file, f'UPDATE event SET "{column}" = CAST(coalesce("{column}", version) AS BLOB) WHERE seq = 5')
    assert damage(desk_file)["ledger"].what == "It was changed: its hash is not that of its content."


@pytest.mark.parametrize("change", ["DELETE FROM ledger", "UPDATE ledger SET uid = 'another'"])
def test_a_ledger_that_does_not_say_whose_it_is_is_named(desk: Location, change: str) -> None:
    seal = sealed(desk)
    forge(desk, change)
    found = damage(desk, seal)
    assert (found["ledger"].record, found["ledger"].uid) == ("the ledger", None)
    assert found["ledger"].what == "It does not say any more which database this is."
    assert "seals" not in found
    with pytest.raises(DatabaseDamaged, match="which one it is"):
        sealed(desk)


def test_events_that_stand_before_the_first_place_are_named(desk: Location) -> None:
    """Nobody who reads on from a place would find them."""
    forge(desk, "UPDATE event SET seq = -seq WHERE seq = 1", "UPDATE event SET seq = 0 WHERE seq = 2")
    assert damage(desk)["ledger"].what == "Its place is -1, but places count from 1."


def test_bytes_for_the_identity_of_a_database_are_named(desk_file: Location) -> None:
    forge(desk_file, "UPDATE ledger SET uid = CAST(uid AS BLOB)")
    assert damage(desk_file)["ledger"].record == "the ledger"


@pytest.mark.parametrize("payload", ["{}", "[]", "5", "no JSON", "[" * 100_000])
def test_an_event_whose_payload_makes_no_sense_is_named_though_its_hash_is_right(desk: Location, payload: str) -> None:
    alone = "SELECT subject FROM event WHERE subject IN (SELECT uid FROM claim) GROUP BY subject ORDER BY count(*)"
    for uid in (claim_uid(desk, 1), scalar(desk, alone)):
        with forging(desk) as connection:
            one = of_subject(connection, uid)[-1]
            about = (uid, one.version, stamp(one.recorded_at), one.by, one.action, one.reason)
            row = event.update().where(event.c.subject == uid, event.c.version == one.version)
            connection.execute(row.values(payload=payload, hash=hashed(*about, payload, one.prev_hash)))
        found = damage(desk)["ledger"]
        assert (found.uid, found.record.split()[:2]) == (uid, ["change", str(one.version)])


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (Action.SOURCE_CREATED, {"named": 5}),
        (Action.SOURCE_CREATED, {"owner": "nobody"}),
        (Action.CLAIM_UNLINKED, {"link": "L1"}),
        (Action.SOURCE_EDITED, {"to": {"a": 1}}),
        (Action.SOURCE_CREATED, {"kind": "rumour"}),
        (Action.SOURCE_GRADED, {"reliability": "G"}),
        (Action.CLAIM_ASSESSED, {"status": "proven"}),
        (Action.CLAIM_ASSESSED, {"credibility": 7}),
        (Action.CLAIM_ASSESSED, {"confidence": "some"}),
        (Action.CLAIM_LINKED, {"relation": "like"}),
        (Action.CLAIM_EVIDENCE_ADDED, {"item": {"direct": 5}}),
        (Action.CLAIM_EVIDENCE_ADDED, {"item": {"bearing": "proves"}}),
        (Action.CLAIM_LOGGED, {"state": "lost"}),
        (Action.CLAIM_ATTRIBUTED, {"attribution": {"stance": "swears"}}),
        (Action.CLAIM_ATTRIBUTED, {"attribution": {"modality": "sworn"}}),
        (Action.CLAIM_ATTRIBUTED, {"attribution": {"voice": "loud"}}),
        (Action.CLAIM_SAID_CHECKED, {"said_check": "heard"}),
    ],
)
def test_an_event_that_tells_what_no_table_takes_is_named(desk: Location, action: Action, told: dict[str, Any]) -> None:
    with forging(desk) as connection:
        query = event.select().where(event.c.action == action).order_by(event.c.seq.desc()).limit(1)
        one = from_row(connection.execute(query).one())
        within = {name: one.payload[name] | some for name, some in told.items() if isinstance(one.payload[name], dict)}
        row = event.update().where(event.c.subject == one.subject, event.c.version == one.version)
        connection.execute(row.values(payload=canonical(one.payload | told | within)))
        rechain(connection, one.subject)
    found = damage(desk)["ledger"]
    assert (found.uid, found.what.startswith("It cannot have happened: ")) == (one.subject, True)


def test_the_event_that_cannot_be_is_found_behind_all_that_were_applied(
    desk: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_ROWS", 2)
    monkeypatch.setattr(links, "_EVENTS", 7)
    monkeypatch.setattr(replay, "_AGAIN", 5)
    with forging(desk) as connection:
        query = event.select().where(event.c.action == Action.CLAIM_ASSESSED).order_by(event.c.seq.desc()).limit(1)
        one = from_row(connection.execute(query).one())
        row = event.update().where(event.c.subject == one.subject, event.c.version == one.version)
        connection.execute(row.values(payload=canonical(one.payload | {"credibility": 7})))
        rechain(connection, one.subject)
    found = damage(desk)["ledger"]
    assert (found.uid, found.record.split()[:2]) == (one.subject, ["change", str(one.version)])


def test_what_cannot_be_applied_together_is_applied_one_by_one(desk: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever makes a replay stumble over many: it is no damage as long as each can be applied."""

    def together(connection: Connection, events: Sequence[Event], **about: Any) -> None:
        if len(events) > 1:
            project_together(connection, events[:-1], **about)
            raise SQLAlchemyError
        project_together(connection, events, **about)

    monkeypatch.setattr(replay, "project_together", together)
    assert damage(desk) == {}


def test_the_bad_event_is_named_by_handle_uid_and_place_in_its_chain(desk: Location) -> None:
    forge(desk, f"UPDATE event SET reason = 'forged' WHERE {OF_C1} AND version = 3")
    found = damage(desk)["ledger"]
    assert (found.record, found.uid) == ("change 3 of C1", claim_uid(desk, 1))
    assert found.what == "It was changed: its hash is not that of its content."


def test_an_event_that_was_deleted_from_the_middle_is_missed(desk: Location) -> None:
    forge(desk, f"DELETE FROM event WHERE {OF_C1} AND version = 2")
    found = damage(desk)["ledger"]
    assert (found.record, found.what) == ("change 3 of C1", "Change 2 of the same, which it follows, is missing.")


def test_the_first_event_of_a_chain_is_missed(desk: Location) -> None:
    forge(desk, f"DELETE FROM event WHERE {OF_C1} AND version = 1")
    assert damage(desk)["ledger"].record == "change 2 of C1"


def test_events_that_changed_places_are_found(desk: Location) -> None:
    forge(
        desk,
        f"UPDATE event SET version = 99 WHERE {OF_C1} AND version = 2",
        f"UPDATE event SET version = 2 WHERE {OF_C1} AND version = 3",
        f"UPDATE event SET version = 3 WHERE {OF_C1} AND version = 99",
    )
    assert damage(desk)["ledger"].record in {"change 2 of C1", "change 3 of C1"}


def test_events_that_stand_before_what_they_follow_are_found(desk: Location) -> None:
    last = scalar(desk, "SELECT max(seq) FROM event")
    forge(desk, f"UPDATE event SET seq = {last + 1} WHERE {OF_C1} AND version = 2")
    found = damage(desk)["ledger"]
    assert (found.record, found.what) == ("change 3 of C1", "It stands before change 2 of the same, which it follows.")


def test_an_event_slipped_in_between_is_found(desk: Location) -> None:
    with forging(desk) as connection:
        uid = claim_uid_of(connection, 1)
        rows = event.c.subject == uid, event.c.version > 1
        for version in range(20, 1, -1):
            connection.execute(event.update().where(*rows, event.c.version == version).values(version=version + 1))
        first = connection.execute(event.select().where(event.c.subject == uid, event.c.version == 1)).one()
        new = dict(zip(event.c.keys(), first, strict=True)) | {"version": 2, "prev_hash": first.hash, "seq": 10_000}
        connection.execute(event.insert().values(**new))
    assert damage(desk)["ledger"].uid == claim_uid(desk, 1)


def test_an_event_rewritten_with_its_own_hash_right_is_not_what_the_next_one_follows(desk: Location) -> None:
    with forging(desk) as connection:
        uid = claim_uid_of(connection, 1)
        changed = event.c.subject == uid, event.c.version == 2
        after = event.c.subject == uid, event.c.version == 3
        link = connection.scalar(event.select().with_only_columns(event.c.prev_hash).where(*after))
        connection.execute(event.update().where(*changed).values(reason="forged"))
        rechain(connection, uid)
        connection.execute(event.update().where(*after).values(prev_hash=link))
        third = event.c.subject == uid, event.c.version == 3
        row = connection.execute(event.select().where(*third)).one()
        again = from_row(row)
        new = Event.chained(**{name: getattr(again, name) for name in SEALED})
        connection.execute(event.update().where(*third).values(hash=new.hash))
    found = damage(desk)["ledger"]
    assert (found.record, found.what) == (
        "change 3 of C1",
        "It does not follow change 2 of the same as that stands here.",
    )


def test_a_chain_recomputed_to_hide_an_edit_differs_from_what_the_tables_say(desk: Location) -> None:
    with forging(desk) as connection:
        uid = claim_uid_of(connection, 1)
        row = event.c.subject == uid, event.c.action == "claim_assessed"
        connection.execute(event.update().where(*row).values(reason="forged"))
        rechain(connection, uid)
    found = damage(desk)
    assert "ledger" not in found
    assert "forged" in found["values"].what


def test_a_chain_recomputed_together_with_its_rows_is_caught_by_a_seal_alone(desk: Location) -> None:
    before = sealed(desk)
    recompute(desk)
    assert damage(desk) == {}
    found = damage(desk, before)
    assert list(found) == ["seals"]
    assert found["seals"].record == f"seal of {before.sealed_at}"
    assert "are not what they were" in found["seals"].what


def test_a_recomputed_chain_is_dated_by_the_last_seal_that_holds(desk: Location) -> None:
    empty = sealed(desk)
    early = Seal(empty.database, "2020-01-01T00:00:00.000000Z", 0, 0, _root_of_nothing())
    recompute(desk)
    assert f"after the seal of {early.sealed_at}, which holds" in damage(desk, empty, early)["seals"].what


def test_a_chain_that_lost_its_end_differs_from_what_the_tables_say(desk: Location) -> None:
    last = scalar(desk, f"SELECT max(version) FROM event WHERE {OF_C1}")
    forge(desk, f"DELETE FROM event WHERE {OF_C1} AND version = {last}")
    assert damage(desk)["values"]


def test_a_chain_that_lost_its_end_together_with_its_rows_is_caught_by_a_seal_alone(desk: Location) -> None:
    before = sealed(desk)
    forge(
        desk,
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "DELETE FROM unlinking WHERE id = (SELECT max(id) FROM unlinking)",
        "UPDATE claim SET version = version - 1, group_id = 6 WHERE id = 9",
        "DELETE FROM claim_flag WHERE claim_id IN (6, 9)",
    )
    found = damage(desk, before)
    assert f"It counts {before.events} events, but here are {before.events - 1}" in found["seals"].what


def test_a_ledger_that_was_emptied_is_caught_by_the_tables_and_by_a_seal(desk: Location) -> None:
    before = sealed(desk)
    forge(desk, "DELETE FROM event" if desk.path is not None else "TRUNCATE event")
    assert set(damage(desk, before)) >= {"values", "seals"}


def test_events_of_different_chains_that_changed_places_are_caught_by_a_seal(desk: Location) -> None:
    before = sealed(desk)
    first = scalar(desk, "SELECT min(seq) FROM event WHERE action = 'claim_tagged'")
    forge(
        desk,
        f"UPDATE event SET seq = -1 WHERE seq = {first}",
        f"UPDATE event SET seq = {first} WHERE seq = {first + 1}",
        f"UPDATE event SET seq = {first + 1} WHERE seq = -1",
    )
    assert list(damage(desk, before)) == ["seals"]


def test_an_import_dated_back_is_caught_by_a_seal(desk: Location) -> None:
    before = sealed(desk)
    with forging(desk) as connection:
        moment = connection.scalar(event.select().with_only_columns(event.c.recorded_at).where(event.c.seq == 1))
        connection.execute(event.update().where(event.c.seq == 1).values(imported_at=moment))
    assert "seals" in damage(desk, before)


def test_a_number_that_would_make_an_earlier_judgement_the_last_is_found(desk: Location) -> None:
    """Numbers stand in no event, but the last judgement is the one with the highest. In a file, order tells them."""
    with forging(desk) as connection:
        rows = connection.execute(assessment.select().where(assessment.c.claim_id == 4).order_by(assessment.c.id)).all()
        first, last = rows[0], rows[-1]
        for was, becomes in ((first.id, 900), (last.id, first.id), (900, last.id)):
            connection.execute(assessment.update().where(assessment.c.id == was).values(id=becomes))
        connection.execute(claim.update().where(claim.c.id == 4).values(status=first.status))
    found = damage(desk)
    if desk.path is not None:
        assert found["values"].record == "C4"
    else:
        assert "lower than that of one before it" in found["ledger"].what


def test_a_number_beyond_all_others_would_make_an_earlier_judgement_the_last_too(desk: Location) -> None:
    first = "(SELECT min(id) FROM assessment WHERE claim_id = 4)"
    forge(desk, f"UPDATE assessment SET id = id + (CAST(1 AS BIGINT) << 61) WHERE id = {first}")
    assert damage(desk)["values"].record == "assessment of C4"


def recompute(location: Location) -> None:
    """Another reason for a judgement, in the ledger and in the tables, with every hash right."""
    with forging(location) as connection:
        uid = claim_uid_of(connection, 1)
        row = event.c.subject == uid, event.c.action == "claim_assessed"
        connection.execute(event.update().where(*row).values(reason="forged"))
        connection.execute(assessment.update().where(assessment.c.claim_id == 1).values(reason="forged"))
        rechain(connection, uid)


def claim_uid_of(connection: object, number: int) -> str:
    return str(connection.scalar(claim.select().with_only_columns(claim.c.uid).where(claim.c.id == number)))  # type: ignore[attr-defined]


def _root_of_nothing() -> str:
    from factcheck.store.merkle import Tree

    return Tree().root()
