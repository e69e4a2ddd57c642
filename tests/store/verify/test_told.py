"""What a change only tells, and no table keeps, is looked at too: its kind, and whether it was so."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from sqlalchemy import select

from factcheck.dates import stamp
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store.events import Event, canonical, from_row, hashed
from factcheck.store.projection.told import TOLD
from factcheck.store.session import reading
from factcheck.store.tables import event
from factcheck.vocabulary import Action
from tests.store.verify.forger import claim_uid, damage, forging, rechain

NOBODY: Final = "01900000-0000-7000-8000-000000000000"
SCHEMA: Final[Mapping[str, Any]] = json.loads(schema("interchange", "factcheck-1.schema.json").read_text("utf-8"))


def retold(location: Location, action: Action, told: Mapping[str, Any], *, of: str | None = None) -> Event:
    """Let the last event of a kind (which tells `of` something) tell that, too, with all hashes made anew."""
    with forging(location) as connection:
        query = event.select().where(event.c.action == action).order_by(event.c.seq.desc())
        every = map(from_row, connection.execute(query).all())
        one = next(one for one in every if of is None or of in one.payload)
        within = {name: one.payload[name] | some for name, some in told.items() if isinstance(some, dict)}
        row = event.update().where(event.c.subject == one.subject, event.c.version == one.version)
        connection.execute(row.values(payload=canonical({**one.payload, **told, **within})))
        rechain(connection, one.subject)
    return one


@pytest.mark.parametrize(
    ("action", "told", "wrong"),
    [
        (Action.SOURCE_EDITED, {"from": {"kind": 5}}, "'from' is no part of a source"),
        (Action.SOURCE_EDITED, {"from": {"recorded_at": "x"}}, "'from' is no part of a source"),
        (Action.SOURCE_EDITED, {"owner_name": 5}, "'owner_name' is no text"),
        (Action.SOURCE_ALIASED, {"removed": "abc"}, "'removed' is no list of texts"),
        (Action.SOURCE_GRADED, {"before": "G"}, "'before' is no grade"),
        (Action.SOURCE_MERGED, {"into_name": None}, "'into_name' is no text"),
        (Action.ARTICLE_ADDED, {"engine": 5}, "'engine' is no text"),
        (Action.CLAIM_LOGGED, {"replaces": "x"}, "'replaces' is no list of uids"),
        (Action.CLAIM_LOGGED, {"other": "x"}, "it says 'other', which no such change does"),
        (Action.CLAIM_ATTRIBUTED, {"said_by": ["x"]}, "'said_by' is no text"),
        (Action.CLAIM_ATTRIBUTED, {"attribution": {"by": "x"}}, "'attribution' is no attribution"),
        (Action.CLAIM_ACCEPTED, {"by": [NOBODY]}, "it says 'by', which no such change does"),
        (Action.CLAIM_EDITED, {"from": 5}, "'from' is no text"),
        (Action.CLAIM_REATTRIBUTED, {"from": None}, "'from' is no speaker"),
        (Action.CLAIM_REATTRIBUTED, {"from": {"name": 5}}, "'from' is no speaker"),
        (Action.CLAIM_REATTRIBUTED, {"to": {"source_span": [1]}}, "'to' is no speaker"),
        (Action.CLAIM_SUPERSEDED, {"by": [5]}, "'by' is no list of uids"),
        (Action.CLAIM_RESTORED, {"from": "lost"}, "'from' is no state of a claim"),
        (Action.CLAIM_TAGGED, {"removed": [None]}, "'removed' is no list of texts"),
        (Action.CLAIM_SAID_CHECKED, {"said_by": 5}, "'said_by' is no text"),
        (Action.CLAIM_EVIDENCE_ADDED, {"said_by": True}, "'said_by' is no text"),
        (Action.CLAIM_EVIDENCE_ADDED, {"item": {"by": "x"}}, "'item' is no item of evidence"),
        (Action.CLAIM_ASSESSED, {"before": "proven"}, "'before' is no status"),
        (Action.CLAIM_ASSESSED, {"before": ["unchecked"]}, "'before' is no status"),
        (Action.CLAIM_ASSESSED, {"missing": [5]}, "'missing' is no list of texts"),
        (Action.CLAIM_ASSESSED, {"evidence": 0}, "'evidence' is no list"),
        (Action.CLAIM_RETRACTED, {"status": 5}, "'status' is no status"),
        (Action.CLAIM_RETRACTED, {"back_to": None}, "'back_to' is no status"),
        (Action.CLAIM_UNLINKED, {"other": []}, "'other' is no text"),
    ],
)
def test_what_no_such_change_tells_is_named(
    desk_file: Location, action: Action, told: dict[str, Any], wrong: str
) -> None:
    one = retold(desk_file, action, told)
    found = damage(desk_file)["ledger"]
    assert (found.uid, found.record.split()[:2]) == (one.subject, ["change", str(one.version)])
    assert found.what.startswith("It cannot have happened: ")
    assert wrong in found.what


@pytest.mark.parametrize(
    ("action", "told", "wrong"),
    [
        (Action.CLAIM_ASSESSED, {"before": "disputed"}, "it says disputed before it, but the claim was"),
        (Action.CLAIM_RETRACTED, {"status": "confirmed"}, "and says otherwise"),
        (Action.CLAIM_RETRACTED, {"back_to": "in_review"}, "and says otherwise"),
        (Action.CLAIM_EDITED, {"from": "Other words"}, "it changes words that the claim did not have"),
        (Action.CLAIM_RESTORED, {"from": "rejected"}, "it is not back where the claim was"),
        (Action.CLAIM_REATTRIBUTED, {"from": {"source": NOBODY}}, "from a source that it did not have"),
        (Action.CLAIM_REATTRIBUTED, {"from": {"via": [NOBODY]}}, "from a source that it did not have"),
        (Action.CLAIM_UNLINKED, {"other": NOBODY}, "it takes back a link that nobody made"),
        (Action.CLAIM_UNLINKED, {"relation": "part_of"}, "it takes back a link that nobody made"),
        (Action.CLAIM_SUPERSEDED, {"by": []}, "no claim took its place"),
        (Action.CLAIM_SUPERSEDED, {"by": [NOBODY]}, f"no claim {NOBODY!r} took its place"),
        (Action.CLAIM_LOGGED, {"replaces": [NOBODY]}, f"no claim {NOBODY!r} is there for it to replace"),
    ],
)
def test_what_was_not_so_is_named(desk: Location, action: Action, told: dict[str, Any], wrong: str) -> None:
    one = retold(desk, action, told, of=next(iter(told)))
    found = damage(desk)["ledger"]
    assert (found.uid, found.record.split()[:2]) == (one.subject, ["change", str(one.version)])
    assert found.what.startswith("It cannot have happened: ")
    assert wrong in found.what


def test_a_claim_that_replaced_nothing_took_no_place(desk: Location) -> None:
    one = retold(desk, Action.CLAIM_SUPERSEDED, {"by": [claim_uid(desk, 1)]})
    assert damage(desk)["ledger"].uid == one.subject


def test_a_source_is_none_that_a_claim_replaces(desk: Location) -> None:
    with reading(desk) as session:
        source = session.connection().scalar(select(event.c.subject).where(event.c.action == Action.SOURCE_CREATED))
    one = retold(desk, Action.CLAIM_LOGGED, {"replaces": [source]})
    assert damage(desk)["ledger"].uid == one.subject


def test_a_change_that_lacks_what_all_of_its_kind_tell_is_named(desk: Location) -> None:
    with forging(desk) as connection:
        one = from_row(connection.execute(event.select().where(event.c.action == Action.CLAIM_ASSESSED).limit(1)).one())
        less = {name: some for name, some in one.payload.items() if name != "missing"}
        row = event.update().where(event.c.subject == one.subject, event.c.version == one.version)
        connection.execute(row.values(payload=canonical(less)))
        rechain(connection, one.subject)
    assert damage(desk)["ledger"].what == "It cannot have happened: it does not say 'missing'."


def test_a_text_that_nobody_can_write_is_named(desk: Location) -> None:
    """Half of a pair of surrogates, which JSON can name."""
    with forging(desk) as connection:
        query = event.select().where(event.c.action == Action.CLAIM_REATTRIBUTED).order_by(event.c.seq.desc())
        one = from_row(connection.execute(query.limit(1)).one())
        payload = canonical({**one.payload, "from": {**one.payload["from"], "name": "@"}}).replace("@", "\\ud800")
        about = (one.subject, one.version, stamp(one.recorded_at), one.by, one.action, one.reason)
        row = event.update().where(event.c.subject == one.subject, event.c.version == one.version)
        connection.execute(row.values(payload=payload, hash=hashed(*about, payload, one.prev_hash)))
    assert damage(desk)["ledger"].what == "It cannot have happened: its 'from' is no speaker."


@pytest.mark.parametrize("action", Action)
def test_no_field_of_any_change_may_hold_anything(desk_file: Location, action: Action) -> None:
    """What is kept in tables may be found by them."""
    for name, kind in TOLD[action].items():
        with forging(desk_file) as connection:
            query = event.select().where(event.c.action == action).order_by(event.c.seq.desc())
            one = next((one for one in map(from_row, connection.execute(query)) if name in one.payload), None)
            assert one is not None, name
        for strange in ({"odd": 1}, [5]):
            retold_field(desk_file, one, {**one.payload, name: strange})
            found = damage(desk_file)
            assert found, (name, strange)
            assert kind.held or found["ledger"].uid == one.subject, (name, strange)
        retold_field(desk_file, one, one.payload)
    assert damage(desk_file) == {}


def retold_field(location: Location, one: Event, payload: Mapping[str, Any]) -> None:
    with forging(location) as connection:
        row = event.update().where(event.c.subject == one.subject, event.c.version == one.version)
        connection.execute(row.values(payload=canonical(payload)))
        rechain(connection, one.subject)


def test_the_fields_of_each_change_are_those_that_may_be_imported() -> None:
    """So nothing that was taken in is refused later, and whoever adds a field says of what kind it is."""
    assert TOLD.keys() == set(Action)
    for action, fields in TOLD.items():
        rule = SCHEMA["$defs"][action]
        assert fields.keys() == rule["properties"].keys(), action
        assert {name for name, kind in fields.items() if not kind.later} == set(rule["required"]), action


@pytest.mark.parametrize(
    ("action", "name", "known"),
    [
        (Action.CLAIM_ATTRIBUTED, "attribution", "said"),
        (Action.CLAIM_EVIDENCE_ADDED, "item", "item"),
        (Action.CLAIM_REATTRIBUTED, "from", "voiced"),
    ],
)
def test_as_many_fields_as_may_be_imported_are_known_of_what_is_told_in_parts(
    desk_file: Location, action: Action, name: str, known: str
) -> None:
    rule, kind = SCHEMA["$defs"][known], TOLD[action][name]
    with reading(desk_file) as session:
        query = event.select().where(event.c.action == action)
        (one, *_) = map(from_row, session.connection().execute(query))
    whole = one.payload[name]
    assert rule["required"] == [part for part in rule["properties"] if part in rule["required"]]
    assert kind.is_of([whole])
    assert set(rule["required"]) <= whole.keys() <= rule["properties"].keys()
    assert not kind.is_of([whole, {**whole, "odd": 1}])
    assert not kind.is_of([whole, {part: some for part, some in whole.items() if part != rule["required"][0]}])
