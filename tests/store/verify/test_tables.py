"""Whoever changes what is, and not the history of it, is caught; so is whoever changes a text."""

import shlex
import sqlite3
from contextlib import closing

import pytest

from factcheck.desk import sources
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.store.tables import article, event
from factcheck.store.verify import alike, values
from factcheck.store.verify.values import PROJECTION
from tests.store.verify.forger import claim_uid, damage, forge, forging, rechain, scalar

EDITS = {
    "claim": "status = 'confirmed', credibility = 1 WHERE id = 5",
    "source": "named = NOT named WHERE id = 2",
    "source_alias": "name = 'another' WHERE id = (SELECT min(id) FROM source_alias)",
    "grade": "reliability = 'A' WHERE id = 1",
    "article": "title = 'Another' WHERE id = 1",
    "attribution": "stance = 'denies' WHERE id = 2",
    "via": "source_id = 13 WHERE attribution_id = 1",
    "anchor": 'start = start + 1, "end" = "end" + 1 WHERE start IS NOT NULL',
    "evidence": "bearing = 'refutes' WHERE id = 1",
    "withdrawal": "reason = 'another' WHERE id = 1",
    "assessment": "reason = 'another' WHERE id = 2",
    "basis": "evidence_id = evidence_id % 3 + 1",
    "retraction": "reason = 'another' WHERE id = 1",
    "link": "relation = 'part_of' WHERE id = 1",
    "unlinking": "reason = 'another' WHERE id = 1",
    "tag": "name = 'another' WHERE claim_id = 2 AND name = 'b'",
    "claim_past": "state = 'superseded'",
    "attribution_past": "voice = 'narrated'",
    "via_past": "source_id = 1",
    "source_past": "name = 'another'",
    "source_alias_past": "name = 'another'",
    "tag_past": "name = 'another'",
    "claim_flag_past": "since = until",
    "article_sketch": "lowest = x'00'",
    "evidence_source": "source_id = 13 WHERE rowid = 1",
    "source_skeleton": "skeleton = 'another'",
    "claim_flag": "flag = 'circular' WHERE rowid = (SELECT max(rowid) FROM claim_flag)",
}


@pytest.mark.parametrize("table", [one.name for one in PROJECTION])
def test_a_row_that_was_edited_without_an_event_is_found(desk_file: Location, table: str) -> None:
    assert scalar(desk_file, f"SELECT count(*) FROM {table}"), "a table without rows proves nothing"
    forge(desk_file, f"UPDATE {table} SET {EDITS[table]}")
    assert damage(desk_file)["values"].what


