"""Claims linked by people: what says the same is one, whatever the order of linking and unlinking."""

from collections.abc import Sequence

import pytest

from factcheck.desk import claims, evidence, replacement
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.evidence import Item
from factcheck.desk.links import link, unlink
from factcheck.errors import NotFound, Refused
from factcheck.settings import Location
from factcheck.store.claims import ClaimRow, count
from factcheck.store.claims import claims as listed
from factcheck.store.details import detail
from factcheck.store.evidence import of_claims
from factcheck.store.filters import ClaimFilter
from factcheck.store.history import of_claim as history
from factcheck.store.links import Group
from factcheck.store.search import best
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Bearing, Flag, Relation, State, Status
from tests.factories import ingest_text, log, row

SAME, CONTRADICTS, PART_OF = Relation.SAME, Relation.CONTRADICTS, Relation.PART_OF


def linked(location: Location, number: int, relation: Relation, other: int) -> bool:
    with writing(location) as session:
        return link(session, number, relation, other, by="ana").new


def unlinked(location: Location, number: int, other: int) -> None:
    with writing(location) as session:
        unlink(session, number, other, by="ana")


def judged(location: Location, number: int, status: Status, because: str = "seen") -> None:
    credibility = {Status.DISPUTED: 3, Status.INSUFFICIENT: 6}.get(status)
    with writing(location) as session:
        assess(session, [number], Decision(status, because, credibility=credibility, override="known"), by="ana")


def found(location: Location, **wanted: object) -> list[ClaimRow]:
    with reading(location) as session:
        return list(listed(session, ClaimFilter(**wanted)))  # type: ignore[arg-type]


def ids(rows: Sequence[ClaimRow]) -> list[int]:
    return [one.id for one in rows]


def three(location: Location) -> None:
    """The same claim in three articles."""
    for name in ("Radio Lund", "Veld Post", "Orm Times"):
        ingest_text(location, "The mayor of Amsel said that the bridge is closed.", publisher=name)


def test_linked_claims_are_one_row_that_tells_in_how_many_articles(location: Location) -> None:
    three(location)
    assert linked(location, 3, SAME, 1)
    assert linked(location, 2, SAME, 3)
    (only,) = found(location)
    assert (only.id, only.group, only.state) == (1, Group(claims=3, articles=3), State.ACCEPTED)
    with reading(location) as session:
        assert count(session, ClaimFilter()) == {Status.UNCHECKED: 1}
    assert (row(location, 3).group_id, row(location, 3).state) == (1, State.ACCEPTED)


def test_every_filter_matches_what_any_of_them_has(location: Location) -> None:
    three(location)
    other = log(location, "The dam is full.")
    with writing(location) as session:
        claims.tag(session, [3], ["bridges"], [], by="ana")
    linked(location, 3, SAME, 1)
    wanted = (
        {"articles": (3,)},
        {"tags": ("bridges",)},
        {"search": "bridge"},
        {"sources": (f"S{row(location, 3).source_id}",)},
    )
    for one in wanted:
        assert 1 in ids(found(location, **one)), one
        assert 3 not in ids(found(location, **one)), one
    assert ids(found(location, sort="id", descending=True)) == [other, 2, 1]
    assert ids(found(location, after=1)) == [2, other]
    (shown,) = found(location, articles=(3,))
    assert (shown.id, shown.article_id) == (1, 3)


def test_a_search_finds_the_one_that_stands_for_the_others_by_the_words_of_all(location: Location) -> None:
    first, second = log(location, "The bridge is closed."), log(location, "Nobody may cross the viaduct.")
    linked(location, second, SAME, first)
    with reading(location) as session:
        assert best(session.connection(), "claim", "viaduct", None) == [first]
        assert best(session.connection(), "claim", "the", 5) == [first]


