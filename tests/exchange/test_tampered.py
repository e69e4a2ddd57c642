"""A JSONL file that somebody tampered with, or whose history parted from the one here, is refused."""

import io
import json
from collections.abc import Callable

import pytest

from factcheck.settings import Location
from factcheck.store.session import writing
from tests.exchange.files import load_jsonl, records
from tests.exchange.forging import Record, seal, text
from tests.exchange.tampering import event_of, refused


def test_histories_that_parted_are_refused(sqlite: Location, exported: list[Record]) -> None:
    from factcheck.desk import claims

    last = exported.pop()
    assert last["action"] == "claim_edited"
    (claim,) = (one for one in exported if one["type"] == "claim" and one["id"] == "C6")
    claim.update(version=1, text=last["payload"]["from"])
    load_jsonl(sqlite, text(exported))
    exported.append(last)
    with writing(sqlite) as session:
        claims.edit(session, 6, "Other words", by="ben")
    reasons = refused(sqlite, text(exported))
    assert any("the two histories have parted" in why for why in reasons)


def test_an_edited_payload_is_found_by_its_hash(sqlite: Location, exported: list[Record]) -> None:
    event_of(exported, "claim_assessed")["payload"]["status"] = "refuted"
    assert any("changed after it was exported" in why for why in refused(sqlite, text(exported)))


@pytest.mark.parametrize("field", ["by", "recorded_at", "reason", "version", "hash", "prev_hash"])
def test_any_edited_field_of_an_event_is_found(sqlite: Location, exported: list[Record], field: str) -> None:
    one = event_of(exported, "claim_assessed")
    other = {"by": "x", "reason": "x", "recorded_at": "2020-01-01T00:00:00.000000Z", "version": 17}
    one[field] = other.get(field, "0" * 64)
    assert refused(sqlite, text(exported))


def test_a_dropped_event_is_found(sqlite: Location, exported: list[Record]) -> None:
    exported.remove(event_of(exported, "claim_assessed"))
    assert any("but follows version" in why for why in refused(sqlite, text(exported)))


def test_a_dropped_last_event_is_found_by_what_the_file_says_to_be(sqlite: Location, exported: list[Record]) -> None:
    assert exported.pop()["action"] == "claim_edited"
    (why,) = refused(sqlite, text(exported))
    assert "It says version 2, but its events say 1." in why


def test_reordered_events_are_found(sqlite: Location, exported: list[Record]) -> None:
    subject = event_of(exported, "claim_assessed")["subject"]
    first, second = [at for at, line in enumerate(exported) if line.get("subject") == subject][:2]
    exported[first], exported[second] = exported[second], exported[first]
    assert refused(sqlite, text(exported))


def test_a_state_that_its_events_do_not_lead_to_is_refused(location: Location, exported: list[Record]) -> None:
    (claim,) = (one for one in exported if one["type"] == "claim" and one["id"] == "C6")
    claim["status"], claim["credibility"] = "confirmed", 1
    (why,) = refused(location, text(exported))
    assert "It says status confirmed, but its events say unchecked." in why


def test_what_its_events_do_not_lead_to_is_handed_back_as_it_stands(sqlite: Location, exported: list[Record]) -> None:
    wrong = [at for at, one in enumerate(exported) if one["type"] in {"source", "claim", "link"}][::2]
    for at in wrong:
        exported[at]["recorded_at"] = "2020-01-01T00:00:00.000000Z"
    bad = io.StringIO()
    outcome = load_jsonl(sqlite, text(exported), bad)
    told = records(bad.getvalue())
    assert outcome.bad == len(wrong) > 4
    assert [one["line"] for one in told] == [at + 1 for at in wrong]
    assert [json.loads(one["row"]) for one in told] == [exported[at] for at in wrong]
    assert all("but its events say" in one["reason"] for one in told)


def test_two_things_with_one_handle_are_refused(sqlite: Location, exported: list[Record]) -> None:
    claims = [one for one in exported if one["type"] == "claim"]
    claims[1]["id"] = claims[0]["id"]
    assert any("C1 stands in the file for another claim too." in why for why in refused(sqlite, text(exported)))


def test_a_line_with_two_faults_is_refused_once(sqlite: Location, exported: list[Record]) -> None:
    sources = [one for one in exported if one["type"] == "source"][:2]
    sources[1]["id"] = sources[0]["id"]
    first, second = refused(sqlite, text(sources))
    assert "S1 stands in the file for another source too." in first
    assert "No change in the file made this source." in second


@pytest.mark.parametrize(
    ("action", "forge", "why"),
    [
        ("article_added", lambda one: one["payload"].update(text="Other"), "sha256 is not that of the article's text."),
        ("claim_logged", lambda one: one["payload"]["attributions"][0].update(start=1), "does not stand"),
        ("claim_logged", lambda one: one["payload"]["attributions"][0].update(cue=7), "cue is not a string."),
        ("claim_logged", lambda one: one["payload"].update(text=""), "payload.text is empty."),
        ("claim_logged", lambda one: one["payload"].update(extra=1), "is unknown."),
        ("claim_logged", lambda one: one["payload"].pop("digest"), "payload.digest is missing."),
        ("claim_assessed", lambda one: one["payload"].update(credibility=3), "does not go with credibility"),
        ("claim_assessed", lambda one: one["payload"].update(status="true"), "which is none of: unchecked"),
        ("claim_assessed", lambda one: one.update(reason=None), "reason is not a string."),
        ("claim_retracted", lambda one: one["payload"].update(assessment=one["subject"]), "There is no assessment"),
        ("source_merged", lambda one: one["payload"].update(into=one["subject"]), "merged into itself"),
        ("source_created", lambda one: one["payload"].update(kind="unknown"), "is never named."),
        ("claim_edited", lambda one: one["payload"].update({"from": "x"}), "words that the claim does not have"),
        ("claim_edited", lambda one: one.update(action="claim_logged"), "is missing."),
        ("claim_edited", lambda one: one.update(action="claim_praised"), "which is none of"),
        ("claim_edited", lambda one: one.update(recorded_at="2025-13-01T00:00:00.000000Z"), "month"),
    ],
)
def test_a_forged_event_is_refused_even_if_its_hash_is_right(
    sqlite: Location, exported: list[Record], action: str, forge: Callable[[Record], object], why: str
) -> None:
    one = event_of(exported, action)
    forge(one)
    seal(one)
    assert any(why in told for told in refused(sqlite, text(exported)))