@pytest.mark.parametrize("table", [one.name for one in PROJECTION])
def test_a_row_that_was_deleted_is_missed(desk_file: Location, table: str) -> None:
    forge(desk_file, f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    found = damage(desk_file)
    assert "is missing" in found["values"].what


def test_a_row_that_stands_there_twice_makes_up_for_none_that_is_missing(desk_file: Location) -> None:
    forge(
        desk_file,
        "CREATE TABLE loose AS SELECT * FROM basis",
        "DROP TABLE basis",
        "ALTER TABLE loose RENAME TO basis",
        "DELETE FROM basis WHERE rowid = 1",
        "INSERT INTO basis SELECT * FROM basis LIMIT 1",
    )
    assert damage(desk_file)["values"].record.startswith("basis of")


def test_a_row_that_an_index_does_not_hold_is_found(desk_file: Location) -> None:
    with closing(sqlite3.connect(str(desk_file.path), isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        index = "FROM sqlite_master WHERE name = 'ix_tag_name_claim_id'"
        kept = connection.execute(f"SELECT type, name, tbl_name, rootpage, sql {index}").fetchone()
        connection.execute(f"DELETE {index}")
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("INSERT INTO tag (claim_id, name) VALUES (2, 'forged')")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
    found = damage(desk_file)
    assert "ix_tag_name_claim_id" in found["integrity"].what
    assert (found["values"].record, found["values"].what) == ("tag of C2", "No change in the ledger made this tag.")


def test_sqlite_itself_compares_the_rows_of_a_file_however_many_at_a_time(
    desk_file: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "_compare", None)  # what compares them otherwise
    for many in (100_000, 2):
        monkeypatch.setattr(alike, "_ROWS", many)
        assert damage(desk_file) == {}


def test_a_value_is_named_with_what_its_history_says(desk: Location) -> None:
    forge(desk, "UPDATE claim SET status = 'confirmed', credibility = 1 WHERE id = 5")
    found = damage(desk)["values"]
    assert (found.record, found.uid) == ("C5", claim_uid(desk, 5))
    assert found.what == "status is 'confirmed', but its history says 'unchecked'."


def test_a_row_that_no_event_made_is_named_by_what_it_belongs_to(desk: Location) -> None:
    forge(desk, "INSERT INTO tag (claim_id, name) VALUES (2, 'forged')")
    found = damage(desk)["values"]
    assert (found.record, found.what) == ("tag of C2", "No change in the ledger made this tag.")


def test_other_names_of_a_source_that_stand_in_another_order_are_found(desk: Location) -> None:
    of = "FROM source_alias WHERE source_id = (SELECT id FROM source WHERE name = 'Yonhap')"
    with writing(desk) as session:
        sources.alias(session, "Yonhap", ["YNA"], [], by="ana")
    assert damage(desk) == {}
    number = scalar(desk, f"SELECT max(id) {of}")
    forge(desk, f"UPDATE source_alias SET id = -1 WHERE id = {number}")
    found = damage(desk)["values"]
    assert found.record == "S1"
    assert found.what == "'yna' stands in the place of 'the agency' among its other names."


def test_events_that_moved_to_later_places_of_a_file_are_found(desk_file: Location) -> None:
    forge(desk_file, "UPDATE event SET seq = seq + 1000 WHERE seq = (SELECT max(seq) FROM event)")
    found = damage(desk_file)["values"]
    assert found.record == "the ledger"
    assert "some were removed or moved" in found.what


def test_links_of_a_claim_that_stand_in_another_order_are_found(told_by_none: Location) -> None:
    of = "FROM link WHERE claim_id = (SELECT max(claim_id) FROM link WHERE relation = 'part_of')"
    first, last = (scalar(told_by_none, f"SELECT {one}(id) {of}") for one in ("min", "max"))
    assert first < last
    forge(
        told_by_none,
        *(f"UPDATE link SET id = {new} WHERE id = {old}" for old, new in ((last, 99), (first, last), (99, first))),
        *(
            f"UPDATE unlinking SET link_id = {new} WHERE link_id = {old}"
            for old, new in ((last, 99), (first, last), (99, first))
        ),
    )
    assert "the number of this link is lower" in damage(told_by_none)["ledger"].what


@pytest.mark.parametrize("table", ["claim", "source", "article", "attribution", "evidence"])
def test_what_is_missing_and_had_a_number_of_elsewhere_is_named_by_its_uid(told_by_none: Location, table: str) -> None:
    uid = scalar(told_by_none, f"SELECT uid FROM {table} WHERE id = 2")
    forge(told_by_none, f"DELETE FROM {table} WHERE id = 2")
    found = damage(told_by_none)["values"]
    assert (found.record, found.uid) == (table, uid)


def test_a_row_that_was_deleted_is_named(desk: Location) -> None:
    forge(desk, "DELETE FROM tag WHERE claim_id = 2")
    found = damage(desk)["values"]
    assert (found.record, found.what) == ("tag of C2", "The tag that the ledger made is missing.")


@pytest.mark.parametrize("value", ["x'41'", "'one'"])
def test_a_row_whose_key_is_no_number_is_named(desk_file: Location, value: str) -> None:
    forge(desk_file, "PRAGMA ignore_check_constraints = ON", f"UPDATE anchor SET article_id = {value}")
    assert damage(desk_file)["values"].what == "No change in the ledger made this anchor."


@pytest.mark.parametrize("number", [0, -5, 10**18])
def test_what_has_a_number_that_nobody_can_type_is_found(desk: Location, number: int) -> None:
    forge(
        desk,
        f"UPDATE evidence SET id = {number} WHERE id = 2",
        f"UPDATE evidence_source SET evidence_id = {number} WHERE evidence_id = 2",
        f"UPDATE basis SET evidence_id = {number} WHERE evidence_id = 2",
    )
    assert damage(desk)["values"].record in {f"E{number}", "E2"}


def test_a_text_that_was_changed_everywhere_but_in_its_digest_is_found(desk: Location) -> None:
    with forging(desk) as connection:
        uid = connection.scalar(article.select().with_only_columns(article.c.uid).where(article.c.id == 1))
        assert uid is not None
        payload = connection.scalar(event.select().with_only_columns(event.c.payload).where(event.c.subject == uid))
        changed = str(payload).replace("near", "nigh")
        connection.execute(event.update().where(event.c.subject == uid).values(payload=changed))
        body = connection.scalar(article.select().with_only_columns(article.c.text).where(article.c.id == 1))
        connection.execute(article.update().where(article.c.id == 1).values(text=str(body).replace("near", "nigh")))
        rechain(connection, uid)
    found = damage(desk)
    assert (found["texts"].record, found["texts"].uid) == ("A1", uid)


@pytest.mark.parametrize(
    "move",
    [
        'start = start + 1, "end" = "end" + 1',
        '"end" = "end" + 1',
        "quote = 'Another'",
        "cue_start = cue_start + 1, cue_end = cue_end + 1",
        "cue = 'denied'",
        "content = '[[5,4]]'",
        "content = '[[0,9999]]'",
        "source_start = 9998, source_end = 9999",
    ],
)
def test_what_was_read_from_a_text_stands_where_it_should(desk: Location, move: str) -> None:
    forge(desk, f"UPDATE attribution SET {move} WHERE id = 1")
    assert damage(desk)["texts"].record == "T1"


def test_a_quote_stands_where_it_is_anchored_in_a_revision(desk: Location) -> None:
    forge(desk, 'UPDATE anchor SET start = start + 1, "end" = "end" + 1 WHERE start IS NOT NULL')
    assert "anchored" in damage(desk)["texts"].what


def test_a_reference_that_leads_nowhere_is_found(desk: Location) -> None:
    forge(desk, "UPDATE evidence SET source_id = 9999 WHERE id = 1")
    found = damage(desk)["references"]
    assert (found.record, found.what) == (
        "table evidence",
        "A row points by source_id at source 9999, which is not there.",
    )


def test_a_vector_of_no_claim_is_found(desk: Location) -> None:
    blob = "x'00'" if desk.path is not None else "'\\x00'"
    forge(desk, f"INSERT INTO claim_vector VALUES (9999, 'model', {blob}, {blob})")
    assert damage(desk)["references"].record == "table claim_vector"


@pytest.mark.parametrize("values", ["x'00', 5", "x'00', 'words'", "'words', x'00'"])
def test_what_is_no_vector_is_named_and_can_be_mended(desk_file: Location, values: str) -> None:
    forge(desk_file, f"INSERT INTO claim_vector VALUES (2, 'model', {values})")
    found = damage(desk_file)["values"]
    assert found.record == "claim vector of C2"
    forge(desk_file, shlex.split(found.remedy.partition(": ")[2])[2].removesuffix(","))
    assert damage(desk_file) == {}


@pytest.mark.parametrize("what", ["claim", "article"])
def test_words_that_are_not_in_the_search_index_are_missed(desk: Location, what: str) -> None:
    key = "rowid" if desk.path is not None else f"{what}_id"
    columns = "rowid, text" if what == "claim" else "rowid, title, text"
    if desk.path is not None:
        forge(
            desk,
            f"INSERT INTO {what}_search ({what}_search, {columns}) "
            f"SELECT 'delete', {columns.replace('rowid', 'id')} FROM {what} WHERE id = 2",
        )
    else:
        forge(desk, f"DELETE FROM {what}_search WHERE {key} = 2")
    assert damage(desk)["search"].record == f"index {what}_search"


@pytest.mark.parametrize("what", ["claim", "article"])
def test_words_in_the_search_index_that_nobody_wrote_are_found(desk: Location, what: str) -> None:
    if desk.path is not None:
        forge(desk, f"INSERT INTO {what}_search (rowid, text) VALUES (9999, 'planted')")
    else:
        forge(desk, f"INSERT INTO {what}_search VALUES (1, 99, to_tsvector('factcheck', 'planted'))")
    assert damage(desk)["search"].record == f"index {what}_search"


@pytest.mark.parametrize("what", ["claim", "article"])
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {}_search_config",
        "UPDATE {}_search_config SET v = 3",
        "INSERT INTO {}_search_config VALUES ('rank', 'absent()')",
    ],
)
def test_settings_of_a_search_index_that_are_not_its_own_are_found_and_can_be_mended(
    desk_file: Location, what: str, change: str
) -> None:
    forge(desk_file, change.format(what))
    found = damage(desk_file)["search"]
    assert found.record == f"index {what}_search"
    _, _, statements = shlex.split(found.remedy.partition(": ")[2])
    forge(desk_file, *statements.split("; "))
    assert damage(desk_file) == {}
