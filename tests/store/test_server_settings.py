"""What is set for a session on the server changes no answer, and no refusal of the server's is taken for damage."""

import time
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from factcheck.errors import DatabaseUnavailable
from factcheck.settings import Location
from factcheck.store.backup import back_up
from factcheck.store.session import reading, writing
from factcheck.store.verify import verify
from tests.factories import log, row


def asking(location: Location, **options: str) -> Location:
    url = make_url(str(location.url)).update_query_dict(options)
    return Location(None, url.render_as_string(hide_password=False), explicit=True)


def verified(location: Location) -> bool:
    with reading(location) as session:
        return verify(session, location, seals=[], signers=None).first is None


@pytest.mark.parametrize("options", ["-c DateStyle=German", "-c TimeZone=Asia/Kolkata"])
def test_how_a_session_writes_times_is_ours_to_say(postgres: Location, options: str) -> None:
    number = log(postgres, "The ferry was late.")
    there = asking(postgres, options=options)
    assert row(there, number).recorded_at == row(postgres, number).recorded_at
    log(there, "The ferry sank.")
    assert verified(there)


@pytest.mark.parametrize(("name", "value"), [("PGTZ", "Asia/Kolkata"), ("PGDATESTYLE", "German")])
def test_nor_do_variables_say_it(postgres: Location, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    log(postgres)
    with reading(postgres) as session:
        zone, style = (str(session.connection().scalar(text(f"SHOW {one}"))) for one in ("TimeZone", "DateStyle"))
    assert (zone, style.partition(",")[0]) == ("UTC", "ISO")


def test_where_there_is_no_schema_to_write_to_that_is_said(empty_postgres: Location) -> None:
    with pytest.raises(DatabaseUnavailable, match="no schema to write to"):
        log(asking(empty_postgres, options="-c search_path=nowhere"))


def test_how_names_are_shown_is_ours_to_say(postgres: Location) -> None:
    assert verified(asking(postgres, options="-c quote_all_identifiers=on"))


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "WIN1252"])
def test_texts_come_and_go_as_utf_8_whatever_else_is_asked_for(
    postgres: Location, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    words = "Der Preis stieg auf 5 \u20ac, \uc11c\uc6b8."
    for there in (postgres, asking(postgres, client_encoding=encoding)):
        assert row(there, log(there, words)).text == words
        assert verified(there)


def test_a_backup_holds_every_letter_whatever_else_is_asked_for(
    postgres: Location, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    log(postgres, "\uc11c\uc6b8")
    assert back_up(postgres, tmp_path / "desk.dump", lambda _done, _total: None).events > 0


def test_a_server_that_gives_up_in_the_middle_is_not_taken_for_damaged(postgres: Location) -> None:
    log(postgres)
    with pytest.raises(DatabaseUnavailable, match="lets nothing take so long"), reading(postgres) as session:
        session.connection().execute(text("SET LOCAL statement_timeout = 1"))
        verify(session, postgres, seals=[], signers=None)


def test_a_server_that_does_not_wait_for_whoever_thinks_is_one_that_broke_off(postgres: Location) -> None:
    log(postgres)
    there = asking(postgres, options="-c idle_in_transaction_session_timeout=1")
    with pytest.raises(DatabaseUnavailable, match="broke off"), writing(there) as session:
        session.connection().execute(text("SELECT 1"))
        time.sleep(0.2)
        session.connection().execute(text("SELECT 1"))
