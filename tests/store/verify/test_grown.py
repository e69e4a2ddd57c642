"""What a replay keeps of claims from one telling to the next holds no longer when something else changes it."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Connection, text

from factcheck.desk import claims, correction, ingest, links, sources
from factcheck.desk.attributions import Said
from factcheck.desk.said import check_said
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store import tellings
from factcheck.store.flags import asserted
from factcheck.store.session import writing
from factcheck.store.transaction import Session
from factcheck.store.verify import grown
from factcheck.store.verify import links as ledger
from factcheck.vocabulary import Relation, SaidCheck, SourceKind
from tests.store.verify.forger import damage

WORDS = "The bridge at Orm was closed, the harbour office said."


@pytest.fixture
def single(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event is applied by itself, and of every claim something is kept."""
    monkeypatch.setattr(ledger, "_ROWS", 1)
    monkeypatch.setattr(ledger, "_EVENTS", 1)
    monkeypatch.setattr(grown, "_MANY", 1)


def _tell(session: Session, number: int, *voices: str) -> None:
    for voice in voices:
        claims.attribute(session, number, Said(voice, kind=SourceKind.STATE_MEDIA), by="ana")


def _said_by(session: Session, number: int, voice: str) -> int:
    query = text(
        "SELECT max(t.id) FROM attribution AS t JOIN source AS s ON s.id = t.source_id WHERE claim_id = :claim "
        "AND name = :name"
    )
    return int(session.connection().scalar(query, {"claim": number, "name": voice}) or 0)


def _revised(session: Session, *bodies: str) -> None:
    for body in bodies:
        document = Document(body, publisher="Wire", url="https://wire.example/1")
        ingest.ingest(session, document, read(document), by="ana")


def nobody_said_so(session: Session) -> None:
    check_said(session, _said_by(session, 1, "Orm Times"), SaidCheck.MISATTRIBUTED, because="no such words", by="ana")


def another_said_so(session: Session) -> None:
    said = _said_by(session, 1, "Orm Times")
    correction.correct(session, 1, "Veld Radio", attribution=said, by="ana")


def others_say_the_same(session: Session) -> None:
    _tell(session, 2, "Town hall")
    links.link(session, 2, Relation.SAME, 1, by="ana")


def others_say_the_same_no_longer(session: Session) -> None:
    others_say_the_same(session)
    _tell(session, 1, "Veld Radio")
    links.unlink(session, 2, 1, by="ana")


def nobody_said_what_others_said(session: Session) -> None:
    others_say_the_same(session)
    _tell(session, 1, "Veld Radio")
    check_said(session, _said_by(session, 2, "Town hall"), SaidCheck.MISATTRIBUTED, because="no such words", by="ana")


def one_owns_the_other(session: Session) -> None:
    sources.edit(session, "Orm Times", owner="Veld Radio", by="ana")


def one_is_of_another_kind(session: Session) -> None:
    sources.edit(session, "Orm Times", kind=SourceKind.INDEPENDENT_MEDIA, by="ana")


def one_is_nobody_in_particular(session: Session) -> None:
    sources.edit(session, "Orm Times", named=False, by="ana")


def one_is_the_other(session: Session) -> None:
    sources.merge(session, "Orm Times", "Veld Radio", by="ana")


CHANGES = (
    nobody_said_so,
    another_said_so,
    others_say_the_same,
    others_say_the_same_no_longer,
    nobody_said_what_others_said,
    one_owns_the_other,
    one_is_of_another_kind,
    one_is_nobody_in_particular,
    one_is_the_other,
)
OF_OTHERS = (others_say_the_same, others_say_the_same_no_longer, nobody_said_what_others_said)


@pytest.mark.usefixtures("single")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_a_claim_rests_on_is_counted_anew_after(sqlite: Location, change: Callable[[Session], None]) -> None:
    with writing(sqlite) as session:
        for _ in range(2):
            claims.log(session, "The bridge is closed.", Said("Veld Radio", kind=SourceKind.STATE_MEDIA), by="ana")
        _tell(session, 1, *([] if change in OF_OTHERS else ["Orm Times"]), "Veld Radio")
        change(session)
        _tell(session, 1, "Veld Radio")
    assert damage(sqlite) == {}


@pytest.mark.usefixtures("single")
@pytest.mark.parametrize("bodies", [["It was late."], ["It was late.", f"{WORDS} It was late."]], ids=len)
def test_words_that_are_gone_or_back_are_looked_for_anew(sqlite: Location, bodies: Sequence[str]) -> None:
    with writing(sqlite) as session:
        _revised(session, f"{WORDS} A mill burned, the mill said.")
        for body in bodies:
            _tell(session, 1, "Veld Radio")
            _revised(session, body)
        _tell(session, 1, "Veld Radio", "Veld Radio")
    assert damage(sqlite) == {}


@pytest.mark.usefixtures("single")
def test_what_was_told_of_a_claim_is_read_once(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(sqlite) as session:
        claims.log(session, "The bridge is closed.", Said("Veld Radio"), by="ana")
        _tell(session, 1, *(f"Voice {at}" for at in range(5)))
    read_of: list[int] = []

    def spied(connection: Connection, numbers: Sequence[int]) -> object:
        read_of.extend(numbers)
        return asserted(connection, numbers)

    monkeypatch.setattr(tellings, "asserted", spied)
    assert damage(sqlite) == {}
    assert read_of == [1]
