"""A name that looks like another's and is written in other letters is told of, and nothing is merged."""

import logging
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.desk import claims, sources
from factcheck.desk.attributions import Said
from factcheck.exchange.spreadsheet import import_csv
from factcheck.lookalike import skeleton
from factcheck.settings import Location
from factcheck.store.lookalikes import Lookalike, lookalikes
from factcheck.store.session import reading, writing
from factcheck.store.sources import sources as listed
from factcheck.vocabulary import SourceKind
from tests.factories import log

CYRILLIC = "R\u0435uters"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(logging.getLogger("factcheck"), "propagate", True)
    return caplog


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (CYRILLIC, "Reuters"),
        ("\u0392\u0392\u0421", "BBC"),
        ("Har\u200bbour Post", "Harbour Post"),
        ("AI Amsel", "Al Amsel"),
        ("Channel 1", "Channel l"),
        ("\u0406srael Radio", "Israel Radio"),
        ("\uff32euters", "Reuters"),
        ("Al\u2013Jazeera", "Al-Jazeera"),
        ("O\u02bcBrien", "O'Brien"),
        ("BBC\u3164News", "BBC News"),
        ("Reu\u034f\ufe0f\U000e0100ters\u115f", "Reuters"),
        ("\u202esretueR", "sretueR"),
        ("\u03c0pa\u0432\u03b4a", "\u043f\u0440\u0430\u0432\u03b4\u0430"),
        ("\u0627\u0644\u062c\u0632\u06cc\u0631\u0629", "\u0627\u0644\u062c\u0632\u064a\u0631\u0629"),
        ("\u53e3", "\u30ed"),
        ("\ufb01nance", "f\u0456nance"),
        ("\u212aCNA", "\u039aCNA"),
    ],
)
def test_names_look_alike(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"), [("M\u00fcller", "Muller"), ("Bern", "Bem"), ("Veld Post", "Veld Past"), ("TASS", "TACC")]
)
def test_names_that_readers_can_tell_do_not(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


@pytest.mark.parametrize(("first", "second"), [("Reuters", CYRILLIC), (CYRILLIC, "Reuters")])
def test_whichever_comes_second_is_told_of(
    location: Location, told: pytest.LogCaptureFixture, first: str, second: str
) -> None:
    log(location, by=first, kind=SourceKind.INDEPENDENT_MEDIA)
    assert told.text == ""
    log(location, "It is open.", by=second, kind=SourceKind.INDEPENDENT_MEDIA)
    assert f'S2 "{second}" looks like S1 "{first}": one has CYRILLIC SMALL LETTER IE.' in told.text
    with reading(location) as session:
        ours, other = listed(session)
    assert (ours.name, other.name) == (first, second)
    assert [(one.name, one.other_id, one.letter) for one in ours.lookalikes] == [(first, 2, "CYRILLIC SMALL LETTER IE")]
    assert [(one.name, one.other_name) for one in other.lookalikes] == [(second, first)]


def test_a_new_name_and_an_other_name_are_told_of_too(location: Location, told: pytest.LogCaptureFixture) -> None:
    log(location, by="Veld Herald")
    log(location, "It is open.", by="Harbour office")
    with writing(location) as session:
        sources.alias(session, "S1", ["Reuters"], [], by="ana")
        sources.edit(session, "S2", name=CYRILLIC, by="ana")
    assert f'S2 "{CYRILLIC}" looks like S1 "Reuters"' in told.text
    told.clear()
    with writing(location) as session:
        sources.alias(session, "S2", ["Ve1d Herald"], [], by="ana")
    assert 'S2 "Ve1d Herald" looks like S1 "Veld Herald": one has LATIN SMALL LETTER L.' in told.text


def test_however_two_names_look_alike_the_foreign_letter_is_named(
    location: Location, told: pytest.LogCaptureFixture
) -> None:
    log(location, by="BBC News")
    log(location, "It is open.", by="BBC\u3164News")
    assert "one has HANGUL FILLER." in told.text


@given(st.text(), st.text())
@example("\u2206", "")
def test_a_letter_is_named_for_any_two_names(name: str, other: str) -> None:
    assert Lookalike(1, name, 2, other).letter
    assert skeleton(skeleton(name)) == skeleton(name)


def test_what_was_merged_or_is_spelled_the_same_is_not(location: Location, told: pytest.LogCaptureFixture) -> None:
    log(location, by="Reuters")
    log(location, "It is open.", by=CYRILLIC)
    told.clear()
    with writing(location) as session:
        sources.merge(session, "S2", "S1", by="ana")
        claims.log(session, "It is shut.", Said("REUTERS"), by="ana")
        claims.log(session, "It is wet.", Said("reports"), by="ana")
        claims.log(session, "It is dry.", Said("rep\u043erts"), by="ana")
    assert told.text == ""
    with reading(location) as session:
        assert lookalikes(session.connection(), [one.uid for one in listed(session)]) == []


def test_an_import_tells_of_them(location: Location, told: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    log(location, by="Reuters", kind=SourceKind.INDEPENDENT_MEDIA)
    file = tmp_path / "claims.csv"
    file.write_text(f"text,said_by\nIt is open.,{CYRILLIC}\n", encoding="utf-8")
    with file.open("rb") as rows, writing(location) as session:
        import_csv(session, rows, by="ana", name=file.name)
    assert f'"{CYRILLIC}" looks like S1 "Reuters"' in told.text
