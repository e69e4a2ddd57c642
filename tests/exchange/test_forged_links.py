"""Links that nobody's desk would have made are bad rows; honest ones are none, and come out as they went in."""

from collections.abc import Callable

import pytest

from factcheck.desk.links import link
from factcheck.errors import BadRows
from factcheck.identity import new_uid
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Relation
from tests.exchange.conftest import fresh
from tests.exchange.files import jsonl_of, load_jsonl
from tests.exchange.forged import imported, refused
from tests.exchange.forging import Forgery
from tests.exchange.tables import state
from tests.factories import log

__all__ = ["fresh"]


def tie(one: Forgery, claim: str, relation: str, other: str) -> str:
    uid = new_uid()
    one.add(claim, "claim_linked", link=uid, relation=relation, other=other)
    return uid


def untie(one: Forgery, claim: str, uid: str, relation: str, other: str) -> None:
    one.add(claim, "claim_unlinked", unlinking=new_uid(), link=uid, relation=relation, other=other)


def _itself(one: Forgery) -> None:
    claim = one.claim()
    tie(one, claim, "same", claim)


def _twice_linked(one: Forgery, relation: str) -> None:
    claim, other = one.claim(), one.claim()
    tie(one, claim, relation, other)
    tie(one, claim, relation, other)


def _nobody(one: Forgery) -> None:
    tie(one, one.claim(), "same", new_uid())


def _draft(one: Forgery) -> None:
    tie(one, one.claim("draft"), "same", one.claim())


def _to_draft(one: Forgery) -> None:
    tie(one, one.claim(), "same", one.claim("draft"))


def _rejected(one: Forgery) -> None:
    claim = one.claim()
    one.add(claim, "claim_rejected")
    tie(one, one.claim(), "contradicts", claim)


def _verdicts(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    one.assess(first, "unchecked", "refuted", 5)
    one.assess(third, "unchecked", "confirmed", 1)
    tie(one, second, "same", first)
    tie(one, third, "same", second)


def _verdicts_out_of_sight(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    one.assess(second, "unchecked", "refuted", 5)
    one.assess(third, "unchecked", "confirmed", 1)
    tie(one, second, "same", first)
    tie(one, third, "same", first)


def _contradicting(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    tie(one, second, "same", first)
    tie(one, third, "contradicts", second)
    tie(one, third, "same", first)


def _parted(one: Forgery) -> None:
    first, second = one.claim(), one.claim()
    tie(one, second, "same", first)
    tie(one, first, "contradicts", second)


def _circle(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    tie(one, first, "part_of", second)
    tie(one, second, "part_of", third)
    tie(one, third, "part_of", first)


def _part_of_what_it_contradicts(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    tie(one, second, "same", first)
    tie(one, third, "contradicts", second)
    tie(one, first, "part_of", third)


def _contradicting_its_whole(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    tie(one, first, "part_of", second)
    tie(one, second, "part_of", third)
    tie(one, third, "contradicts", first)


def _whole(one: Forgery) -> None:
    first, second, third = one.claim(), one.claim(), one.claim()
    tie(one, first, "part_of", second)
    tie(one, second, "part_of", third)
    tie(one, third, "same", first)


def _not_linked(one: Forgery) -> None:
    untie(one, one.claim(), new_uid(), "same", one.claim())


def _twice_unlinked(one: Forgery) -> None:
    first, second = one.claim(), one.claim()
    uid = tie(one, second, "same", first)
    untie(one, second, uid, "same", first)
    untie(one, second, uid, "same", first)


def _other_words(one: Forgery) -> None:
    first, second = one.claim(), one.claim()
    untie(one, second, tie(one, second, "same", first), "contradicts", first)


def _gone(one: Forgery) -> None:
    first, second = one.claim(), one.claim()
    tie(one, second, "same", first)
    one.add(first, "claim_rejected")


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (_itself, "to itself"),
        (lambda one: _twice_linked(one, "same"), "linked so before"),
        (lambda one: _twice_linked(one, "part_of"), "linked so before"),
        (_nobody, "There is no claim"),
        (_draft, "A draft would be linked"),
        (_to_draft, "a claim that is draft"),
        (_rejected, "a claim that is rejected"),
        (_verdicts, "confirmed and refuted"),
        (_verdicts_out_of_sight, "confirmed and refuted"),
        (_contradicting, "contradict each other"),
        (_parted, "parts claims that are linked as the same"),
        (_circle, "a part of its own part"),
        (_whole, "part and whole"),
        (_part_of_what_it_contradicts, "a part of one that it contradicts"),
        (_contradicting_its_whole, "lets a part contradict its whole"),
        (_not_linked, "a link that does not stand"),
        (_twice_unlinked, "a link that does not stand"),
        (_other_words, "a link that does not stand"),
        (_gone, "would go out of use"),
    ],
)
def test_links_are_such_as_the_desk_makes(sqlite: Location, forge: Callable[[Forgery], None], why: str) -> None:
    refused(sqlite, forge, why)


def test_honest_links_are_taken_in(location: Location) -> None:
    def forge(one: Forgery) -> None:
        first, second, third = one.claim(), one.claim(), one.claim()
        uid = tie(one, second, "same", first)
        tie(one, third, "contradicts", first)
        untie(one, second, uid, "same", first)
        tie(one, third, "part_of", second)

    imported(location, forge)
    assert [len(state(location)[name]) for name in ("link", "unlinking")] == [3, 1]


def test_links_that_are_here_count_for_what_comes_in(fresh: Callable[..., Location]) -> None:
    here, there = fresh("here"), fresh("there")
    numbers = [log(here, f"Claim {number}.") for number in range(3)]
    load_jsonl(there, jsonl_of(here))
    with writing(here) as session:
        link(session, numbers[1], Relation.SAME, numbers[0], by="ana")
    with writing(there) as session:
        link(session, numbers[2], Relation.CONTRADICTS, numbers[0], by="bo")
    load_jsonl(there, jsonl_of(here))
    with writing(here) as session:
        link(session, numbers[1], Relation.SAME, numbers[2], by="ana")
    with pytest.raises(BadRows) as caught:
        load_jsonl(there, jsonl_of(here))
    assert "contradict each other" in str(caught.value.details)
