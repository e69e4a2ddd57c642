"""One database in which everything happened, the same each time."""

from typing import Any

from factcheck.desk import (
    assess,
    claims,
    correction,
    evidence,
    links,
    replacement,
    said,
    sources,
    undo,
)
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import (
    Bearing,
    Confidence,
    Modality,
    Relation,
    Reliability,
    SaidCheck,
    Stance,
    Status,
)
from tests.exchange.desks import SENTENCES, Words, give, judge, log, read_in, saying


def typical(location: Location) -> None:
    """One of each, for tests that draw nothing."""
    base = Words(
        text="=cmd|' /C calc'!A0, \"quoted\"\nsecond line",
        more="said\U0001f680",
        name="Yonhap",
        other="KCNA",
        via=("KCNA", "A > B"),
        tags=("missiles", "=x"),
        number=1,
        sentences=SENTENCES[:3],
        said_on="2025-01",
        stance=Stance.ASSERTS,
        modality=Modality.STATED,
        kind=None,
        status=Status.CONFIRMED,
        credibility=1,
        confidence=Confidence.LOW,
        reliability=Reliability.F,
        by="ana",
        flag=False,
        bearing=Bearing.SUPPORTS,
        check=SaidCheck.ORIGINAL_SEEN,
    )

    def but(**changed: Any) -> Words:
        return Words(**{**{name: getattr(base, name) for name in Words.__dataclass_fields__}, **changed})

    with writing(location) as session:
        read_in(session, but(number=4))
        read_in(session, but(number=4, sentences=SENTENCES[1:4]))
        read_in(session, but(flag=True, name="Reuters", more="Another\x85title"))
        log(session, base)
        log(session, but(text="Spoken by officials", name="officials", via=(), tags=()))
        log(session, but(text="To be merged away", name="Vell Post", via=("Yonhap",), tags=()))
    with writing(location) as session:
        give(session, but(number=3, flag=True))
        give(session, but(number=3, credibility=6, bearing=Bearing.REFUTES))
        give(session, but(number=3, bearing=Bearing.CONTEXT, name="officials"))
        evidence.withdraw(session, 3, because="said of another dam", by="ben")
        said.check_said(session, 1, SaidCheck.ORIGINAL_SEEN, because="seen", by="ben")
        said.check_said(session, 2, SaidCheck.MISATTRIBUTED, because="another ministry", by="ben")
        judge(session, but(number=3))
        assess.retract(session, 3, because="too early", by="ben")
    with writing(location) as session:
        judge(session, but(number=1))
        judge(session, but(number=2, status=Status.DISPUTED, text="both sides"))
        judge(session, but(number=2, status=Status.REFUTED, text="now against"))
        assess.retract(session, 2, because="a slip", by="ben")
        judge(session, but(number=3, status=Status.NOT_CHECKABLE, text="not due", confidence=None))
        judge(session, but(number=4, status=Status.IN_REVIEW, text="looking"))
        judge(session, but(number=4, status=Status.UNCHECKED, text="gave up"))
        judge(session, but(number=1, status=Status.IN_REVIEW, text="again"))
        claims.attribute(session, 1, saying(but(stance=Stance.DENIES, name="Pyongyang")), by="ben")
        claims.reject(session, [5], because="no claim", by="ana")
        claims.tag(session, [1, 2], ["a", "b"], [], by="ana")
        claims.tag(session, [1], [], ["a"], by="ana")
        sources.alias(session, "Yonhap", ["YNA", "the agency"], [], by="ana")
        sources.grade(session, "Yonhap", Reliability.B, because="usually right", by="ana")
        sources.edit(session, "Reuters", owner="KCNA", because="for the test", by="ana")
        sources.edit(session, "Reuters", wire_group="Pool", by="ana")
        sources.edit(session, "Reuters", wire_group="none", by="ana")
        sources.edit(session, "KCNA", wire_group="State pool", by="ana")
        sources.merge(session, "Vell Post", "Yonhap", because="one", by="ana")
    with writing(location) as session:
        (first, second) = replacement.split(session, 7, ["One half", "Other half"], because="two claims", by="ana")
        correction.correct(session, first, "Vell Courier", because="so it says", by="ana")
        replacement.join(session, first, second, by="ben")
        undo.undo(session, second, because="two after all", by="ben")
        claims.accept(session, [second], by="ana")
        undo.undo(session, second, by="ana")
    _linked(location, second)
    with writing(location) as session:
        claims.edit(session, 6, "Reworded before anybody judged", by="ana")


def _linked(location: Location, last: int) -> None:
    """One link of each kind, and one taken back."""
    with writing(location) as session:
        links.link(session, 4, Relation.SAME, 3, because="the same words", by="ben")
        links.link(session, last, Relation.SAME, 3, by="ana")
        links.link(session, last, Relation.CONTRADICTS, 1, by="ana")
        links.unlink(session, 3, 4, because="another dam", by="ana")
        links.link(session, last, Relation.PART_OF, 4, by="ana")
