"""Events whose hashes are right, but which no desk would have recorded, are bad rows; honest ones are none."""

from collections.abc import Callable
from typing import Any

import pytest

from factcheck.errors import BadRows
from factcheck.identity import CLAIM, is_handle, new_uid
from factcheck.settings import Location
from factcheck.vocabulary import ALLOWED_CREDIBILITY, MOVES, UNNAMED_KINDS, Move, SourceKind, Status
from tests.exchange.desks import typical
from tests.exchange.files import jsonl_of, load_csv, load_jsonl, records
from tests.exchange.forging import Forgery, Record, text
from tests.exchange.tables import state


def _imported(location: Location, forge: Callable[[Forgery], object]) -> None:
    forgery = Forgery()
    forge(forgery)
    load_jsonl(location, text(forgery.lines))


def _refused(location: Location, forge: Callable[[Forgery], object], why: str) -> None:
    """The last event, and no other, is a bad row; also where those before it are in the database already."""
    forgery, before = Forgery(), state(location)
    forge(forgery)
    with pytest.raises(BadRows) as caught:
        load_jsonl(location, text(forgery.lines))
    (told,) = caught.value.details
    assert told.startswith(f"line {len(forgery.lines)}: ")
    assert why in told
    assert state(location) == before
    load_jsonl(location, text(forgery.lines[:-1]))
    here = state(location)
    for lines in (forgery.lines, forgery.lines[-1:]):
        with pytest.raises(BadRows) as caught:
            load_jsonl(location, text(lines))
        assert caught.value.details == (told.replace(f"line {len(forgery.lines)}:", f"line {len(lines)}:"),)
    assert state(location) == here


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
    _refused(sqlite, forge, "not the last one of its claim that stands")


@pytest.mark.parametrize(("status", "back_to"), [("confirmed", "in_review"), ("refuted", "unchecked")])
def test_a_retraction_says_where_it_really_leads(sqlite: Location, status: str, back_to: str) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "in_review")
        one.retract(claim, one.assess(claim, "in_review", "refuted", 5), status, back_to)

    _refused(sqlite, forge, "but that is from refuted to in_review.")


def test_after_a_retraction_the_status_is_that_of_the_one_before(location: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "disputed", 3, confidence="low")
        slip = one.assess(claim, "disputed", "refuted", 5)
        one.retract(claim, slip, "refuted", "disputed")
        one.assess(claim, "disputed", "in_review", 3)

    _imported(location, forge)
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
        _refused(fresh("forged"), forge, f"No assessment leads from {before} to {status}.")
    else:
        _imported(fresh("forged"), forge)


def test_what_had_a_verdict_never_is_unchecked_again(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "insufficient", 6)
        one.assess(claim, "insufficient", "in_review", 6)
        one.assess(claim, "in_review", "unchecked")

    _refused(sqlite, forge, "No assessment leads from in_review to unchecked.")


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
    _refused(sqlite, lambda one: one.assess(one.claim(), before, status, credibility, **changed), why)


def test_a_review_keeps_the_credibility(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "insufficient", 6)
        one.assess(claim, "insufficient", "in_review", 2)

    _refused(sqlite, forge, "in_review does not go with credibility 2.")


def test_another_verdict_needs_newer_evidence_or_an_override(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "confirmed", 1)
        one.assess(claim, "confirmed", "insufficient", 6, override=None)

    _refused(sqlite, forge, "insufficient needs evidence newer than the last verdict")


@pytest.mark.parametrize(
    ("begun", "why"), [("draft", "nobody accepted before"), ("rejected", "The claim is rejected when it happens.")]
)
def test_only_an_accepted_claim_is_assessed(sqlite: Location, begun: str, why: str) -> None:
    _refused(sqlite, lambda one: one.assess(one.claim(begun), "unchecked", "in_review"), why)


def test_an_accepted_draft_is_assessed(location: Location) -> None:
    def forge(one: Forgery) -> None:
        one.assess(one.add(one.claim("draft"), "claim_accepted"), "unchecked", "in_review")

    _imported(location, forge)


