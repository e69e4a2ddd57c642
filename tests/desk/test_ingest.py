"""From an article to drafts: once, exactly, and as a revision where the text changed."""

from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.desk import resolution, sources
from factcheck.desk.ingest import propose
from factcheck.reading import read
from factcheck.reading.description import Description
from factcheck.reading.document import Document
from factcheck.reading.speakers import describe
from factcheck.settings import Location
from factcheck.store import articles
from factcheck.store.claims import claims
from factcheck.store.details import detail
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.store.sources import sources as every_source
from factcheck.vocabulary import Flag, SourceKind, State
from tests.factories import ARTICLE, ingest_text, row, rows_of

URL = "https://wire.example/dam"


def counted(location: Location, table: str) -> int:
    with reading(location) as session:
        return int(session.connection().scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_every_sentence_becomes_at_least_one_draft_whose_quote_equals_its_span(location: Location) -> None:
    done = ingest_text(location)
    rows = rows_of(location, [key for key in done.claim_ids if key])
    assert len(rows) >= done.sentences == 4
    for one in rows:
        assert one.state is State.DRAFT
        assert one.quote == ARTICLE[one.start : one.end]
        assert one.version == 1


def test_who_said_what_is_stored_with_the_chain_down_to_the_publisher(location: Location) -> None:
    ingest_text(location)
    with reading(location) as session:
        first = detail(session, 1)
    assert [one.name for one in first.attributions[0].chain] == ["State media in Veld", "Example Wire"]
    assert first.row.source_kind == "state_media"
    assert {Flag.SINGLE_ORIGIN, Flag.STATE_MEDIA_ONLY, Flag.DRAFT} == set(first.row.flags)


def test_what_unnamed_sources_say_has_no_known_origin(location: Location) -> None:
    ingest_text(location)
    with reading(location) as session:
        said_by = {one.source_name: one for one in claims(session, ClaimFilter())}
    assert Flag.ORIGIN_UNKNOWN in said_by["officials in Orm"].flags
    assert Flag.ORIGIN_UNKNOWN in said_by["reports"].flags


def test_no_confirmation_is_the_narrators_stance_and_no_status(location: Location) -> None:
    ingest_text(location)
    with reading(location) as session:
        (one,) = claims(session, ClaimFilter(stances=("reports_no_confirmation",)))
    assert (one.source_name, one.status) == ("Example Wire", "unchecked")


def test_the_same_text_from_the_same_publisher_adds_nothing_and_names_the_article(location: Location) -> None:
    first = ingest_text(location, url=URL)
    events = counted(location, "event")
    again = ingest_text(location, url=URL)
    assert (again.known, again.article_id, again.claim_ids) == (True, first.article_id, ())
    assert counted(location, "event") == events


def test_the_same_text_without_a_url_is_known_again_too(location: Location) -> None:
    first = ingest_text(location, publisher=None)
    assert ingest_text(location, publisher=None).article_id == first.article_id


def test_the_same_text_from_another_publisher_is_another_article(location: Location) -> None:
    first = ingest_text(location, url=URL)
    other = ingest_text(location, publisher="Second Wire", url=URL)
    assert not other.known
    assert other.article_id != first.article_id
    assert other.revises_id is None
    assert len(other.claim_ids) == len(first.claim_ids)


def test_unnamed_sources_are_never_the_same_across_articles_and_named_ones_are(location: Location) -> None:
    ingest_text(location)
    ingest_text(location, publisher="Second Wire")
    with reading(location) as session:
        names = [one.name for one in every_source(session)]
    assert names.count("reports") == 2
    assert names.count("State media in Veld") == 1


def test_a_changed_text_at_the_same_url_is_a_revision_and_only_new_sentences_give_drafts(location: Location) -> None:
    first = ingest_text(location, url=URL)
    changed = ARTICLE.replace("two turbines", "three turbines")
    second = ingest_text(location, changed, url=URL)
    assert (second.known, second.revises_id) == (False, first.article_id)
    (new,) = rows_of(location, [key for key in second.claim_ids if key])
    assert new.text == "Three turbines were missing"
    assert new.quote == changed[new.start : new.end]
    assert (second.kept, second.broken) == (len(first.claim_ids) - 1, 1)


def test_quotes_whose_words_are_gone_are_flagged_and_the_others_are_anchored_exactly(location: Location) -> None:
    ingest_text(location, url=URL)
    changed = "A new first sentence. " + ARTICLE.replace("two turbines", "three turbines")
    second = ingest_text(location, changed, url=URL)
    with reading(location) as session:
        broken = list(claims(session, ClaimFilter(flags=(Flag.QUOTE_BROKEN,))))
        quotes = list(articles.quotes(session, second.article_id or 0))
    assert [one.quote for one in broken] == ["Reports last year suggested that two turbines were missing"]
    for quote in quotes:
        assert changed[quote.start : quote.end] == row(location, quote.claim_id).quote


def test_words_that_come_back_in_a_later_revision_are_no_longer_broken(location: Location) -> None:
    ingest_text(location, url=URL)
    ingest_text(location, ARTICLE.replace("two turbines", "three turbines"), url=URL)
    ingest_text(location, ARTICLE + "One more sentence.", url=URL)
    with reading(location) as session:
        broken = [one.text for one in claims(session, ClaimFilter(flags=(Flag.QUOTE_BROKEN,)))]
    assert broken == ["Three turbines were missing"]


def test_a_url_tells_the_publisher_of_a_text_that_comes_without_one(location: Location) -> None:
    ingest_text(location, url=URL)
    assert ingest_text(location, publisher=None, url=URL).known


def test_a_correction_of_a_source_holds_for_the_next_reading(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        sources.add(session, "Government of Orm", by="ana")
        sources.merge(session, "officials in Orm", "Government of Orm", by="ana")
        sources.alias(session, "State media in Veld", ["Veld Radio"], [], by="ana")
    ingest_text(location, "Officials in Orm said that it rained. Veld Radio said that it snowed.", publisher="Daily")
    with reading(location) as session:
        found = {one.text: one.source_name for one in claims(session, ClaimFilter(search="it"))}
    assert found == {"It rained": "Government of Orm", "It snowed": "State media in Veld"}


def test_nested_speech_passes_through_who_reports_it(location: Location) -> None:
    done = ingest_text(location, "Veld Radio claims that the mayor said that the dam is safe.")
    nested = [at for at, one in enumerate(done.utterances) if one.inside is not None]
    with reading(location) as session:
        for at in nested:
            chain = [one.name for one in detail(session, done.claim_ids[at] or 0).attributions[0].chain]
            assert chain[-1] == "Example Wire"
            assert len(chain) >= 2


def test_a_dry_run_stores_nothing() -> None:
    document = Document(ARTICLE, publisher="Example Wire")
    proposed = propose(document, read(document))
    assert proposed.article_id is None
    assert set(proposed.claim_ids) == {None}


def test_a_text_is_stored_exactly_with_its_newlines(location: Location) -> None:
    body = "One line said so.\r\nThe mayor said that it rained.\n\n\tEnd \u2028 of it. \U0001f600"
    done = ingest_text(location, body)
    with reading(location) as session:
        assert articles.text(session, done.article_id or 0) == body
        assert articles.article_row(session, "A1").length == len(body)


def test_the_founding_article_gives_its_plainest_statements_with_the_right_kind(
    location: Location, shared_data: Path
) -> None:
    body = (shared_data / "founding" / "article.txt").read_text("utf-8")
    done = ingest_text(location, body, published="2025-08-24")
    rows = rows_of(location, [key for key in done.claim_ids if key])
    assert done.sentences == 16
    assert len(rows) >= 16
    kinds = {(one.cue or "", one.source_kind) for one in rows}
    assert {
        ("announced", "state_media"),
        ("asserted", "state_media"),
        ("have raised concerns that", "official"),
        ("has warned of", "official"),
        ("suggested", "unconfirmed_report"),
        ("According to", "unconfirmed_report"),
        ("there is no confirmation that", "independent_media"),
    } <= kinds
    assert all(body[one.start : one.end] == one.quote for one in rows)


def test_where_an_article_came_from_is_kept(location: Location) -> None:
    about = {"author": "Mira  Orland", "original_sha256": "ab" * 32, "archive_ref": "https://archive.example/1"}
    ingest_text(location, **about)
    ingest_text(location, "It rained.")
    with reading(location) as session:
        first, second = articles.articles(session)
    assert (first.author, first.original_sha256, first.archive_ref) == ("Mira Orland", *list(about.values())[1:])
    assert (second.author, second.original_sha256, second.archive_ref) == (None, None, None)


def test_the_speakers_in_an_article_are_asked_for_in_the_gazetteer(
    location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Description(SourceKind.STATE_MEDIA, named=True, owner="Government of Veld", wire_group="Veld Pool")
    monkeypatch.setattr(resolution, "describe", lambda name: known if name == "State media in Veld" else describe(name))
    ingest_text(location)
    with reading(location) as session:
        found = {one.name: one for one in every_source(session)}
    assert found["State media in Veld"].owner_name == "Government of Veld"
    assert found["State media in Veld"].wire_group == "Veld Pool"
