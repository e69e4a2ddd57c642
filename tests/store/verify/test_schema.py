"""Guards that are gone, weakened or added to are found, and so are files that are no longer sound."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from factcheck.settings import Location
from factcheck.store.engine import APPLICATION_ID
from factcheck.store.verify.report import Found, Tally, silent
from factcheck.store.verify.schema import check_schema
from tests.store.verify.forger import damage, forge

EVERYWHERE = {
    "CREATE TABLE notes (body TEXT)": "table notes",
    "ALTER TABLE claim ADD COLUMN score INTEGER": "table claim",
    "CREATE VIEW settled AS SELECT * FROM claim": "settled",
    "CREATE INDEX mine ON claim (text)": "index mine",
    "DROP INDEX ix_claim_digest": "index ix_claim_digest",
    "INSERT INTO alembic_version VALUES ('0018')": "table alembic_version",
}
SQLITE = {
    "DROP TRIGGER event_no_update": "trigger event_no_update",
    "DROP TRIGGER event_no_replace": "trigger event_no_replace",
    "CREATE TRIGGER mine AFTER INSERT ON claim BEGIN DELETE FROM tag; END": "trigger mine",
    "CREATE TRIGGER alembic_version AFTER INSERT ON tag BEGIN SELECT 1; END": "trigger alembic_version",
    "CREATE TRIGGER claim_search_data AFTER INSERT ON tag BEGIN SELECT 1; END": "trigger claim_search_data",
    "CREATE TRIGGER sqlite_stat1 AFTER INSERT ON tag BEGIN SELECT 1; END": "trigger sqlite_stat1",
    "CREATE VIEW sqlite_stat4 AS SELECT * FROM claim": "view sqlite_stat4",
}
POSTGRESQL = {
    "DROP TRIGGER event_no_change ON event": "trigger event_no_change",
    "ALTER TABLE event DISABLE TRIGGER event_no_truncate": "trigger event_no_truncate",
    "ALTER TABLE event ENABLE TRIGGER event_no_change": "trigger event_no_change",
    "ALTER TABLE tag DISABLE TRIGGER ALL": "foreign KEYS OF tag",
    "ALTER TABLE claim DROP CONSTRAINT ck_claim_status": "constraint ck_claim_status",
    "ALTER TABLE claim ENABLE ROW LEVEL SECURITY": "relation claim",
    "CREATE RULE mine AS ON DELETE TO tag DO INSTEAD NOTHING": "relation tag",
    "ALTER TABLE claim ALTER version SET DEFAULT 1": "table claim",
    "ALTER TABLE claim ALTER text DROP NOT NULL": "table claim",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'": "function mine",
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'": "function append_only",
    "ALTER TEXT SEARCH CONFIGURATION factcheck ALTER MAPPING FOR word WITH simple": "text SEARCH factcheck",
    "ALTER TEXT SEARCH DICTIONARY factcheck_stem (StopWords = english)": "text SEARCH DICTIONARY factcheck_stem",
    "ALTER TEXT SEARCH DICTIONARY pg_catalog.simple (StopWords = english)": "text SEARCH DICTIONARY simple",
    "CREATE TEXT SEARCH DICTIONARY simple (TEMPLATE = pg_catalog.simple);"
    "ALTER TEXT SEARCH CONFIGURATION factcheck ALTER MAPPING FOR int WITH public.simple": "text SEARCH factcheck",
    "CREATE TEXT SEARCH CONFIGURATION pg_catalog.factcheck (COPY = factcheck)": "text SEARCH factcheck",
    "ALTER TABLE claim_vector SET UNLOGGED": "relation claim_vector",
    "ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY": "relation alembic_version",
    "CREATE TEMP VIEW tag AS SELECT * FROM tag": "tag",
    'ALTER TABLE claim ALTER text TYPE text COLLATE "POSIX"': "table claim: text",
    "CREATE COLLATION other.\"C\" (LOCALE = 'POSIX');"
    'ALTER TABLE tag ALTER name TYPE text COLLATE other."C"': "table tag: name",
    "CREATE DOMAIN text AS pg_catalog.text; ALTER TABLE claim ALTER text TYPE public.text": "table claim: text",
    "UPDATE pg_index SET indisready = false WHERE indexrelid = 'uq_claim_uid'::regclass": "index uq_claim_uid",
    "DELETE FROM pg_trigger WHERE tgisinternal AND tgrelid = 'tag'::regclass": "foreign KEYS OF tag",
    "CREATE FUNCTION pg_catalog.append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    "CREATE OR REPLACE TRIGGER event_no_truncate BEFORE TRUNCATE ON event EXECUTE FUNCTION pg_catalog.append_only();"
    "ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_truncate": "trigger event_no_truncate",
    "CREATE FUNCTION other.mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
    "CREATE TRIGGER mine BEFORE INSERT ON tag FOR EACH ROW EXECUTE FUNCTION other.mine();"
    "UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'mine'": "trigger mine",
    "CREATE AGGREGATE count(bigint) (SFUNC = int8pl, STYPE = bigint)": "aggregate count(bigint)",
    "CREATE FUNCTION other.count(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';"
    "SET LOCAL search_path = public, other": "function count(bigint)",
    "CREATE FUNCTION same(text, varchar) RETURNS bool LANGUAGE internal AS 'texteq';"
    "ALTER FUNCTION same SET SCHEMA other;"
    "CREATE OPERATOR = (LEFTARG = text, RIGHTARG = varchar, FUNCTION = other.same)": "operator =",
    "CREATE CAST (varchar AS integer) WITH INOUT AS IMPLICIT": "cast FROM",
    "SET LOCAL session_replication_role = replica": "setting session_replication_role",
    "ALTER SEQUENCE event_seq_seq INCREMENT -1": "sequence event_seq_seq",
    "ALTER SEQUENCE event_seq_seq RESTART 7": "sequence event_seq_seq",
    "ALTER SEQUENCE claim_id_seq OWNED BY NONE": "sequence claim_id_seq",
    "CREATE SEQUENCE mine OWNED BY claim.id": "sequence mine",
    "SET LOCAL gin_fuzzy_search_limit = 1": "setting gin_fuzzy_search_limit",
    "SELECT setval('claim_id_seq', 2)": "sequence claim_id_seq",  # last: it is not taken back
}


@pytest.mark.parametrize(("change", "named"), EVERYWHERE.items())
def test_a_schema_that_was_changed_is_named(desk: Location, change: str, named: str) -> None:
    alter(desk, change)
    assert named in damage(desk)["schema"].record


@pytest.mark.parametrize(("change", "named"), SQLITE.items())
def test_a_guard_that_was_changed_on_sqlite_is_named(desk_file: Location, change: str, named: str) -> None:
    alter(desk_file, change)
    assert damage(desk_file)["schema"].record == named


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("CONSTRAINT ck_claim_version CHECK (version >= 1), ", ""),
        ("text TEXT NOT NULL", "text TEXT\xa0NOT NULL"),  # a type of two words, and NULL is let in
    ],
)
def test_a_constraint_that_was_taken_out_of_a_table_on_sqlite_is_found(
    desk_file: Location, was: str, becomes: str
) -> None:
    rewrite(desk_file, f"replace(sql, '{was}', '{becomes}')", "claim")
    found = damage(desk_file)["schema"]
    assert (found.record, found.what) == ("table claim", "It is other than factcheck made it.")


def test_a_schema_that_is_kept_as_bytes_is_read_as_sqlite_reads_it(desk_file: Location) -> None:
    rewrite(desk_file, "CAST(sql AS BLOB)", "event_no_update")
    assert damage(desk_file) == {}


def test_texts_in_another_encoding_stand_in_another_order(desk_file: Location) -> None:
    with closing(sqlite3.connect(str(desk_file.path))) as old:
        statements = list(old.iterdump())
    Path(str(desk_file.path)).unlink()
    with closing(sqlite3.connect(str(desk_file.path), isolation_level=None)) as new:
        new.execute("PRAGMA encoding = 'UTF-16le'")
        new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in statements:
            with suppress(sqlite3.OperationalError):  # rows of the search index are made beside its tables
                new.execute(statement)
    found = damage(desk_file)["schema"]
    assert (found.record, found.what) == ("the database file", "Its texts are in UTF-16le, not in UTF-8.")


def test_statistics_belong_to_a_database(desk_file: Location) -> None:
    alter(desk_file, "ANALYZE")
    assert damage(desk_file) == {}


def test_guards_that_were_changed_on_postgresql_are_named(desk_server: Location) -> None:
    engine = create_engine(str(desk_server.url))
    for change, named in POSTGRESQL.items():
        with engine.connect() as connection, connection.begin() as transaction:
            connection.exec_driver_sql("CREATE SCHEMA other")
            connection.exec_driver_sql(change)
            with pytest.raises(Found) as found:
                check_schema(connection, Tally(silent))
            transaction.rollback()
        assert named in found.value.damage.record, change
    engine.dispose()


def test_the_extension_that_compares_indexes_may_be_installed_beside_them(desk_server: Location) -> None:
    alter(desk_server, "CREATE FUNCTION bt_index_check(regclass) RETURNS int LANGUAGE sql AS 'SELECT 1'")
    assert damage(desk_server)["schema"].record == "function bt_index_check(regclass)"
    alter(desk_server, "UPDATE pg_proc SET prolang = 13, probin = '$libdir/amcheck' WHERE proname = 'bt_index_check'")
    assert damage(desk_server) == {}


def test_a_row_that_breaks_a_constraint_is_found_by_the_database_itself(desk_file: Location) -> None:
    forge(desk_file, "PRAGMA ignore_check_constraints = ON", "UPDATE claim SET status = 'true' WHERE id = 1")
    assert "CHECK constraint failed in claim" in damage(desk_file)["integrity"].what


def test_a_page_of_an_index_that_was_damaged_is_found_by_the_database_itself(desk_file: Location) -> None:
    with closing(sqlite3.connect(str(desk_file.path))) as connection:
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_tag_name_claim_id'"
        page = connection.execute(root).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with Path(str(desk_file.path)).open("r+b") as file:
        file.seek((page - 1) * size + 3)
        file.write(b"\x00\x00")  # the number of cells on the index's only page
    assert "SQLite says" in damage(desk_file)["integrity"].what


def test_a_table_that_is_gone_ends_no_other_check(desk: Location) -> None:
    alter(desk, "DROP TABLE claim_flag")
    found = damage(desk)
    assert "claim_flag" in found["schema"].record
    assert "claim_flag" in found["values"].what
    assert "texts" not in found


def alter(location: Location, statement: str) -> None:
    engine = create_engine(f"sqlite:///{location.path}" if location.path is not None else str(location.url))
    with engine.begin() as connection:
        if location.path is not None:
            connection.exec_driver_sql("PRAGMA writable_schema = ON")  # which lets in names that are SQLite's own
        connection.exec_driver_sql(statement)
    engine.dispose()


def rewrite(location: Location, sql: str, name: str) -> None:
    with closing(sqlite3.connect(str(location.path))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(f"UPDATE sqlite_master SET sql = {sql} WHERE name = ?", (name,))
        connection.commit()
