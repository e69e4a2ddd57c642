"""Claims that say the same in other words: found by their meaning, whose vectors are a cache that no history needs."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from factcheck.desk.claims import edit
from factcheck.desk.matches import Match, matches
from factcheck.desk.meaning import keep
from factcheck.errors import MissingExtra
from factcheck.reading import meaning
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from factcheck.store.tables import claim_vector
from tests.factories import log
from tests.store.verify.forger import damage

BURNED = "The mill burned down."
WITH_MODEL = pytest.mark.skipif(not meaning.available(), reason="the extra match is not installed")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is given to a model that takes a sentence's letters for its meaning."""
    given: list[str] = []

    def run(texts: Sequence[str]) -> list[bytes]:
        given.extend(texts)
        return [bytes(min(text.count(letter), 127) for letter in "abcdefghijklmnopqrstuvwxyz") for text in texts]

    monkeypatch.setattr("factcheck.reading.meaning.model.run", run)
    monkeypatch.setattr("factcheck.reading.meaning.available", lambda: True)
    return given


def found(location: Location, number: int) -> list[Match]:
    with reading(location) as session:
        return matches(session, number)


def rows(location: Location) -> list[tuple[int, str]]:
    table = claim_vector.c
    with reading(location) as session:
        return [tuple(row) for row in session.connection().execute(select(table.claim_id, table.model))]


@WITH_MODEL
def test_the_same_in_other_words_is_found_by_its_meaning(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    log(sqlite, "The mill at Orm is for sale.")
    same = log(sqlite, "The old mill was destroyed by fire.")
    for place in ("Lund", "Veld", "Amsel"):
        log(sqlite, f"The council of {place} raised the fee for parking.")
    asked = log(sqlite, BURNED)
    first = found(sqlite, asked)[0]
    assert (first.claim.id, first.opposite) == (same, False)
    assert any(why.startswith("similar meaning: 0.8") for why in first.why)
    monkeypatch.setattr("factcheck.reading.meaning.available", lambda: False)
    assert first.score > max((one.score for one in found(sqlite, asked) if one.claim.id == same), default=0)


@WITH_MODEL
@pytest.mark.parametrize(
    ("denial", "caution"),
    [
        ("The mill did not burn down.", "opposite: “not” in one of them"),
        ("The old mill was never destroyed by fire.", "“never” in one of them alone"),
    ],
)
def test_a_denial_is_as_close_in_meaning_and_is_never_offered_without_saying_so(
    sqlite: Location, denial: str, caution: str
) -> None:
    asked, _ = log(sqlite, BURNED), log(sqlite, denial)
    (only,) = found(sqlite, asked)
    assert any(why.startswith("similar meaning") for why in only.why)
    assert only.why[0].startswith(caution)
    assert only.opposite


def test_what_is_kept_is_not_read_again_and_changes_no_answer(location: Location, runs: list[str]) -> None:
    asked, *_ = (log(location, f"The bridge at Orm is {word}.") for word in ("closed", "shut", "open", "closed"))
    unkept = found(location, asked)
    assert sorted(runs) == sorted(f"the bridge at orm is {word}" for word in ("closed", "shut", "open"))
    assert keep(location) == 4
    assert keep(location) == 0
    runs.clear()
    assert found(location, asked) == unkept
    assert runs == []


@pytest.mark.usefixtures("runs")
def test_vectors_are_no_part_of_what_the_history_proves(location: Location) -> None:
    log(location, BURNED)
    assert keep(location) == 1
    assert damage(location) == {}


def test_a_claim_in_new_words_is_read_anew(location: Location, runs: list[str]) -> None:
    first, _ = log(location, "The bridge at Orm is closed."), log(location, "The bridge at Orm is shut.")
    keep(location)
    with writing(location) as session:
        edit(session, first, "The bridge at Veld is closed.", by="ana")
    runs.clear()
    found(location, first)
    assert runs == ["the bridge at veld is closed"]
    assert keep(location) == 1
    assert len(rows(location)) == 2


def test_vectors_of_two_models_are_never_compared(
    location: Location, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = log(location, "The bridge at Orm is closed."), log(location, "The bridge at Orm is shut.")
    keep(location)
    monkeypatch.setattr("factcheck.reading.meaning.NAME", "another")
    runs.clear()
    found(location, first)
    assert len(runs) == 2
    assert keep(location) == 2
    assert rows(location) == [(first, "another"), (second, "another")]


def test_who_lacks_the_model_is_told_what_to_install(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    log(location, BURNED)
    monkeypatch.setattr("factcheck.reading.meaning.model.available", lambda: False)
    with pytest.raises(MissingExtra) as raised:
        keep(location)
    assert "'.[match]'" in raised.value.remedy
    assert rows(location) == []
