"""As of each moment of one life in which everything happens, the answers are those that were given then."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from factcheck.dates import now
from factcheck.desk import claims, correction, evidence, links, replacement, sources, undo
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.said import check_said
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from factcheck.store.tables import claim
from factcheck.store.transaction import Session
from factcheck.vocabulary import Bearing, Relation, Reliability, SaidCheck, SourceKind, Status
from tests.exchange.files import jsonl_of
from tests.factories import ARTICLE, ingest_text, log
from tests.store.moments import Printed, check, look, seldom

REFUTED = Decision(Status.REFUTED, "a record", override="no time")


def _linked(session: Session) -> None:
    links.link(session, 6, Relation.SAME, 5, because="read side by side", by="ana")


LIFE: tuple[Callable[[Session], object], ...] = (
    lambda session: claims.log(session, "The bridge is closed.", Said("KCNA"), by="ana"),
    lambda session: claims.log(session, "The bridge is shut.", Said("Orm Times", via=("KCNA",)), by="ana"),
    lambda session: claims.attribute(session, 5, Said("Seoul officials", via=("Orm Times", "KCNA")), by="bo"),
    lambda session: claims.tag(session, [5], ["missiles", "dam"], [], by="ana"),
    lambda session: assess(session, [5], Decision(Status.IN_REVIEW, "asked"), by="ana"),
    lambda session: evidence.add(session, 5, Item(Bearing.REFUTES, source="Yonhap"), by="ana"),
    lambda session: assess(session, [5], Decision(Status.REFUTED, "a record", evidence=(1,)), by="ana"),
    lambda session: sources.grade(session, "Yonhap", Reliability.E, because="its record", by="ana"),
    lambda session: claims.tag(session, [5], [], ["missiles"], by="ana"),
    lambda session: evidence.withdraw(session, 1, because="another bridge", by="bo"),
    lambda session: retract(session, 5, because="a slip", by="ana"),
    _linked,
    lambda session: claims.attribute(session, 6, Said("Veld Radio", via=("Orm Times",)), by="bo"),
    lambda session: links.unlink(session, 5, 6, by="bo"),
    lambda session: assess(session, [6], REFUTED, by="ana"),
    lambda session: claims.edit(session, 3, "Other words.", by="ana"),
    lambda session: claims.reject(session, [2], because="no claim", by="ana"),
    lambda session: claims.accept(session, [2], by="ana"),
    lambda session: correction.correct(session, 4, "Veld Radio", by="ana"),
    lambda session: check_said(session, 5, SaidCheck.MISATTRIBUTED, because="never said", by="bo"),
    lambda session: check_said(session, 5, SaidCheck.ORIGINAL_SEEN, because="found", by="bo"),
    lambda session: sources.alias(session, "KCNA", ["Central agency"], [], by="ana"),
    lambda session: sources.alias(session, "KCNA", [], ["Central agency"], by="ana"),
    lambda session: sources.edit(session, "KCNA", kind=SourceKind.INDEPENDENT_MEDIA, by="ana"),
    lambda session: sources.add(session, "Media House", by="ana"),
    lambda session: sources.edit(session, "KCNA", owner="Media House", by="ana"),
    lambda session: sources.merge(session, "Orm Times", "KCNA", by="ana"),
    lambda session: replacement.split(session, 3, ["One half.", "Other half."], by="ana"),
    lambda session: undo.undo(session, 2, by="ana"),
)


def test_as_of_each_step_of_a_life_the_answers_are_those_that_were_given_behind_it(
    location: Location, tmp_path: Path
) -> None:
    there = Location(tmp_path / "there.db", None, explicit=True)
    with writing(there) as session:
        claims.log(session, "A dam broke.", Said("KCNA"), tags=("missiles",), by="ana")
    seen: list[Printed] = []
    ingest_text(location, url="https://wire.example/1")

    def imported(session: Session) -> None:
        import_jsonl(session, io.BytesIO(jsonl_of(there).encode()), by="importer", name="x.jsonl")

    for at, step in enumerate((*LIFE, imported)):
        with writing(location) as session:
            step(session)
        if at % seldom(location) == 0:
            seen.append((now(), look(location)))
    ingest_text(location, ARTICLE.replace("two turbines", "three turbines"), url="https://wire.example/1")
    seen.append((now(), look(location)))
    check(location, seen)


def test_from_the_very_moment_of_a_link_on_who_is_stood_for_is_counted(location: Location) -> None:
    log(location)
    log(location, "The bridge is shut.")
    with writing(location) as session:
        evidence.add(session, 2, Item(Bearing.CONTEXT, url="https://bridge.example"), by="ana")
        given = session.info["moment"]
    with writing(location) as session:
        links.link(session, 2, Relation.SAME, 1, by="ana")
        linked = session.info["moment"]
    checked = [(linked - timedelta(microseconds=1), None), (linked, given), (now(), given)]
    for moment, wanted in checked:
        with reading(location, as_of=moment) as session:
            found = session.connection().scalar(select(claim.c.checked_at).where(claim.c.id == 1))
        assert found == wanted, moment
