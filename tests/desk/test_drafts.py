"""Working through drafts: split, joined, given to another source; what was replaced is kept."""

import pytest

from factcheck.desk import assess, claims, evidence, sources
from factcheck.desk.evidence import Item
from factcheck.desk.said import check_said
from factcheck.errors import NotFound, Refused, UsageProblem
from factcheck.identity import handle
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Bearing, Flag, SaidCheck, SourceKind, State, Status
from tests.desk.drafting import correct, history, join, judge, places, said, split
from tests.factories import ingest_text, log, row

TEXT = (
    "The mayor of Orm said that the dam was finished and that the lock was closed. It rained.\n"
    "The governor said that a bridge was built, and that two ferries were sold."
)


def test_a_split_supersedes_the_claim_and_copies_its_attributions_and_tags(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        claims.tag(session, [1], ["dam"], [], by="ana")
    before = places(location, 1)
    new = split(location, 1, "The dam was finished.", "State media said so.")
    assert row(location, 1).state is State.SUPERSEDED
    for number, text in zip(new, ("The dam was finished.", "State media said so."), strict=True):
        piece = row(location, number)
        assert (piece.text, piece.state, piece.tags, piece.status) == (text, State.DRAFT, ("dam",), Status.UNCHECKED)
        assert Flag.STATE_MEDIA_ONLY in piece.flags
        assert places(location, number) == before
    assert places(location, 1) == before
    names = ", ".join(handle("C", number) for number in new)
    assert history(location, 1)[-1] == f"superseded: split into {names}"
    assert history(location, new[0])[0].endswith("in place of C1")


def test_pieces_keep_their_place_in_later_revisions(location: Location) -> None:
    url = "https://wire.example/lock"
    ingest_text(location, TEXT, url=url)
    ingest_text(location, f"Updated.\n{TEXT}", url=url)
    anchors = said(location, 1)[0].anchors
    assert [article for article, _, _ in anchors] == [2]
    (first, _) = split(location, 1, "One half", "Other half")
    assert said(location, first)[0].anchors == anchors
    ingest_text(location, "All new.", url=url)
    assert Flag.QUOTE_BROKEN in row(location, first).flags


def test_what_was_accepted_is_accepted_after_a_split(location: Location) -> None:
    number = log(location)
    assert {row(location, one).state for one in split(location, number, "One half", "Other half")} == {State.ACCEPTED}


def test_a_split_needs_two_different_texts(location: Location) -> None:
    ingest_text(location)
    for texts in ((), ("One",), ("One", "  "), ("One", "ONE")):
        with pytest.raises(UsageProblem):
            split(location, 1, *texts)
    assert row(location, 1).version == 1


@pytest.mark.parametrize("how", ["assessed", "rejected", "superseded"])
def test_only_a_claim_in_use_that_nobody_assessed_is_split_or_joined(location: Location, how: str) -> None:
    ingest_text(location)
    if how == "assessed":
        judge(location, 1)
        with writing(location) as session:
            assess.retract(session, 1, because="a slip", by="ana")
    elif how == "rejected":
        with writing(location) as session:
            claims.reject(session, [1], by="ana")
    else:
        split(location, 1, "One half", "Other half")
    for refused in (lambda: split(location, 1, "One", "Two"), lambda: join(location, 1, 2)):
        with pytest.raises(Refused, match=how):
            refused()


def test_two_quotes_of_one_source_that_touch_become_one_attribution(location: Location) -> None:
    ingest_text(location, TEXT)
    quotes = ("The mayor of Orm said that the dam was finished", "and that the lock was closed", "It rained")
    first, second, third = (
        log(
            location,
            quote,
            by="Mayor of Orm",
            article="A1",
            quote=quote,
            cue="said" if quote.startswith("The") else None,
        )
        for quote in quotes
    )
    number = join(location, second, first)
    assert row(location, number).text == f"{quotes[1]}; {quotes[0]}"
    assert row(location, number).state is State.ACCEPTED
    (one,) = said(location, number)
    assert (one.quote, one.cue) == (f"{quotes[0]} {quotes[1]}", "said")
    assert TEXT[one.start : one.end] == one.quote
    assert {row(location, first).state, row(location, second).state} == {State.SUPERSEDED}
    assert history(location, first)[-1] == f"superseded: joined into C{number}"
    assert history(location, number)[0].endswith(f"in place of C{second}, C{first}")
    assert [one.quote for one in said(location, join(location, number, third))] == [
        f"{quotes[0]} {quotes[1]}. {quotes[2]}"
    ]


def test_attributions_to_different_sources_are_all_kept(location: Location) -> None:
    ingest_text(location)
    number = join(location, 1, 2, "The dam dries the river up.")
    assert row(location, number).text == "The dam dries the river up."
    assert places(location, number) == [*places(location, 1), *places(location, 2)]


def test_claims_of_different_articles_are_not_joined(location: Location) -> None:
    first = ingest_text(location).claim_ids[0] or 0
    other = ingest_text(location, TEXT).claim_ids[0] or 0
    by_hand = log(location)
    for second in (other, by_hand):
        with pytest.raises(Refused, match="same article"):
            join(location, first, second)
    with pytest.raises(Refused, match="cannot be joined to itself"):
        join(location, first, first)


def test_another_source_may_be_the_speaker_and_the_one_before_stays_in_history(location: Location) -> None:
    ingest_text(location)
    correct(location, 1, "Veld Radio", kind=SourceKind.INDEPENDENT_MEDIA)
    one = row(location, 1)
    assert (one.source_name, one.source_kind, one.version) == ("Veld Radio", "independent_media", 2)
    assert Flag.STATE_MEDIA_ONLY not in one.flags
    assert [source.name for source in said(location, 1)[0].chain] == ["Veld Radio", "Example Wire"]
    assert history(location, 1)[-1] == "said by “State media in Veld” → “Veld Radio”"
    correct(location, 1, "Veld Radio")
    assert row(location, 1).version == 2


def test_the_voice_follows_from_who_speaks(location: Location) -> None:
    ingest_text(location)
    correct(location, 1, "Example Wire")
    assert row(location, 1).voice == "narrated"
    assert [source.name for source in said(location, 1)[0].chain] == ["Example Wire"]
    correct(location, 1, "officials in Orm")
    assert row(location, 1).voice == "reported"
    assert [source.name for source in said(location, 1)[0].chain] == ["officials in Orm", "Example Wire"]


def test_an_unnamed_source_is_the_one_that_the_same_article_cites(location: Location) -> None:
    ingest_text(location)
    ingest_text(location, "Officials in Orm said that a mill burned.", "Other Wire")
    correct(location, 1, "officials in Orm")
    assert row(location, 1).source_id == row(location, 2).source_id


def test_where_a_claim_has_several_attributions_one_has_to_be_named(location: Location) -> None:
    ingest_text(location)
    number = join(location, 1, 2)
    first, second = said(location, number)
    with pytest.raises(UsageProblem, match="2 attributions") as problem:
        correct(location, number, "Veld Radio")
    assert f"T{first.id} or T{second.id}" in problem.value.remedy
    correct(location, number, "Veld Radio", attribution=second.id)
    assert [one.chain[0].name for one in said(location, number)] == ["State media in Veld", "Veld Radio"]
    with pytest.raises(NotFound):
        correct(location, number, "Veld Radio", attribution=1)


CORRECTED = "Officials in Orm said that the mill burned. State media in Veld said that the road was open."


@pytest.mark.parametrize("how", ["alias", "merge"])
def test_the_next_reading_uses_what_people_corrected(location: Location, how: str) -> None:
    ingest_text(location)
    with writing(location) as session:
        if how == "alias":
            sources.add(session, "Veld Radio", kind=SourceKind.INDEPENDENT_MEDIA, by="ana")
            sources.merge(session, "State media in Veld", "Veld Radio", by="ana")
            sources.alias(session, "Veld Radio", ["officials in Orm"], [], by="ana")
        else:
            sources.add(session, "Veld Radio", kind=SourceKind.INDEPENDENT_MEDIA, by="ana")
            sources.merge(session, "State media in Veld", "Veld Radio", by="ana")
            sources.add(session, "Orm Council", kind=SourceKind.OFFICIAL, by="ana")
            sources.merge(session, f"S{row(location, 2).source_id}", "Orm Council", by="ana")
    with writing(location) as session:
        sources.edit(session, "Veld Radio", kind=SourceKind.EXPERT, by="ana")
    done = ingest_text(location, CORRECTED, "Other Wire")
    found = [row(location, number or 0) for number in done.claim_ids]
    officials = "Veld Radio" if how == "alias" else "Orm Council"
    assert [one.source_name for one in found] == [officials, "Veld Radio"]
    assert [one.speaker.name for one in done.utterances] == [officials, "Veld Radio"]
    assert done.utterances[1].speaker.kind == "expert"


def test_what_evidence_is_about_is_not_replaced(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        evidence.add(session, 1, Item(Bearing.REFUTES, source="Orm Times"), by="ana")
    for refused in (lambda: split(location, 1, "One", "Two"), lambda: join(location, 2, 1)):
        with pytest.raises(Refused, match="has evidence"):
            refused()
    with writing(location) as session:
        evidence.withdraw(session, 1, because="of another dam", by="ana")
    assert len(split(location, 1, "One", "Two")) == 2


def test_pieces_keep_what_was_found_about_their_being_said(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        check_said(session, 1, SaidCheck.ORIGINAL_SEEN, because="saw the broadcast", by="ana")
    for number in split(location, 1, "One half", "Other half"):
        assert [one.said_check for one in said(location, number)] == [SaidCheck.ORIGINAL_SEEN]
