"""Claims whose hashes are right, but which no desk would have recorded, are bad rows; honest ones are none."""

from collections.abc import Callable

import pytest

from factcheck.errors import BadRows
from factcheck.identity import CLAIM, is_handle
from factcheck.settings import Location
from tests.exchange.everything import typical
from tests.exchange.files import jsonl_of, load_csv, load_jsonl, records
from tests.exchange.forged import refused
from tests.exchange.forging import Forgery, text
from tests.exchange.tables import state


@pytest.mark.parametrize("tags", [["Missiles"], ["a b"], ["-a"], ["a", "a"], ["a,b"], [" a"], ["ﬁ"]])
def test_tags_are_such_as_the_desk_stores(fresh: Callable[..., Location], tags: list[str]) -> None:
    refused(fresh("forged"), lambda one: one.claim(tags=tags), "tag")
    refused(fresh("forged"), lambda one: one.add(one.claim(), "claim_tagged", added=tags, removed=[]), "tag")
    refused(fresh("forged"), lambda one: one.add(one.claim(), "claim_tagged", added=[], removed=tags), "tag")


def test_no_claim_begins_superseded(sqlite: Location) -> None:
    refused(sqlite, lambda one: one.claim("superseded"), "which is none of: draft, accepted, rejected.")
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, "text,said_by,state\na,b,superseded\n")
    assert "no superseded one" in caught.value.details[0]


@pytest.mark.parametrize("digits", [16, 18, 40])
def test_an_imported_id_has_fifteen_digits_at_most(sqlite: Location, sqlite_copy: Location, digits: int) -> None:
    typical(sqlite_copy)
    lines = records(jsonl_of(sqlite_copy))
    for line in lines:
        if line["type"] in {"source", "article", "claim", "attribution"}:
            line["id"] = line["id"][0] + "9" * digits
    before = state(sqlite)
    with pytest.raises(BadRows) as caught:
        load_jsonl(sqlite, text(lines))
    assert "id is malformed" in caught.value.details[0]
    assert state(sqlite) == before
    assert is_handle(CLAIM, "C" + "9" * 16), "so that the next id after the highest can be typed"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_utc_cannot_tell_is_a_bad_row(sqlite: Location, moment: str) -> None:
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, f"text,said_by,recorded_at\na,b,{moment}\n")
    assert caught.value.details[0].startswith(f"line 2: recorded_at: '{moment}' is no time.")
    with pytest.raises(BadRows) as caught:
        load_jsonl(sqlite, text([{"text": "a", "said_by": "b", "recorded_at": moment}]))
    assert caught.value.details[0].startswith(f"line 1: recorded_at: '{moment}' is no time.")


def _unasked(one: Forgery) -> None:
    old = one.claim("draft")
    one.add(old, "claim_superseded", by=[one.claim("draft")])


def _by_itself(one: Forgery) -> None:
    old = one.claim("draft")
    one.add(old, "claim_superseded", by=[old])


@pytest.mark.parametrize("forge", [_unasked, _by_itself])
def test_a_claim_gives_its_place_only_to_one_that_says_so(
    fresh: Callable[..., Location], forge: Callable[[Forgery], None]
) -> None:
    refused(fresh("forged"), forge, "does not say that it takes the place")


def test_a_claim_that_was_assessed_is_not_replaced(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        old = one.claim()
        new = one.claim(replaces=[old])
        one.assess(old, "unchecked", "in_review")
        one.add(old, "claim_superseded", by=[new])

    refused(sqlite, forge, "assessed in the words it had")


def _accepted_never(one: Forgery) -> None:
    one.add(one.claim("draft"), "claim_restored", **{"from": "accepted", "to": "draft"})


def _to_another(one: Forgery) -> None:
    claim = one.claim()
    one.add(claim, "claim_rejected")
    one.add(claim, "claim_restored", **{"from": "rejected", "to": "draft"})


def _twice_undone(one: Forgery) -> None:
    claim = one.claim("draft")
    one.add(claim, "claim_accepted")
    for _ in range(2):
        one.add(claim, "claim_restored", **{"from": "accepted", "to": "draft"})


@pytest.mark.parametrize("forge", [_accepted_never, _to_another, _twice_undone])
def test_what_is_undone_leads_back_to_what_the_claim_was(
    fresh: Callable[..., Location], forge: Callable[[Forgery], None]
) -> None:
    refused(fresh("forged"), forge, "which is not what the claim was")


def test_what_was_assessed_is_no_draft_again(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim("draft")
        one.add(claim, "claim_accepted")
        one.retract(claim, one.assess(claim, "unchecked", "in_review"), "in_review", "unchecked")
        one.add(claim, "claim_restored", **{"from": "accepted", "to": "draft"})

    refused(sqlite, forge, "would be put back")
