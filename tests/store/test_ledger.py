"""The ledger: every change of anything is an event in its subject's chain."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from factcheck.dates import stamp
from factcheck.desk import claims, correction, evidence, links, replacement, sources, undo
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.said import check_said
from factcheck.errors import Refused
from factcheck.identity import new_uid
from factcheck.settings import Location
from factcheck.store.events import Event, every, hashed
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Action, Bearing, Relation, Reliability, SaidCheck, Status
from tests.factories import ARTICLE, ingest_text, log


@pytest.fixture(scope="module")
def lived(lasting: Location) -> Location:
    """A database in which everything that can happen has happened."""
    ingest_text(lasting, url="https://wire.example/1")
    ingest_text(lasting, ARTICLE.replace("two turbines", "three turbines"), url="https://wire.example/1")
    number = log(lasting, by="Veld Radio")
    with writing(lasting) as session:
        claims.attribute(session, number, Said("Orm Times"), by="bo")
        claims.accept(session, [1], by="ana")
        claims.reject(session, [2], because="no claim", by="ana")
        claims.edit(session, 3, "Other words.", by="ana")
        claims.tag(session, [1, 3], ["dam"], [], by="ana")
        assess(session, [1, number], Decision(Status.IN_REVIEW, "asked"), by="ana")
        retract(session, number, because="slip", by="ana")
        evidence.add(session, number, Item(Bearing.REFUTES, source="Orm Times"), by="ana")
        evidence.withdraw(session, 1, because="about another bridge", by="bo")
        check_said(session, 1, SaidCheck.ORIGINAL_SEEN, because="saw the broadcast", by="bo")
        first, second = replacement.split(session, 3, ["One half.", "Other half."], by="ana")
        correction.correct(session, first, "Veld Radio", by="ana")
        claims.accept(session, [second], by="ana")
        undo.undo(session, second, by="ana")
        links.link(session, number, Relation.SAME, 1, by="ana")
        links.unlink(session, 1, number, by="bo")
        sources.add(session, "Media House", by="ana")
        sources.alias(session, "Veld Radio", ["Radio Veld"], [], by="ana")
        sources.edit(session, "Veld Radio", owner="Media House", by="ana")
        sources.grade(session, "Veld Radio", Reliability.C, because="its record", by="ana")
        sources.merge(session, "Orm Times", "Veld Radio", by="ana")
    return lasting


def test_every_kind_of_change_writes_an_event(lived: Location) -> None:
    with reading(lived) as session:
        assert {event.action for event in every(session.connection())} == set(Action)


def test_each_subject_has_one_unbroken_chain_of_intact_events(lived: Location) -> None:
    chains: dict[str, list[Event]] = {}
    with reading(lived) as session:
        for event in every(session.connection(), chunk=3):
            assert event.is_intact()
            chains.setdefault(event.subject, []).append(event)
    for chain in chains.values():
        assert [event.version for event in chain] == list(range(1, len(chain) + 1))
        assert [event.prev_hash for event in chain] == ["", *(event.hash for event in chain[:-1])]


def test_an_event_whose_marks_stand_elsewhere_in_what_is_hashed_is_not_intact() -> None:
    at, then = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)
    inner = ["a title", 2, stamp(then), "mallory", "claim_edited", None, {}, ""]
    honest = Event.chained(
        subject=new_uid(),
        version=1,
        recorded_at=at,
        by="ana",
        action="claim_edited",
        reason=None,
        payload={"to": inner},
        prev_hash="",
    )
    subject = f'{honest.subject}",1,"{stamp(at)}","ana","claim_edited",null,{{"to":["a title'
    about = {"subject": subject, "version": 2, "recorded_at": then, "by": "mallory", "payload": {}, "text": "{}"}
    forged = honest._replace(prev_hash='"]},"', **about)  # type: ignore[arg-type]
    told = (forged.subject, 2, stamp(then), "mallory", "claim_edited", None, "{}", forged.prev_hash)
    assert hashed(*told) == forged.hash == honest.hash
    assert honest.is_intact()
    assert not forged.is_intact()
    for one in (honest._replace(subject="another"), honest._replace(prev_hash="x")):
        told = (one.subject, 1, stamp(at), "ana", "claim_edited", None, one.stored(), one.prev_hash)
        assert not one._replace(hash=hashed(*told)).is_intact()


def test_the_version_of_each_claim_and_source_counts_its_events(lived: Location) -> None:
    query = "SELECT count(*) FROM {0} WHERE version <> (SELECT count(*) FROM event WHERE subject = {0}.uid)"
    with reading(lived) as session:
        for table in ("claim", "source"):
            assert session.connection().scalar(text(query.format(table))) == 0


def test_payloads_name_others_by_uid_and_never_by_key(lived: Location) -> None:
    with reading(lived) as session:
        keys = {key for event in every(session.connection()) for key in json.dumps(event.payload).split('"')[1::2]}
    assert not {key for key in keys if key.endswith("_id") or key == "id"}


def test_the_events_of_one_transaction_bear_one_time_and_its_analysts_name(lived: Location) -> None:
    with reading(lived) as session:
        events = list(every(session.connection()))
    assert len({event.recorded_at for event in events[-12:]}) == 1
    assert {event.by for event in events} == {"ana", "bo"}


def test_a_refused_command_writes_no_event(lived: Location) -> None:
    with reading(lived) as session:
        before = sum(1 for _ in every(session.connection()))
    with pytest.raises(Refused), writing(lived) as session:
        claims.tag(session, [1], ["other"], [], by="ana")
        sources.merge(session, "S1", "S1", by="ana")
    with reading(lived) as session:
        assert sum(1 for _ in every(session.connection())) == before


def test_a_claims_status_is_always_that_of_its_last_assessment_not_retracted(lived: Location) -> None:
    query = """
        SELECT count(*) FROM claim WHERE status <> coalesce(
            (SELECT a.status FROM assessment a WHERE a.claim_id = claim.id
               AND NOT EXISTS (SELECT 1 FROM retraction r WHERE r.assessment_id = a.id)
             ORDER BY a.id DESC LIMIT 1), 'unchecked')
    """
    with reading(lived) as session:
        assert session.connection().scalar(text(query)) == 0


def test_every_quote_equals_its_span(lived: Location) -> None:
    with reading(lived) as session:
        rows = session.connection().execute(
            text('SELECT a.quote, t.text, a.start, a."end" FROM attribution a JOIN article t ON t.id = a.article_id')
        )
        found = [(row.quote, row.text[row.start : row.end]) for row in rows]
    assert found
    assert all(quote == words for quote, words in found)
