"""A JSONL file as it comes: whole, older or newer than what is here, or made elsewhere."""

import io
import json
from typing import Any

import pytest

from factcheck.errors import Unreadable
from factcheck.exchange import replay
from factcheck.settings import Location
from factcheck.store import ledger
from factcheck.store.session import writing
from tests.exchange.everything import typical
from tests.exchange.files import comparable, csv_of, jsonl_of, load_jsonl, of_revision_1, records
from tests.exchange.forging import Record, seal, text
from tests.exchange.tables import state
from tests.exchange.tampering import event_of, refused


def test_the_same_file_twice_adds_nothing(location: Location, exported: list[Record]) -> None:
    first = load_jsonl(location, text(exported))
    before = state(location)
    second = load_jsonl(location, text(exported))
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
    (told,) = refused(sqlite, b'{"text": "fine", "said_by": "x"}\n' + bad + b"\n")
    assert told.startswith(why)


def test_an_export_of_the_first_schema_is_read_and_leaves_what_it_does_not_know_empty(location: Location) -> None:
    old = records(of_revision_1())
    assert not any("wire_group" in line or "author" in line for line in old)
    done = load_jsonl(location, text(old))
    assert (done.new, done.bad) == (sum(line["type"] == "event" for line in old), 0)
    today = [line for line in comparable(jsonl_of(location)) if line["type"] in {"article", "source"}]
    assert len(today) == sum(line["type"] in {"article", "source"} for line in old)
    for line in today:
        added = {"author", "original_sha256", "archive_ref"} if line["type"] == "article" else {"wire_group"}
        assert added <= line.keys()
        assert all(line[name] is None for name in added)
    assert load_jsonl(location, text(old)).new == 0


def test_a_newer_format_cannot_be_read(sqlite: Location) -> None:
    with pytest.raises(Unreadable, match="cannot read"):
        load_jsonl(sqlite, '{"type": "header", "format": "factcheck", "version": 2}\n')


def test_records_without_their_events_are_refused_with_a_way_out(sqlite: Location, exported: list[Record]) -> None:
    reasons = refused(sqlite, text([line for line in exported if line["type"] != "event"]))
    assert any("No change in the file made this source." in why for why in reasons)
    assert any("Give it a source" in why for why in reasons)


def test_skip_bad_keeps_what_can_be_kept(location: Location, exported: list[Record]) -> None:
    event_of(exported, "claim_assessed")["payload"]["status"] = "refuted"
    bad = io.StringIO()
    outcome = load_jsonl(location, text(exported), bad)
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
    outcome = load_jsonl(location, text(lines))
    assert (outcome.new, outcome.claims) == (3, 3)
    assert load_jsonl(location, text(lines)).known == 3
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
    assert load_jsonl(sqlite, text(shapes)).new == len(shapes) > 0
    assert load_jsonl(sqlite, text(shapes)).known == len(shapes)


def test_an_interrupted_import_leaves_the_database_as_it_was(
    location: Location, exported: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(location)

    def interrupted(*given: Any) -> None:
        ledger.append(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(replay, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_jsonl(location, text(exported))
    assert state(location) == before


def test_the_same_article_under_another_uid_is_refused_by_name(sqlite: Location, exported: list[Record]) -> None:
    load_jsonl(sqlite, text(exported))
    one = dict(event_of(exported, "article_added"), subject="01976f7a-0000-7000-8000-000000000001")
    seal(one)
    (why,) = refused(sqlite, text([one]))
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
