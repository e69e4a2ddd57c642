"""Claims that say the same as another: found, ranked, explained, and never taken for the same by the program."""

import pytest

from factcheck.desk import claims
from factcheck.desk.links import link
from factcheck.desk.matches import Hint, Match, hints, matches
from factcheck.errors import NotFound
from factcheck.settings import Location
from factcheck.store import candidates
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Relation
from tests.factories import ingest_text, log

pytestmark = pytest.mark.usefixtures("words_alone")

OTHERS = (
    "The council of Orm raised the fee for parking.",
    "A train from Lund to Veld was cancelled on Friday.",
    "Two fishermen from Amsel were rescued by a trawler.",
    "The harvest of barley in Ruritania was the best in ten years.",
)


def found(location: Location, number: int, limit: int | None = None) -> list[Match]:
    with reading(location) as session:
        return matches(session, number, limit)


def ids(answer: list[Match]) -> list[int]:
    return [one.claim.id for one in answer]


def test_the_claim_in_other_words_comes_first_and_the_reasons_are_given(location: Location) -> None:
    for other in OTHERS:
        log(location, other, by="Radio Lund")
    near = log(location, "Ruritania's navy fired 2 missiles off Amsel on Sunday.", by="Radio Lund")
    asked = log(location, "On Sunday, two missiles were fired by the navy of Ruritania near Amsel.", by="City council")
    first = found(location, asked)[0]
    assert (first.claim.id, first.opposite) == (near, False)
    assert first.score > 0.4
    assert [why.split(":")[0] for why in first.why] == ["shared words", "same names", "same numbers"]
    assert "same numbers: 2" in first.why


def test_the_same_words_score_one_and_the_claim_itself_is_left_out(location: Location) -> None:
    first = log(location, "The bridge at Orm is closed.", by="Radio Lund")
    second = log(location, "the bridge at Orm is closed", by="Radio Lund")
    (only,) = found(location, second)
    assert (only.claim.id, only.score) == (first, 1.0)
    assert only.why == ("the same words", "same names: Orm", "same source: Radio Lund")


def test_a_negation_is_offered_but_never_as_the_same(location: Location) -> None:
    said = log(location, "Amsel launched a missile on Monday.")
    denied = log(location, "Amsel did not launch a missile on Monday.")
    for asked, other in ((said, denied), (denied, said)):
        (only,) = found(location, asked)
        assert (only.claim.id, only.opposite) == (other, True)
        assert only.why[0] == f"opposite: “not” in one of them; see whether C{other} is contradicted"


def test_other_numbers_and_names_are_said_before_what_is_shared(location: Location) -> None:
    log(location, "The army of Veld said that 40 soldiers died at Orm.")
    asked = log(location, "The army of Veld said that 60 soldiers died at Lund.")
    (only,) = found(location, asked)
    assert only.why[:2] == ("other numbers: 40, not 60", "other names: Orm, not Lund")


def test_claims_out_of_use_are_not_offered(location: Location) -> None:
    first = log(location, "The bridge at Orm is closed.")
    asked = log(location, "The bridge at Orm is shut.")
    with writing(location) as session:
        claims.reject(session, [first], because="a duplicate of nothing", by="ana")
    assert found(location, asked) == []


def test_what_is_linked_as_the_same_is_not_offered_again_and_other_links_are_told(location: Location) -> None:
    first, second, third = (log(location, f"The bridge at Orm is {word}.") for word in ("closed", "shut", "open"))
    with writing(location) as session:
        link(session, second, Relation.SAME, first, by="ana")
        link(session, third, Relation.CONTRADICTS, second, by="ana")
    (only,) = found(location, second)
    assert (only.claim.id, only.why[0]) == (third, "linked already: contradicts")


def test_no_more_are_given_than_asked_for(location: Location) -> None:
    numbers = [log(location, f"The bridge at Orm is closed for {days} days.") for days in range(5)]
    assert len(found(location, numbers[-1], 2)) == 2


@pytest.mark.parametrize("text", ["...", "🌊", "the", "x" * 3000, 'a "quoted* OR (word', "https://example.org/a-b?c=d"])
def test_a_claim_of_any_words_is_no_error(location: Location, text: str) -> None:
    log(location, "The bridge at Orm is closed.")
    assert isinstance(found(location, log(location, text)), list)


def test_a_claim_of_common_words_alone_finds_the_newest(location: Location) -> None:
    for _ in range(4):
        log(location, "The bridge is closed.")
    with reading(location) as session:
        pool = candidates.pool(session, "bridge", 10, most=2)
    assert [one.id for one in pool.candidates] == [3, 4]
    assert pool.weights == {}


def test_a_claim_that_is_not_there_is_told(location: Location) -> None:
    with pytest.raises(NotFound):
        found(location, 7)


def test_what_was_just_read_is_held_against_earlier_claims_and_not_against_itself(location: Location) -> None:
    earlier = ingest_text(location, "The mayor of Orm said that the dam at Veld is leaking.", url="https://a.example/1")
    later = ingest_text(
        location,
        "The mayor of Orm said that the dam at Veld was not leaking. The mayor said the dam at Veld was not leaking.",
        "Radio Lund",
    )
    with reading(location) as session:
        assert hints(session, earlier.stored) == []
        assert hints(session, later.stored) == [Hint(one, earlier.stored[0], opposite=True) for one in later.stored]
