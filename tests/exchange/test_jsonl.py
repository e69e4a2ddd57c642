"""A JSONL file as it comes: whole, tampered with, older or newer than what is here, or made elsewhere."""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from factcheck.errors import BadRows, Unreadable
from factcheck.exchange import replay
from factcheck.settings import Location
from factcheck.store import ledger
from factcheck.store.events import canonical
from factcheck.store.session import writing
from tests.exchange.desks import typical
from tests.exchange.files import comparable, csv_of, jsonl_of, load_jsonl, of_revision_1, records
from tests.exchange.tables import state

Record = dict[str, Any]


def _text(lines: list[Record]) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


def _event(lines: list[Record], action: str, at: int = 0) -> Record:
    return [line for line in lines if line.get("action") == action][at]


def _resealed(one: Record) -> None:
    fields = ("subject", "version", "recorded_at", "by", "action", "reason", "payload", "prev_hash")
    one["hash"] = hashlib.sha256(canonical([one[field] for field in fields]).encode()).hexdigest()


@pytest.fixture
def exported(sqlite_copy: Location) -> list[Record]:
    typical(sqlite_copy)
    return records(jsonl_of(sqlite_copy))


def _refused(location: Location, text: str | bytes) -> list[str]:
    before = state(location)
    with pytest.raises(BadRows) as caught:
        load_jsonl(location, text)
    assert state(location) == before
    return list(caught.value.details)


def test_the_same_file_twice_adds_nothing(location: Location, exported: list[Record]) -> None:
    first = load_jsonl(location, _text(exported))
    before = state(location)
    second = load_jsonl(location, _text(exported))
    assert (second.new, second.known, second.bad) == (0, first.new, 0)
    assert first.claims == len(before["claim"])
    assert state(location) == before


def test_its_own_export_adds_nothing(location: Location) -> None:
    typical(location)
    before = state(location)
    assert load_jsonl(location, jsonl_of(location)).new == 0
    assert state(location) == before


def test_an_older_export_of_what_went_on_here_adds_nothing(sqlite: Location) -> None:
    typical(sqlite)
    exported = jsonl_of(sqlite)
    with writing(sqlite) as session:
        from factcheck.desk import claims, sources

        claims.tag(session, [1], ["later"], [], by="ana")
        sources.merge(session, "Yonhap", "KCNA", by="ana")
    before = state(sqlite)
    assert load_jsonl(sqlite, exported).new == 0
    assert state(sqlite) == before


def test_histories_that_parted_are_refused(sqlite: Location, exported: list[Record]) -> None:
    from factcheck.desk import claims

    last = exported.pop()
    assert last["action"] == "claim_edited"
    (claim,) = (one for one in exported if one["type"] == "claim" and one["id"] == "C6")
    claim.update(version=1, text=last["payload"]["from"])
    load_jsonl(sqlite, _text(exported))
    exported.append(last)
    with writing(sqlite) as session:
        claims.edit(session, 6, "Other words", by="ben")
    reasons = _refused(sqlite, _text(exported))
    assert any("the two histories have parted" in why for why in reasons)


def test_an_edited_payload_is_found_by_its_hash(sqlite: Location, exported: list[Record]) -> None:
    _event(exported, "claim_assessed")["payload"]["status"] = "refuted"
    assert any("changed after it was exported" in why for why in _refused(sqlite, _text(exported)))


@pytest.mark.parametrize("field", ["by", "recorded_at", "reason", "version", "hash", "prev_hash"])
def test_any_edited_field_of_an_event_is_found(sqlite: Location, exported: list[Record], field: str) -> None:
    one = _event(exported, "claim_assessed")
    other = {"by": "x", "reason": "x", "recorded_at": "2020-01-01T00:00:00.000000Z", "version": 17}
    one[field] = other.get(field, "0" * 64)
    assert _refused(sqlite, _text(exported))


def test_a_dropped_event_is_found(sqlite: Location, exported: list[Record]) -> None:
    exported.remove(_event(exported, "claim_assessed"))
    assert any("but follows version" in why for why in _refused(sqlite, _text(exported)))