def test_assessing_any_assesses_the_one_that_stands_for_all_and_unlinking_gives_the_own_status_back(
    location: Location,
) -> None:
    first, second = log(location), log(location, "The bridge is shut.")
    judged(location, second, Status.IN_REVIEW)
    linked(location, second, SAME, first)
    judged(location, second, Status.REFUTED)
    assert [row(location, one).status for one in (first, second)] == [Status.REFUTED, Status.REFUTED]
    assert ids(found(location, statuses=(Status.REFUTED,))) == [first]
    with reading(location) as session:
        assert [one.action for one in history(session, second) if one.subject == f"C{second}"][-1] == "claim_linked"
    unlinked(location, second, first)
    assert [row(location, one).status for one in (first, second)] == [Status.REFUTED, Status.IN_REVIEW]
    assert ids(found(location)) == [first, second]
    assert row(location, first).group is None


def test_a_retraction_goes_to_the_one_that_stands_for_all_as_well(location: Location) -> None:
    first, second = log(location), log(location, "The bridge is shut.")
    linked(location, second, SAME, first)
    with writing(location) as session:
        evidence.add(session, second, Item(Bearing.REFUTES, url="https://bridge.example"), by="ana")
        assess(session, [second], Decision(Status.REFUTED, "seen"), by="ana")
        assert [one.claim_id for one in of_claims(session.connection(), [first, second])] == [second]
        retract(session, second, because="slip", by="ana")
    assert row(location, first).status == Status.UNCHECKED


def test_one_judgement_of_several_that_say_the_same_is_one_assessment(location: Location) -> None:
    first, second = log(location), log(location, "The bridge is shut.")
    linked(location, second, SAME, first)
    with writing(location) as session:
        assess(session, [second, first], Decision(Status.IN_REVIEW, "asked"), by="ana")
    with reading(location) as session:
        assert len(detail(session, first).assessments) == 1


def test_origins_are_counted_over_all_that_say_the_same(location: Location) -> None:
    first, second = log(location, by="Radio Lund", kind="independent_media"), log(location, "Shut.", by="City council")
    assert Flag.SINGLE_ORIGIN in row(location, first).flags
    linked(location, second, SAME, first)
    assert Flag.SINGLE_ORIGIN not in row(location, first).flags
    assert found(location, flags=(Flag.SINGLE_ORIGIN,)) == []
    unlinked(location, first, second)
    assert ids(found(location, flags=(Flag.SINGLE_ORIGIN,))) == [first, second]


def test_linking_twice_or_what_follows_changes_nothing(location: Location) -> None:
    a, b, c = log(location), log(location, "Shut."), log(location, "Barred.")
    assert linked(location, b, SAME, a)
    assert not linked(location, a, SAME, b)
    assert linked(location, c, SAME, b)
    assert not linked(location, c, SAME, a)
    d = log(location, "The bridge is open.")
    assert linked(location, d, CONTRADICTS, a)
    assert not linked(location, a, CONTRADICTS, d)
    with pytest.raises(Refused, match=f"C{c} is the same as C{a} through C{b}"):
        unlinked(location, c, a)


def test_drafts_are_accepted_by_being_linked(location: Location) -> None:
    three(location)
    linked(location, 2, CONTRADICTS, 1)
    assert [row(location, one).state for one in (1, 2, 3)] == [State.ACCEPTED, State.ACCEPTED, State.DRAFT]


def test_different_verdicts_are_not_the_same(location: Location) -> None:
    a, b, c = log(location), log(location, "Shut."), log(location, "Barred.")
    judged(location, a, Status.REFUTED)
    judged(location, b, Status.CONFIRMED)
    with pytest.raises(Refused, match="C2 is confirmed and C1 is refuted"):
        linked(location, b, SAME, a)
    linked(location, c, SAME, a)
    with pytest.raises(Refused, match="C2 is confirmed and C3 is refuted"):
        linked(location, b, SAME, c)
    judged(location, b, Status.REFUTED)
    assert linked(location, b, SAME, c)


