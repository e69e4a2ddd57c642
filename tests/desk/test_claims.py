"""Logging by hand, and a claim's life."""

import pytest

from factcheck.desk import claims, sources
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.errors import NotFound, Refused, UsageProblem
from factcheck.settings import Location
from factcheck.store import search
from factcheck.store.details import detail
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Flag, Stance, State, Status
from tests.factories import ingest_text, log, row


def test_a_claim_logged_by_hand_is_accepted_and_unchecked(location: Location) -> None:
    number = log(location, said_on="2025-03")
    one = row(location, number)
    assert (one.state, one.status, one.said_on, one.version) == (State.ACCEPTED, Status.UNCHECKED, "2025-03", 1)
    assert (one.article_id, one.quote, one.start, one.end) == (None, None, None, None)


def test_the_chain_goes_from_the_speaker_through_who_passed_it_on(location: Location) -> None:
    with writing(location) as session:
        for name in ("Evening Post", "Harbour Radio"):
            sources.add(session, name, by="ana")
    number = log(location, by="the mayor", via=("Evening Post", "Harbour Radio"))
    with reading(location) as session:
        chain = [one.name for one in detail(session, number).attributions[0].chain]
    assert chain == ["the mayor", "Evening Post", "Harbour Radio"]


def test_an_unknown_source_to_pass_it_on_is_refused_and_nothing_is_stored(location: Location) -> None:
    with pytest.raises(NotFound, match="called 'Nobody'"):
        log(location, via=("Nobody",))
    with pytest.raises(NotFound):
        row(location, 1)


def test_a_quote_is_found_in_its_article_and_stored_in_the_articles_own_words(location: Location) -> None:
    ingest_text(location, "He said: “The dam’s\ngates – all four – are shut.”")
    number = log(location, article="A1", quote="The dam's gates - all four - are shut.")
    one = row(location, number)
    assert one.quote == "The dam’s\ngates – all four – are shut."
    with reading(location) as session:
        chain = [source.name for source in detail(session, number).attributions[0].chain]
    assert chain == ["City council", "Example Wire"]


def test_a_quote_that_the_article_does_not_hold_is_refused(location: Location) -> None:
    ingest_text(location)
    with pytest.raises(Refused, match="A1 does not hold these words"):
        log(location, article="A1", quote="The dam was sold.")


def test_a_claim_in_an_article_needs_its_words_there(location: Location) -> None:
    ingest_text(location)
    with pytest.raises(UsageProblem, match="word for word"):
        log(location, "The dam was sold.", article="A1")
    assert row(location, log(location, "the dam was finished", article="A1")).quote == "the dam was finished"


def test_a_quote_without_its_article_is_a_usage_problem() -> None:
    with pytest.raises(UsageProblem, match="needs the article"):
        Said("X", quote="words")


@pytest.mark.parametrize("said_on", ["2025-02-30", "2025-13", "25", "yesterday", "2025-1-1", "2025-02-29"])
def test_a_date_that_does_not_exist_is_a_usage_problem(said_on: str) -> None:
    with pytest.raises(UsageProblem):
        Said("X", said_on=said_on)


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "x" * 100_001, "\ud800"])
def test_a_text_that_cannot_be_stored_is_a_usage_problem(sqlite: Location, text: str) -> None:
    with pytest.raises(UsageProblem):
        log(sqlite, text)


def test_a_denial_is_one_more_attribution_and_moves_no_status(location: Location) -> None:
    number = log(location, by="Veld Radio")
    with writing(location) as session:
        claims.attribute(session, number, Said("Foreign Ministry", stance=Stance.DENIES), by="ana")
    one = row(location, number)
    assert (one.status, one.version) == (Status.UNCHECKED, 2)
    with reading(location) as session:
        assert [each.stance for each in detail(session, number).attributions] == ["asserts", "denies"]
    assert Flag.SINGLE_ORIGIN in one.flags, "only attributions that assert count as origins"


def test_a_second_origin_takes_the_flag_away(location: Location) -> None:
    number = log(location, by="Veld Radio")
    with writing(location) as session:
        claims.attribute(session, number, Said("Orm Times"), by="ana")
    assert Flag.SINGLE_ORIGIN not in row(location, number).flags


def test_the_same_claim_twice_is_two_claims_and_the_second_names_the_first(location: Location) -> None:
    first = log(location)
    with writing(location) as session:
        second = claims.log(session, "The bridge is CLOSED.", Said("city council"), by="bo")
    assert second.twins == (first,)


def test_the_kind_of_a_source_that_exists_is_not_changed_in_passing(location: Location) -> None:
    log(location, by="Veld Radio", kind="state_media")
    with pytest.raises(Refused, match="is state_media, not official"):
        log(location, by="Veld Radio", kind="official")


def test_a_draft_is_rejected_kept_and_accepted_again(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        assert claims.reject(session, [1, 2], because="no claim", by="ana") == [1, 2]
        assert claims.reject(session, [1], by="ana") == []
    assert row(location, 1).state is State.REJECTED
    with writing(location) as session:
        assert claims.accept(session, [1, 3], by="ana") == [1, 3]
        assert claims.accept(session, [1], by="ana") == []
    assert row(location, 1).state is State.ACCEPTED


def test_what_was_judged_is_not_rejected(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        assess(session, [1], Decision(Status.IN_REVIEW, "x"), by="ana")
    with pytest.raises(Refused, match="was judged in_review"), writing(location) as session:
        claims.reject(session, [1], by="ana")


def test_a_claim_is_reworded_before_it_was_ever_judged_and_found_by_its_new_words(location: Location) -> None:
    number = log(location)
    with writing(location) as session:
        claims.edit(session, number, "The viaduct is shut.", by="ana")
    assert row(location, number).text == "The viaduct is shut."
    with reading(location) as session:
        assert search.best(session.connection(), "claim", "viaduct", None) == [number]
        assert search.best(session.connection(), "claim", "bridge", None) == []


def test_a_verdict_belongs_to_the_words_that_it_was_given_for(location: Location) -> None:
    number = log(location)
    with writing(location) as session:
        assess(session, [number], Decision(Status.IN_REVIEW, "x"), by="ana")
    with writing(location) as session:
        retract(session, number, because="slip", by="ana")
    with pytest.raises(Refused, match="was assessed in the words it has"), writing(location) as session:
        claims.edit(session, number, "Other words.", by="ana")


def test_tags_are_put_on_and_taken_off(location: Location) -> None:
    number = log(location)
    with writing(location) as session:
        assert claims.tag(session, [number], ["Missiles", "asia"], [], by="ana") == [number]
        assert claims.tag(session, [number], ["asia"], ["none"], by="ana") == []
    assert row(location, number).tags == ("asia", "missiles")
    with writing(location) as session:
        claims.tag(session, [number], [], ["missiles"], by="ana")
    assert row(location, number).tags == ("asia",)
    assert row(location, number).version == 3


@pytest.mark.parametrize("tag", ["", "two words", "a,b", "+x", "-x"])
def test_a_tag_is_one_word(sqlite: Location, tag: str) -> None:
    number = log(sqlite)
    with pytest.raises(UsageProblem), writing(sqlite) as session:
        claims.tag(session, [number], [tag], [], by="ana")
