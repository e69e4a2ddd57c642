"""Assessments whose hashes are right, but which no desk would have recorded, are bad rows; honest ones are none."""

from collections.abc import Callable

import pytest

from factcheck.settings import Location
from factcheck.vocabulary import ALLOWED_CREDIBILITY, MOVES, Move, Status
from tests.exchange.forged import imported, refused
from tests.exchange.forging import Forgery, Record
from tests.exchange.tables import state


def _of_another(one: Forgery) -> None:
    mine, other = one.claim(), one.claim()
    one.assess(mine, "unchecked", "confirmed", 1)
    one.retract(mine, one.assess(other, "unchecked", "confirmed", 1), "confirmed", "unchecked")


def _not_the_last(one: Forgery) -> None:
    claim = one.claim()
    first = one.assess(claim, "unchecked", "confirmed", 1)
    one.assess(claim, "confirmed", "refuted", 5)
    one.retract(claim, first, "confirmed", "unchecked")


def _twice(one: Forgery) -> None:
    claim = one.claim()
    one.assess(claim, "unchecked", "confirmed", 1)
    slip = one.assess(claim, "confirmed", "refuted", 5)
    one.retract(claim, slip, "refuted", "confirmed")
    one.retract(claim, slip, "refuted", "confirmed")


@pytest.mark.parametrize("forge", [_of_another, _not_the_last, _twice])
def test_only_the_last_standing_assessment_of_a_claim_is_taken_back(
    sqlite: Location, forge: Callable[[Forgery], None]
) -> None:
    refused(sqlite, forge, "not the last one of its claim that stands")


@pytest.mark.parametrize(("status", "back_to"), [("confirmed", "in_review"), ("refuted", "unchecked")])
def test_a_retraction_says_where_it_really_leads(sqlite: Location, status: str, back_to: str) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "in_review")
        one.retract(claim, one.assess(claim, "in_review", "refuted", 5), status, back_to)

    refused(sqlite, forge, "but that is from refuted to in_review.")


def test_after_a_retraction_the_status_is_that_of_the_one_before(location: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "disputed", 3, confidence="low")
        slip = one.assess(claim, "disputed", "refuted", 5)
        one.retract(claim, slip, "refuted", "disputed")
        one.assess(claim, "disputed", "in_review", 3)

    imported(location, forge)
    (row,) = state(location)["claim"]
    assert {"in_review", 3} <= set(row)


@pytest.mark.parametrize(("before", "status"), MOVES)
def test_an_import_makes_the_moves_that_the_desk_makes(
    fresh: Callable[..., Location], before: Status, status: Status
) -> None:
    kept = ALLOWED_CREDIBILITY.get(before, (None,))[0]

    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "in_review")
        if before is Status.UNCHECKED:
            one.assess(claim, "in_review", "unchecked")
        elif before is not Status.IN_REVIEW:
            one.assess(claim, "in_review", before, kept)
        credibility = kept if status is Status.IN_REVIEW else ALLOWED_CREDIBILITY.get(status, (None,))[0]
        one.assess(claim, before, status, credibility)

    if MOVES[before, status] is Move.ILLEGAL:
        refused(fresh("forged"), forge, f"No assessment leads from {before} to {status}.")
    else:
        imported(fresh("forged"), forge)


def test_what_had_a_verdict_never_is_unchecked_again(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "insufficient", 6)
        one.assess(claim, "insufficient", "in_review", 6)
        one.assess(claim, "in_review", "unchecked")

    refused(sqlite, forge, "No assessment leads from in_review to unchecked.")


@pytest.mark.parametrize(
    ("before", "status", "credibility", "changed", "why"),
    [
        ("in_review", "confirmed", 1, {}, "It says in_review before it, but the claim is unchecked."),
        ("unchecked", "confirmed", None, {}, "confirmed does not go with credibility None."),
        ("unchecked", "insufficient", 5, {}, "insufficient does not go with credibility 5."),
        ("unchecked", "not_checkable", 2, {}, "not_checkable does not go with credibility 2."),
        ("unchecked", "in_review", None, {"confidence": "high"}, "in_review is no verdict to be confident of."),
        ("unchecked", "confirmed", 1, {"due": "2026"}, "confirmed does not fall due."),
        ("unchecked", "not_checkable", None, {"due": "2026-02-30"}, "There is no 2026-02-30"),
        ("unchecked", "confirmed", 1, {"override": None}, "confirmed needs 2 supporting items"),
        ("unchecked", "refuted", 5, {"override": None}, "refuted needs 1 refuting item"),
        ("unchecked", "disputed", 2, {"override": None}, "disputed needs 1 supporting and 1 refuting item"),
    ],
)
def test_an_assessment_says_what_the_desk_lets_it_say(
    sqlite: Location, before: str, status: str, credibility: int | None, changed: Record, why: str
) -> None:
    refused(sqlite, lambda one: one.assess(one.claim(), before, status, credibility, **changed), why)


def test_a_review_keeps_the_credibility(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "insufficient", 6)
        one.assess(claim, "insufficient", "in_review", 2)

    refused(sqlite, forge, "in_review does not go with credibility 2.")


def test_another_verdict_needs_newer_evidence_or_an_override(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "confirmed", 1)
        one.assess(claim, "confirmed", "insufficient", 6, override=None)

    refused(sqlite, forge, "insufficient needs evidence newer than the last verdict")


@pytest.mark.parametrize(
    ("begun", "why"), [("draft", "nobody accepted before"), ("rejected", "The claim is rejected when it happens.")]
)
def test_only_an_accepted_claim_is_assessed(sqlite: Location, begun: str, why: str) -> None:
    refused(sqlite, lambda one: one.assess(one.claim(begun), "unchecked", "in_review"), why)


def test_an_accepted_draft_is_assessed(location: Location) -> None:
    def forge(one: Forgery) -> None:
        one.assess(one.add(one.claim("draft"), "claim_accepted"), "unchecked", "in_review")

    imported(location, forge)


def test_a_claim_that_ever_was_assessed_keeps_its_words(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.retract(claim, one.assess(claim, "unchecked", "in_review"), "in_review", "unchecked")
        one.add(claim, "claim_edited", **{"from": "The words", "to": "Others"})

    refused(sqlite, forge, "in the words it had")


def test_a_claim_is_reworded_from_the_words_it_has(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.add(claim, "claim_edited", **{"from": "The words", "to": "Others"})
        one.add(claim, "claim_edited", **{"from": "The words", "to": "More"})

    refused(sqlite, forge, "words that the claim does not have")


def test_a_claim_is_not_rejected_while_an_assessment_stands(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "refuted", 5)
        one.add(claim, "claim_rejected")

    refused(sqlite, forge, "would be rejected that is refuted.")