def test_what_contradicts_or_is_a_part_is_not_the_same_and_the_reverse(location: Location) -> None:
    a, b, c, d = (log(location, f"Claim {number}.") for number in range(4))
    linked(location, b, SAME, a)
    linked(location, c, CONTRADICTS, b)
    linked(location, d, PART_OF, b)
    for one, relation, other in ((c, SAME, a), (a, CONTRADICTS, b), (a, PART_OF, b), (d, SAME, a), (b, PART_OF, d)):
        with pytest.raises(Refused):
            linked(location, one, relation, other)
    unlinked(location, b, c)
    assert linked(location, c, SAME, a)


def test_parts_go_in_no_circle_not_even_through_what_says_the_same(location: Location) -> None:
    a, b, c, d = (log(location, f"Claim {number}.") for number in range(4))
    linked(location, a, PART_OF, b)
    linked(location, c, SAME, b)
    linked(location, c, PART_OF, d)
    with pytest.raises(Refused, match="circle"):
        linked(location, d, PART_OF, a)
    with pytest.raises(Refused, match="is a part of the other"):
        linked(location, d, SAME, a)


def test_a_part_contradicts_no_whole_over_any_number_of_steps(location: Location) -> None:
    a, b, c, d = (log(location, f"Claim {number}.") for number in range(4))
    linked(location, b, SAME, a)
    linked(location, c, CONTRADICTS, b)
    linked(location, d, PART_OF, a)
    for one, relation, other in ((c, PART_OF, a), (a, PART_OF, c), (d, CONTRADICTS, b), (b, CONTRADICTS, d)):
        with pytest.raises(Refused, match="cannot contradict its whole"):
            linked(location, one, relation, other)


def test_links_to_itself_to_nothing_and_to_what_is_out_of_use_are_refused(location: Location) -> None:
    a, b = log(location), log(location, "Shut.")
    with writing(location) as session:
        claims.reject(session, [b], by="ana")
    for relation in Relation:
        with pytest.raises(Refused, match="linked to itself"):
            linked(location, a, relation, a)
    with pytest.raises(Refused, match="not linked to itself"):
        unlinked(location, a, a)
    for pair in ((a, 99), (99, a)):
        with pytest.raises(NotFound):
            linked(location, pair[0], SAME, pair[1])
        with pytest.raises(NotFound):
            unlinked(location, *pair)
    for one, other in ((a, b), (b, a)):
        with pytest.raises(Refused, match="C2 is rejected"):
            linked(location, one, CONTRADICTS, other)
    with pytest.raises(Refused, match="are not linked"):
        unlinked(location, a, b)


def test_a_linked_claim_stays_in_use(location: Location) -> None:
    a, b = log(location), log(location, "Shut.")
    linked(location, a, CONTRADICTS, b)
    for number in (a, b):
        with writing(location) as session, pytest.raises(Refused, match="linked"):
            claims.reject(session, [number], by="ana")
        with writing(location) as session, pytest.raises(Refused, match="linked"):
            replacement.split(session, number, ["One.", "Two."], by="ana")
    unlinked(location, a, b)
    with writing(location) as session:
        assert claims.reject(session, [a], by="ana") == [a]


def test_the_history_of_both_tells_of_the_link(location: Location) -> None:
    a, b, c = log(location), log(location, "Shut."), log(location, "Open.")
    linked(location, b, SAME, a)
    unlinked(location, a, b)
    linked(location, b, CONTRADICTS, c)
    with reading(location) as session:
        told = {one: [event.action for event in history(session, one)] for one in (a, b, c)}
        assert [link.other_id for link in detail(session, b).links] == [c]
    assert told[a] == ["claim_logged", "claim_linked", "claim_unlinked"]
    assert told[b] == ["claim_logged", "claim_linked", "claim_unlinked", "claim_linked"]
    assert told[c] == ["claim_logged", "claim_linked"]
