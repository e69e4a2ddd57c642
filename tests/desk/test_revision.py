"""Revisions of one article in the database: what stands, what is gone, what is new, through any number of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from factcheck.desk import claims as desk
from factcheck.desk.attributions import Said
from factcheck.desk.outcomes import Ingested
from factcheck.desk.replacement import split
from factcheck.settings import Location
from factcheck.store import articles
from factcheck.store.claims import claims
from factcheck.store.details import detail
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.typography import same, words
from factcheck.vocabulary import Flag
from tests.factories import ARTICLE, ingest_text

URL = "https://wire.example/dam"
FIRST, SECOND, THIRD, FOURTH = (f"{one}." for one in ARTICLE.replace("\n", " ").strip().rstrip(".").split(". "))


def revised(location: Location, body: str) -> Ingested:
    return ingest_text(location, body, url=URL)


def broken(location: Location) -> list[int]:
    with reading(location) as session:
        return [one.id for one in claims(session, ClaimFilter(flags=(Flag.QUOTE_BROKEN,)))]


def anchors(location: Location, number: int) -> list[tuple[int, int | None, int | None]]:
    with reading(location) as session:
        return [place for one in detail(session, number).attributions for place in one.anchors]


def test_another_typography_keeps_every_quote_and_gives_no_draft(location: Location) -> None:
    first = revised(location, f"“It’s done,” the mayor said — at last. {ARTICLE}")
    spaced = ARTICLE.replace(" ", "\u00a0")
    body = f'"It\'s done," the mayor said - at last.\n\n{spaced}'
    second = revised(location, body)
    assert (second.kept, second.broken, second.claim_ids) == (len(first.claim_ids), 0, ())
    assert broken(location) == []
    with reading(location) as session:
        quotes = {one.id: one.quote or "" for one in claims(session, ClaimFilter())}
        placed = list(articles.quotes(session, second.article_id or 0))
    assert {one.claim_id for one in placed} == set(first.claim_ids)
    assert all(same(body[one.start : one.end], quotes[one.claim_id]) for one in placed)


def test_sentences_in_another_order_are_no_news(location: Location) -> None:
    revised(location, ARTICLE)
    second = revised(location, f"{FOURTH} {SECOND} {FIRST} {THIRD}")
    assert (second.broken, second.claim_ids) == (0, ())


def test_the_flag_goes_off_again_when_the_words_are_back(location: Location) -> None:
    revised(location, f"{FIRST} {SECOND}")
    revised(location, SECOND)
    assert broken(location) == [1]
    body = f"Now this. {SECOND} {FIRST}"
    revised(location, body)
    assert broken(location) == []
    assert anchors(location, 1) == [(2, None, None), (3, body.index("State"), len(body) - 1)]


def test_words_that_come_back_twice_stand_where_their_neighbours_do(location: Location) -> None:
    so = "Veld Radio said so."
    revised(location, f"{FIRST} {so} {SECOND}")
    revised(location, f"{FIRST} {SECOND}")
    back = f"{so} {SECOND} {FIRST} {so}"
    revised(location, back)
    with reading(location) as session:
        number = next(one.id for one in claims(session, ClaimFilter()) if one.quote and one.quote in so)
    assert anchors(location, number)[-1][1] == back.rindex("Veld Radio")


def test_the_copies_of_a_split_claim_are_anchored_like_it(location: Location) -> None:
    revised(location, ARTICLE)
    revised(location, f"Now this. {ARTICLE}")
    with writing(location) as session:
        parts = split(session, 1, ["The dam was finished", "State media announced it"], by="ana")
    assert anchors(location, parts[0]) == anchors(location, 1)
    revised(location, SECOND)
    assert set(parts) <= set(broken(location))


def test_a_quote_of_an_early_revision_logged_late_is_looked_for_in_the_later_ones(location: Location) -> None:
    revised(location, "They said that it was finished. He fears that it may dry up.")
    body = "Now this. They said that it was finished."
    revised(location, body)
    with writing(location) as session:
        orm, veld = (
            Said("Orm", article="A1", quote="it may dry up"),
            Said("Veld", article="A1", quote="it was finished"),
        )
        gone, kept = (desk.log(session, one.quote or "", one, by="ana").id for one in (orm, veld))
    assert anchors(location, gone) == [(2, None, None)]
    assert anchors(location, kept) == [(2, body.index("it was"), body.index("it was") + len("it was finished"))]
    assert gone in broken(location)
    assert kept not in broken(location)


def test_an_article_of_another_address_is_no_revision(location: Location) -> None:
    revised(location, ARTICLE)
    ingest_text(location, FIRST, url="https://wire.example/other")
    assert broken(location) == []


CHANGES = (str, lambda one: one.replace(" ", "\n"), lambda one: one.replace("that", "that,"), lambda one: f"“{one}”")


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_edited_the_anchors_are_those_whose_words_stand(location: Location, data: st.DataObject) -> None:
    url = f"https://wire.example/{data.draw(st.uuids())}"
    parts = [FIRST, SECOND, THIRD, FOURTH, SECOND]
    ingest_text(location, " ".join(parts), url=url)
    for _ in range(data.draw(st.integers(1, 3))):
        some = data.draw(st.permutations(parts))[: data.draw(st.integers(1, 5))]
        done = ingest_text(location, " ".join(data.draw(st.sampled_from(CHANGES))(one) for one in some), url=url)
        _check(location, done)


def _check(location: Location, done: Ingested) -> None:
    if done.known:
        return
    body = done.document.text
    there = "\n".join(("", *words(body).words, ""))
    with reading(location) as session:
        line = articles.lineage(session, done.article_id or 0)[1:]
        query = text(
            "SELECT quote, anchor.start, anchor.end FROM attribution JOIN anchor ON attribution_id = attribution.id "
            "WHERE anchor.article_id = :key AND attribution.article_id = :old"
        )
        rows = [
            row
            for old in line
            for row in session.connection().execute(query, {"key": done.article_id, "old": old}).all()
        ]
    assert len(rows) == done.kept + done.broken
    for quote, start, end in rows:
        assert (start is not None) == ("\n".join(("", *words(quote).words, "")) in there)
        assert start is None or words(body[start:end]).words == words(quote).words


@pytest.mark.parametrize("change", ["It rained.", "It snowed."])
def test_only_a_new_sentence_gives_drafts(location: Location, change: str) -> None:
    revised(location, f"{ARTICLE} It rained.")
    second = revised(location, f"{change} {ARTICLE}")
    assert len(second.claim_ids) == (change == "It snowed.")


def test_a_page_that_goes_back_to_its_first_text_is_a_revision_in_which_the_quotes_stand_again(
    location: Location,
) -> None:
    first = revised(location, f"{FIRST} {SECOND}")
    revised(location, FIRST)
    assert broken(location) == [2]
    back = ingest_text(location, f"{FIRST} {SECOND}", url=URL, live=True)
    assert (back.known, back.revises_id, back.article_id, back.claim_ids) == (False, 2, 3, ())
    assert (back.document.sha256, broken(location)) == (first.document.sha256, [])
    again = ingest_text(location, f"{FIRST} {SECOND}", url=URL, live=True)
    assert (again.known, again.article_id, again.later_id) == (True, 3, None)
    assert ingest_text(location, FIRST, url=URL, live=True).article_id == 4
    assert broken(location) == [2]


def test_files_of_several_ages_read_in_again_add_nothing_and_say_what_is_shown_since(location: Location) -> None:
    for _ in range(2):
        early, late = revised(location, f"{FIRST} {SECOND}"), revised(location, FIRST)
    assert (early.known, early.article_id, early.later_id) == (True, 1, 2)
    assert (late.known, late.article_id, late.later_id) == (True, 2, None)