def test_a_dropped_last_event_is_found_by_what_the_file_says_to_be(sqlite: Location, exported: list[Record]) -> None:
    assert exported.pop()["action"] == "claim_edited"
    (why,) = _refused(sqlite, _text(exported))
    assert "It says version 2, but its events say 1." in why


def test_reordered_events_are_found(sqlite: Location, exported: list[Record]) -> None:
    subject = _event(exported, "claim_assessed")["subject"]
    first, second = [at for at, line in enumerate(exported) if line.get("subject") == subject][:2]
    exported[first], exported[second] = exported[second], exported[first]
    assert _refused(sqlite, _text(exported))


def test_a_state_that_its_events_do_not_lead_to_is_refused(location: Location, exported: list[Record]) -> None:
    (claim,) = (one for one in exported if one["type"] == "claim" and one["id"] == "C6")
    claim["status"], claim["credibility"] = "confirmed", 1
    (why,) = _refused(location, _text(exported))
    assert "It says status confirmed, but its events say unchecked." in why


def test_two_things_with_one_handle_are_refused(sqlite: Location, exported: list[Record]) -> None:
    claims = [one for one in exported if one["type"] == "claim"]
    claims[1]["id"] = claims[0]["id"]
    assert any("C1 stands in the file for another claim too." in why for why in _refused(sqlite, _text(exported)))


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
    one = _event(exported, action)
    forge(one)
    _resealed(one)
    assert any(why in told for told in _refused(sqlite, _text(exported)))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{", "line 2: It is no JSON: "),
        (b"[1]", "line 2: It is no JSON object."),
        (b'{"text": "\xe9"}', "line 2: Byte 10 of the line is not UTF-8."),
        (b'{"text": "a\\u0000", "said_by": "x"}', "line 2: It holds a NUL."),
        (b'{"text": "a\\ud800", "said_by": "x"}', "line 2: It holds half a character"),
        (b'{"text": NaN}', "line 2: It is no JSON that anybody could use"),
        (b"[" * 100_000, "line 2: It is no JSON that anybody could use"),
        (b'{"type": "clam"}', "line 2: 'clam' is no type of line. Did you mean claim?"),
        (b'{"type": "grade"}', "line 2: uid is missing."),
        (b'{"text": "a"}', "line 2: There is no said_by."),
        (b'{"text": "a", "said_by": "x", "colour": 1}', "line 2: 'colour' is no column."),
        (b'{"text": "a", "said_by": "x", "cue": {}}', "line 2: cue is no text."),
        (b'{"text": "a", "said_by": "x", "tags": ["a b"]}', "line 2: tags is no text."),
        (b'{"text": "a", "source": {"name": "x", "sort": 1}}', "line 2: source.sort is unknown."),
        (b'{"text": "a", "said_by": "x", "status": "confirmed"}', "line 2: confirmed needs its reason."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_changed(sqlite: Location, bad: bytes, why: str) -> None:
    (told,) = _refused(sqlite, b'{"text": "fine", "said_by": "x"}\n' + bad + b"\n")
    assert told.startswith(why)


def test_an_export_of_the_first_schema_is_read_and_leaves_what_it_does_not_know_empty(location: Location) -> None:
    old = records(of_revision_1())
    assert not any("wire_group" in line or "author" in line for line in old)
    done = load_jsonl(location, _text(old))
    assert (done.new, done.bad) == (sum(line["type"] == "event" for line in old), 0)
    today = [line for line in comparable(jsonl_of(location)) if line["type"] in {"article", "source"}]
    assert len(today) == sum(line["type"] in {"article", "source"} for line in old)
    for line in today:
        added = {"author", "original_sha256", "archive_ref"} if line["type"] == "article" else {"wire_group"}
        assert added <= line.keys()
        assert all(line[name] is None for name in added)
    assert load_jsonl(location, _text(old)).new == 0


def test_a_newer_format_cannot_be_read(sqlite: Location) -> None:
    with pytest.raises(Unreadable, match="cannot read"):
        load_jsonl(sqlite, '{"type": "header", "format": "factcheck", "version": 2}\n')


def test_records_without_their_events_are_refused_with_a_way_out(sqlite: Location, exported: list[Record]) -> None:
    reasons = _refused(sqlite, _text([line for line in exported if line["type"] != "event"]))
    assert any("No change in the file made this source." in why for why in reasons)
    assert any("Give it a source" in why for why in reasons)


def test_skip_bad_keeps_what_can_be_kept(location: Location, exported: list[Record]) -> None:
    _event(exported, "claim_assessed")["payload"]["status"] = "refuted"
    bad = io.StringIO()
    outcome = load_jsonl(location, _text(exported), bad)
    told = records(bad.getvalue())
    assert outcome.bad == len(told) > 1
    assert json.loads(told[0]["row"]) == exported[told[0]["line"] - 1]
    assert len(state(location)["claim"]) == outcome.claims


def test_claims_made_elsewhere_become_events(location: Location) -> None:
    lines: list[Record] = [
        {"text": "It rains", "source": "The BBC", "tags": ["wet", "=x"], "said_on": "2025"},
        {"type": "claim", "text": "It snows", "source": {"name": "officials", "kind": "official", "named": False}},
        {"text": "It hails", "said_by": "Kim", "via": ["A > B", "C"], "recorded_at": "2020-01-01T00:00:00Z"},
    ]
    outcome = load_jsonl(location, _text(lines))
    assert (outcome.new, outcome.claims) == (3, 3)
    assert load_jsonl(location, _text(lines)).known == 3
    assert "A \\> B > C" in csv_of(location)
    copied = comparable(jsonl_of(location))
    assert [one["recorded_at"] for one in copied if one["type"] == "claim"][2] == "2020-01-01T00:00:00.000000Z"


def test_what_a_list_of_claims_writes_can_be_read(sqlite: Location, sqlite_copy: Location) -> None:
    from factcheck.output.claims import write_claims
    from factcheck.settings import Format
    from factcheck.store.claims import claims
    from factcheck.store.filters import ClaimFilter
    from factcheck.store.session import reading
    from factcheck.vocabulary import Status

    typical(sqlite_copy)
    out = io.StringIO()
    with reading(sqlite_copy) as session:
        write_claims(claims(session, ClaimFilter(statuses=(Status.UNCHECKED,))), Format.JSONL, out)
    shapes = [line for line in records(out.getvalue()) if line["assessed_at"] is None]
    assert load_jsonl(sqlite, _text(shapes)).new == len(shapes) > 0
    assert load_jsonl(sqlite, _text(shapes)).known == len(shapes)


def test_an_interrupted_import_leaves_the_database_as_it_was(
    location: Location, exported: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(location)

    def interrupted(*given: Any) -> None:
        ledger.append(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(replay, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_jsonl(location, _text(exported))
    assert state(location) == before


def test_the_same_article_under_another_uid_is_refused_by_name(sqlite: Location, exported: list[Record]) -> None:
    load_jsonl(sqlite, _text(exported))
    one = dict(_event(exported, "article_added"), subject="01976f7a-0000-7000-8000-000000000001")
    _resealed(one)
    (why,) = _refused(sqlite, _text([one]))
    assert "The same article is here already, as A1, under another uid." in why


def test_what_is_not_seen_is_escaped_in_the_file(sqlite: Location) -> None:
    load_jsonl(sqlite, '{"text": "a\\u202eb\\u0085c\\u2028d", "said_by": "x"}\n')
    exported = jsonl_of(sqlite)
    assert "a\\u202eb\\u0085c\\u2028d" in exported
    assert not any(hidden in exported for hidden in "\u202e\x85\u2028")


def test_merges_made_apart_come_together(sqlite: Location, sqlite_copy: Location) -> None:
    from factcheck.desk import sources

    typical(sqlite_copy)
    load_jsonl(sqlite, jsonl_of(sqlite_copy))
    with writing(sqlite) as session:
        sources.merge(session, "A > B", "KCNA", by="ana")
    with writing(sqlite_copy) as session:
        sources.merge(session, "KCNA", "A > B", by="ben")
        sources.merge(session, "Pyongyang", "KCNA", by="ben")
    load_jsonl(sqlite, jsonl_of(sqlite_copy), io.StringIO())
    merged = {row[1]: row for row in state(sqlite)["source"]}
    numbers = {row[0]: row for row in state(sqlite)["source"]}
    assert all(numbers[row[8]][8] is None for row in merged.values() if row[8] is not None)
