"""Evidence that nobody's desk would have recorded is a bad row; honest evidence is none."""

from collections.abc import Callable
from typing import Any

import pytest

from factcheck.desk import evidence
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.identity import new_uid
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Bearing, Relation, Status
from tests.exchange.conftest import fresh
from tests.exchange.files import jsonl_of, load_jsonl
from tests.exchange.forged import imported, refused
from tests.exchange.forging import Forgery
from tests.exchange.tables import state
from tests.exchange.test_forged_links import tie, untie
from tests.factories import log, row

__all__ = ["fresh"]


def rests(one: Forgery, status: str, *items: dict[str, Any], **changed: Any) -> None:
    """A claim that becomes this on these items, without an override."""
    claim = one.claim()
    uids = [one.give(claim, **item) for item in items]
    credibility = {"confirmed": 1, "refuted": 5, "disputed": 3, "insufficient": 6}.get(status)
    one.assess(claim, "unchecked", status, credibility, **{"override": None, "evidence": uids, **changed})


def on(bearing: str = "supports", **more: Any) -> dict[str, Any]:
    return {"bearing": bearing, **(more or {"url": "https://x.example"})}


def test_a_verdict_whose_evidence_is_there_needs_no_override(location: Location) -> None:
    def forge(one: Forgery) -> None:
        rests(one, "confirmed", on(source=one.source()), on(source=one.source()))
        rests(one, "confirmed", on(direct=True, note="I saw it"))
        rests(one, "refuted", on("refutes"))
        rests(one, "disputed", on("refutes"), on())
        claim = one.claim()
        one.assess(claim, "unchecked", "refuted", 5, evidence=[one.give(claim)], override=None)
        one.moment = "2025-01-02T00:00:00.000000Z"
        one.give(claim, bearing="context", url="https://x")
        one.assess(claim, "refuted", "insufficient", 6, override=None)

    imported(location, forge)
    assert [len(state(location)[name]) for name in ("evidence", "basis", "assessment")] == [8, 7, 6]


def test_evidence_that_was_there_before_the_last_verdict_is_not_newer(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "refuted", 5, evidence=[one.give(claim)], override=None)
        one.assess(claim, "refuted", "insufficient", 6, override=None)

    refused(sqlite, forge, "insufficient needs evidence newer than the last verdict")


@pytest.mark.parametrize(
    ("status", "items"),
    [
        ("confirmed", []),
        ("confirmed", [on()]),
        ("confirmed", [on(), on()]),
        ("confirmed", [on(source="A"), on(source="A")]),
        ("confirmed", [on(source="A"), on("refutes", source="B")]),
        ("confirmed", [on("refutes", direct=True, note="I saw it")]),
        ("refuted", [on()]),
        ("disputed", [on(), on()]),
        ("disputed", [on("refutes"), on("context")]),
    ],
)
def test_a_verdict_without_its_evidence_needs_an_override(
    sqlite: Location, status: str, items: list[dict[str, Any]]
) -> None:
    def forge(one: Forgery) -> None:
        speakers = {"A": one.source(), "B": one.source()}
        rests(one, status, *({**item, **_by(item, speakers)} for item in items))

    refused(sqlite, forge, f"{status} needs ")


def _by(item: dict[str, Any], speakers: dict[str, str]) -> dict[str, str]:
    return {"source": speakers[item["source"]]} if "source" in item else {}


def pooled(one: Forgery, *, parted: bool = False) -> None:
    """A claim that is refuted on what was given on another, which says the same, or did."""
    claim, other = one.claim(), one.claim()
    item = one.give(other)
    uid = tie(one, other, "same", claim)
    if parted:
        untie(one, other, uid, "same", claim)
    one.assess(claim, "unchecked", "refuted", 5, evidence=[item], override=None)


def test_a_verdict_may_rest_on_evidence_of_what_says_the_same(
    location: Location, fresh: Callable[..., Location]
) -> None:
    imported(location, pooled)
    assert [len(state(location)[name]) for name in ("basis", "link")] == [1, 1]
    again = fresh("again")
    load_jsonl(again, jsonl_of(location))
    assert state(again) == state(location)


def test_but_not_once_it_no_longer_does(sqlite: Location) -> None:
    refused(sqlite, lambda one: pooled(one, parted=True), "which is no evidence of its claim")


