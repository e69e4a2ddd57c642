"""What people do that other things depend on, each part at a moment of its own, in an order that is hard to keep."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import text

from factcheck.desk import claims, evidence, ingest, links, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.said import check_said
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.store.transaction import Session
from factcheck.vocabulary import Bearing, Relation, Reliability, SaidCheck, Stance, Status


def _log(session: Session, who: str) -> int:
    return claims.log(session, f"The bridge is closed, {who} has it.", Said(who), by="ana").id


def _late(session: Session, number: int) -> None:
    """What comes behind this stands behind many changes of its claim."""
    for at in range(3):
        claims.tag(session, [number], [f"t{at}"], [], by="ana")
        claims.attribute(session, number, Said(f"Voice {at}", stance=Stance.DENIES), by="ana")


def _given(session: Session, number: int, **about: Any) -> int:
    return evidence.add(session, number, Item(Bearing.REFUTES, **about), by="ana")


def _judged(session: Session, number: int, *items: int, **about: Any) -> None:
    decision = Decision(Status.REFUTED, "so it is", evidence=tuple(items), **about)
    assess(session, [number], decision, by="ana")


def _spoken(session: Session, claim: int) -> int:
    query = text("SELECT max(id) FROM attribution WHERE claim_id = :claim")
    return int(session.connection().scalar(query, {"claim": claim}) or 0)


def a_grade_after_a_verdict(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    item = _given(session, number, source="Orm Times")
    yield
    _late(session, number)
    _judged(session, number, item)
    yield
    sources.grade(session, "Orm Times", Reliability.E, because="its record", by="ana")
    yield


def a_verdict_after_a_grade(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    item = _given(session, number, source="Orm Times")
    for at in range(4):
        yield
        sources.alias(session, "Orm Times", [f"OT {at}"], [], by="ana")
        yield
        sources.grade(session, "Orm Times", Reliability.B if at % 2 else Reliability.C, because="so", by="ana")
    yield
    _judged(session, number, item)
    yield


def evidence_of_another_claim_that_is_withdrawn(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    links.link(session, second, Relation.SAME, first, by="ana")
    item, other = _given(session, second, source="Harbour office"), _given(session, first, source="Town hall")
    yield
    _judged(session, first, item)
    yield
    links.unlink(session, second, first, by="ana")
    yield
    _late(session, first)
    yield
    _judged(session, first, other)
    yield
    evidence.withdraw(session, item, because="a slip", by="ana")
    yield


def words_that_a_verdict_rested_on_and_nobody_said(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    said = _spoken(session, second)
    item, other = _given(session, first, attribution=f"T{said}"), _given(session, first, source="Town hall")
    yield
    _judged(session, first, item)
    yield
    _late(session, first)
    yield
    _judged(session, first, other)
    yield
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield


def words_that_were_said_after_all(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    said = _spoken(session, second)
    item = _given(session, first, attribution=f"T{said}")
    yield
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield
    _late(session, second)
    yield
    check_said(session, said, SaidCheck.ORIGINAL_SEEN, because="here they are", by="ana")
    yield
    _judged(session, first, item)
    yield


def more_that_is_said_of_claims_alike(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Veld Radio")
    yield
    links.link(session, second, Relation.SAME, first, by="ana")
    yield
    _late(session, first)
    yield
    claims.attribute(session, first, Said("Orm Times"), by="ana")
    yield
    claims.attribute(session, second, Said("Town hall"), by="ana")
    yield


def verdicts_one_after_the_other(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    yield
    _judged(session, number, override="no time")
    yield
    assess(session, [number], Decision(Status.IN_REVIEW, "again"), by="ana")
    yield


def wordings_one_after_the_other(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    for at in range(3):
        yield
        claims.edit(session, number, f"The bridge is closed, they say for the {at}th time.", by="ana")
    yield


def checks_one_after_the_other(session: Session) -> Iterator[None]:
    said = _spoken(session, _log(session, "Veld Radio"))
    yield
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield
    check_said(session, said, SaidCheck.ORIGINAL_SEEN, because="here they are", by="ana")
    yield


def withdrawals_one_after_the_other(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    items = [_given(session, number, source=who) for who in ("Orm Times", "Town hall")]
    yield
    _judged(session, number, *items)
    for item in items:
        yield
        evidence.withdraw(session, item, because="a slip", by="ana")
    yield


def links_one_after_the_other(session: Session) -> Iterator[None]:
    numbers = [_log(session, "Veld Radio") for _ in range(4)]
    for one, other in ((3, 2), (1, 2), (0, 3)):
        yield
        links.link(session, numbers[one], Relation.SAME, numbers[other], by="ana")
    yield


def a_revision_among_what_is_said(session: Session) -> Iterator[None]:
    words = "The bridge at Orm was closed, the harbour office said."
    for body in (f"{words} A mill burned, the mill said.", f"{words} It was late.", "It was late."):
        document = Document(body, publisher="Wire", url="https://wire.example/1")
        ingest.ingest(session, document, read(document), by="ana")
        yield
        _late(session, 1)
        yield


def a_grade_before_a_withdrawal(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    item = _given(session, number, source="Orm Times")
    yield from _graded_late(session, number, item)
    evidence.withdraw(session, item, because="a slip", by="ana")
    yield


def a_grade_before_words_that_nobody_said(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    said = _spoken(session, second)
    yield from _graded_late(session, first, _given(session, first, attribution=f"T{said}"))
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield


def a_grade_before_a_link(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    yield from _graded_late(session, first, _given(session, first, attribution=f"T{_spoken(session, second)}"))
    links.link(session, second, Relation.SAME, first, by="ana")
    yield


def a_grade_after_a_link_was_taken_back(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    links.link(session, second, Relation.SAME, first, by="ana")
    item = _given(session, second, source="Orm Times")
    yield
    _judged(session, first, item)
    _late(session, first)
    yield
    links.unlink(session, second, first, by="ana")
    yield
    sources.grade(session, "Orm Times", Reliability.E, because="its record", by="ana")
    yield


def grades_one_after_the_other(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    item = _given(session, number, source="Orm Times")
    sources.grade(session, "Orm Times", Reliability.B, because="so", by="ana")
    yield
    _judged(session, number, item)
    for reliability in (Reliability.E, Reliability.B, Reliability.E):
        yield
        sources.grade(session, "Orm Times", reliability, because="so", by="ana")
    yield


def _graded_late(session: Session, number: int, item: int) -> Iterator[None]:
    """A verdict, and behind much that happens to the source that it rests on, another grade of that."""
    sources.grade(session, "Orm Times", Reliability.B, because="so", by="ana")
    yield
    _judged(session, number, item)
    for at, reliability in enumerate((Reliability.B, Reliability.B, Reliability.E)):
        yield
        sources.alias(session, "Orm Times", [f"OT {at}"], [], by="ana")
        yield
        sources.grade(session, "Orm Times", reliability, because="so", by="ana")
    yield


SCENES = (
    a_grade_after_a_verdict,
    a_verdict_after_a_grade,
    grades_one_after_the_other,
    a_grade_before_a_withdrawal,
    a_grade_before_words_that_nobody_said,
    a_grade_before_a_link,
    a_grade_after_a_link_was_taken_back,
    evidence_of_another_claim_that_is_withdrawn,
    words_that_a_verdict_rested_on_and_nobody_said,
    words_that_were_said_after_all,
    more_that_is_said_of_claims_alike,
    verdicts_one_after_the_other,
    wordings_one_after_the_other,
    checks_one_after_the_other,
    withdrawals_one_after_the_other,
    links_one_after_the_other,
    a_revision_among_what_is_said,
)