def test_a_claim_that_ever_was_assessed_keeps_its_words(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.retract(claim, one.assess(claim, "unchecked", "in_review"), "in_review", "unchecked")
        one.add(claim, "claim_edited", **{"from": "The words", "to": "Others"})

    _refused(sqlite, forge, "in the words it had")


def test_a_claim_is_reworded_from_the_words_it_has(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.add(claim, "claim_edited", **{"from": "The words", "to": "Others"})
        one.add(claim, "claim_edited", **{"from": "The words", "to": "More"})

    _refused(sqlite, forge, "words that the claim does not have")


def test_a_claim_is_not_rejected_while_an_assessment_stands(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim()
        one.assess(claim, "unchecked", "refuted", 5)
        one.add(claim, "claim_rejected")

    _refused(sqlite, forge, "would be rejected that is refuted.")


@pytest.mark.parametrize(("start", "end"), [(4, 99), (4, 8), (3, 9)])
def test_a_quote_is_as_long_as_its_offsets_say(sqlite: Location, start: int, end: int) -> None:
    def forge(one: Forgery) -> None:
        speaker = one.source()
        article = one.article("The words", speaker)
        one.claim(source=speaker, article=article, quote="words", start=start, end=end)

    _refused(sqlite, forge, "Its quote does not stand where it should in its article.")


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        ({"cue": "said", "cue_span": [0, 3]}, "Its cue does not stand"),
        ({"cue": "The", "cue_span": [1, 4]}, "Its cue does not stand"),
        ({"cue": None, "cue_span": [0, 3]}, "Its cue does not stand"),
        ({"source_span": [4, 10]}, "Its speaker or content lies outside"),
        ({"source_span": [3, 3]}, "Its speaker or content lies outside"),
        ({"content": [[0, 3], [5, 3]]}, "Its speaker or content lies outside"),
    ],
)
def test_what_was_read_from_an_article_stands_in_it(sqlite: Location, moved: dict[str, Any], why: str) -> None:
    def forge(one: Forgery, said: dict[str, Any]) -> None:
        speaker = one.source()
        article = one.article("The words", speaker)
        one.claim(source=speaker, article=article, quote="words", start=4, end=9, **said)

    _refused(sqlite, lambda one: forge(one, moved), f"{why}")
    _imported(
        sqlite, lambda one: forge(one, {"cue": "The", "cue_span": [0, 3], "source_span": [4, 9], "content": [[0, 9]]})
    )


def test_an_anchor_is_as_long_as_the_quote(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        speaker = one.source()
        article = one.article("The words", speaker)
        one.claim(source=speaker, article=article, quote="words", start=4, end=9)
        said = one.lines[-1]["payload"]["attributions"][0]["uid"]
        one.article("New words", speaker, article, [[said, 4, 99]])

    _refused(sqlite, forge, "do not stand from 4 to 99.")


@pytest.mark.parametrize("kind", sorted(UNNAMED_KINDS))
def test_an_unnamed_kind_is_never_named(fresh: Callable[..., Location], kind: SourceKind) -> None:
    why = f"A source of kind {kind} is never named."
    _refused(fresh("forged"), lambda one: one.source(kind), why)
    _refused(fresh("forged"), lambda one: one.edit(one.source(), kind=str(kind)), why)
    _refused(fresh("forged"), lambda one: one.edit(one.source(kind, named=False), named=True), why)
    _imported(fresh("forged"), lambda one: one.edit(one.source(), kind=str(kind), named=False))


@pytest.mark.parametrize("tags", [["Missiles"], ["a b"], ["-a"], ["a", "a"], ["a,b"], [" a"], ["ﬁ"]])
def test_tags_are_such_as_the_desk_stores(fresh: Callable[..., Location], tags: list[str]) -> None:
    _refused(fresh("forged"), lambda one: one.claim(tags=tags), "tag")
    _refused(fresh("forged"), lambda one: one.add(one.claim(), "claim_tagged", added=tags, removed=[]), "tag")
    _refused(fresh("forged"), lambda one: one.add(one.claim(), "claim_tagged", added=[], removed=tags), "tag")


def test_no_claim_begins_superseded(sqlite: Location) -> None:
    _refused(sqlite, lambda one: one.claim("superseded"), "which is none of: draft, accepted, rejected.")
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, "text,said_by,state\na,b,superseded\n")
    assert "no superseded one" in caught.value.details[0]


@pytest.mark.parametrize("hops", [0, 1, 4])
def test_no_source_owns_itself_through_any_number_of_others(sqlite: Location, hops: int) -> None:
    def forge(one: Forgery) -> None:
        owner = first = one.source()
        for _ in range(hops):
            owner = one.source(owner=owner)
        one.edit(first, owner=owner)

    _refused(sqlite, forge, "A source would own itself.")


def test_no_source_owns_itself_through_a_merge(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        first, other = one.source(), one.source()
        one.merge(other, first)
        one.edit(first, owner=other)

    _refused(sqlite, forge, "A source would own itself.")


@pytest.mark.parametrize("hops", [0, 1, 4])
def test_no_source_is_merged_into_itself_through_any_number_of_others(sqlite: Location, hops: int) -> None:
    def forge(one: Forgery) -> None:
        into = first = one.source()
        for _ in range(hops):
            other = one.source()
            one.merge(other, into)
            into = other
        one.merge(first, into)

    _refused(sqlite, forge, "A source would be merged into itself")


def test_no_source_is_merged_into_what_it_owns_or_twice(fresh: Callable[..., Location]) -> None:
    def owned(one: Forgery) -> None:
        owner = one.source()
        one.merge(owner, one.source(owner=one.source(owner=owner)))

    def twice(one: Forgery) -> None:
        source = one.source()
        one.merge(source, one.source())
        one.merge(source, one.source())

    _refused(fresh("forged"), owned, "merged into one that it owns")
    _refused(fresh("forged"), twice, "or a second time")


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
    _refused(fresh("forged"), forge, "does not say that it takes the place")


def test_a_claim_that_was_assessed_is_not_replaced(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        old = one.claim()
        new = one.claim(replaces=[old])
        one.assess(old, "unchecked", "in_review")
        one.add(old, "claim_superseded", by=[new])

    _refused(sqlite, forge, "assessed in the words it had")


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
    _refused(fresh("forged"), forge, "which is not what the claim was")


def test_what_was_assessed_is_no_draft_again(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        claim = one.claim("draft")
        one.add(claim, "claim_accepted")
        one.retract(claim, one.assess(claim, "unchecked", "in_review"), "in_review", "unchecked")
        one.add(claim, "claim_restored", **{"from": "accepted", "to": "draft"})

    _refused(sqlite, forge, "would be put back")


def _voiced(source: str) -> Record:
    return {"source": source, "name": "x", "source_span": None, "via": [], "voice": "reported"}


def test_an_attribution_is_taken_only_from_the_source_that_it_has(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        mine, other = one.source(), one.source()
        uid = new_uid()
        claim = one.claim(source=mine, uid=uid)
        one.add(claim, "claim_reattributed", attribution=uid, **{"from": _voiced(mine), "to": _voiced(other)})
        one.add(claim, "claim_reattributed", attribution=uid, **{"from": _voiced(mine), "to": _voiced(other)})

    _refused(sqlite, forge, "from a source that it does not have")


def test_an_attribution_of_another_claim_is_left_alone(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        mine, uid = one.source(), new_uid()
        one.claim(source=mine, uid=uid)
        other = one.claim()
        one.add(other, "claim_reattributed", attribution=uid, **{"from": _voiced(mine), "to": _voiced(mine)})

    _refused(sqlite, forge, "not one of the claim's")


def test_a_copied_quote_stands_where_its_anchor_says(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        by = one.source()
        first = one.article("It rained.", by)
        later = one.article("Then it rained. It rained.", by, revises=first)
        place: Record = {"source": by, "article": first, "quote": "It rained.", "start": 0, "end": 10}
        one.claim(**place, anchors=[[later, 16, 26]])
        one.claim(**place, anchors=[[later, 15, 25]])

    _refused(sqlite, forge, "do not stand from 15 to 25")