def test_a_verdict_that_comes_later_may_rest_on_what_is_linked_here(
    location: Location, fresh: Callable[..., Location]
) -> None:
    here = fresh("here")
    first, second = log(location), log(location, "The bridge is shut.")
    with writing(location) as session:
        evidence.add(session, second, Item(Bearing.REFUTES, url="https://bridge.example"), by="ana")
        link(session, second, Relation.SAME, first, by="ana")
    load_jsonl(here, jsonl_of(location))
    with writing(location) as session:
        assess(session, [first], Decision(Status.REFUTED, "seen"), by="ana")
    load_jsonl(here, jsonl_of(location))
    assert row(here, first).status is Status.REFUTED


def _elsewhere(one: Forgery) -> None:
    claim, other = one.claim(), one.claim()
    one.assess(claim, "unchecked", "refuted", 5, evidence=[one.give(other)])


def _withdrawn(one: Forgery) -> None:
    claim = one.claim()
    item = one.give(claim)
    one.withdraw(claim, item)
    one.assess(claim, "unchecked", "refuted", 5, evidence=[item])


def _later(one: Forgery) -> None:
    claim = one.claim()
    one.assess(claim, "unchecked", "refuted", 5, evidence=[new_uid()])


@pytest.mark.parametrize("forge", [_elsewhere, _withdrawn, _later])
def test_a_verdict_rests_on_evidence_of_its_claim_that_stands(
    sqlite: Location, forge: Callable[[Forgery], None]
) -> None:
    refused(sqlite, forge, "which is no evidence of its claim, or was withdrawn")


def _twice(one: Forgery) -> None:
    claim = one.claim()
    item = one.give(claim)
    one.assess(claim, "unchecked", "refuted", 5, evidence=[item, item])


def _no_verdict(one: Forgery) -> None:
    claim = one.claim()
    one.assess(claim, "unchecked", "in_review", evidence=[one.give(claim)])


def _withdrawn_twice(one: Forgery) -> None:
    claim = one.claim()
    item = one.give(claim)
    one.withdraw(claim, item)
    one.withdraw(claim, item)


def _of_another(one: Forgery) -> None:
    claim = one.claim()
    item = one.give(one.claim())
    one.withdraw(claim, item)


def _own(one: Forgery) -> None:
    claim = one.claim()
    one.give(claim, attribution=one.spoken())


def _its_source(one: Forgery) -> None:
    said, claim = (one.claim(), one.spoken())[1], one.claim()
    one.give(claim, attribution=said, source=one.lines[1]["subject"])


def _hearsay(one: Forgery) -> None:
    said, claim = (one.claim(), one.spoken())[1], one.claim()
    one.give(claim, attribution=said, direct=True)


def _checked_elsewhere(one: Forgery) -> None:
    said = (one.claim(), one.spoken())[1]
    one.check(one.claim(), said)


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (_twice, "the same item twice"),
        (_no_verdict, "in_review is no verdict that rests on evidence"),
        (_withdrawn_twice, "was withdrawn before"),
        (_of_another, "no evidence of its claim"),
        (_own, "That a claim was said is no evidence for it."),
        (_its_source, "brings its own source"),
        (_hearsay, "is no direct evidence"),
        (_checked_elsewhere, "is none of its claim"),
        (lambda one: one.check(one.claim(), new_uid()), "There is no attribution"),
        (lambda one: one.give(one.claim(), attribution=new_uid()), "There is no attribution"),
        (lambda one: one.give(one.claim(), source=new_uid()), "There is no source"),
        (lambda one: one.give(one.claim(), note="nothing else"), "It gives nothing as evidence."),
        (lambda one: one.give(one.claim(), file="x.pdf"), "A file has a name and a digest."),
        (lambda one: one.give(one.claim(), url="https://x", date="2025-02-30"), "There is no 2025-02-30"),
        (lambda one: one.give(one.claim(), url="https://x", date="2025-01-03"), "2025-01-03 is still to come"),
        (lambda one: one.give(one.claim(), url="javascript:alert(1)"), "is no address of a page"),
        (lambda one: one.give(one.claim(), archive_ref="https://"), "is no address of a page"),
        (lambda one: one.give(one.claim("draft")), "on a draft that nobody accepted before"),
        (lambda one: one.give(one.claim("rejected")), "The claim is rejected when it happens."),
    ],
)
def test_evidence_is_such_as_the_desk_takes(
    fresh: Callable[..., Location], forge: Callable[[Forgery], None], why: str
) -> None:
    refused(fresh("forged"), forge, why)
