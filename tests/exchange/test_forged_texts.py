"""Quotes and anchors whose hashes are right, but which do not stand in their texts, are bad rows."""

from typing import Any

import pytest

from factcheck.identity import new_uid
from factcheck.settings import Location
from tests.exchange.forged import imported, refused
from tests.exchange.forging import Forgery, Record


@pytest.mark.parametrize(("start", "end"), [(4, 99), (4, 8), (3, 9)])
def test_a_quote_is_as_long_as_its_offsets_say(sqlite: Location, start: int, end: int) -> None:
    def forge(one: Forgery) -> None:
        speaker = one.source()
        article = one.article("The words", speaker)
        one.claim(source=speaker, article=article, quote="words", start=start, end=end)

    refused(sqlite, forge, "Its quote does not stand where it should in its article.")


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

    refused(sqlite, lambda one: forge(one, moved), f"{why}")
    imported(
        sqlite, lambda one: forge(one, {"cue": "The", "cue_span": [0, 3], "source_span": [4, 9], "content": [[0, 9]]})
    )


def test_an_anchor_is_as_long_as_the_quote(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        speaker = one.source()
        article = one.article("The words", speaker)
        one.claim(source=speaker, article=article, quote="words", start=4, end=9)
        said = one.lines[-1]["payload"]["attributions"][0]["uid"]
        one.article("New words", speaker, article, [[said, 4, 99]])

    refused(sqlite, forge, "do not stand from 4 to 99.")


def _voiced(source: str) -> Record:
    return {"source": source, "name": "x", "source_span": None, "via": [], "voice": "reported"}


def test_an_attribution_is_taken_only_from_the_source_that_it_has(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        mine, other = one.source(), one.source()
        uid = new_uid()
        claim = one.claim(source=mine, uid=uid)
        one.add(claim, "claim_reattributed", attribution=uid, **{"from": _voiced(mine), "to": _voiced(other)})
        one.add(claim, "claim_reattributed", attribution=uid, **{"from": _voiced(mine), "to": _voiced(other)})

    refused(sqlite, forge, "from a source that it does not have")


def test_an_attribution_of_another_claim_is_left_alone(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        mine, uid = one.source(), new_uid()
        one.claim(source=mine, uid=uid)
        other = one.claim()
        one.add(other, "claim_reattributed", attribution=uid, **{"from": _voiced(mine), "to": _voiced(mine)})

    refused(sqlite, forge, "not one of the claim's")


def test_a_copied_quote_stands_where_its_anchor_says(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        by = one.source()
        first = one.article("It rained.", by)
        later = one.article("Then it rained. It rained.", by, revises=first)
        place: Record = {"source": by, "article": first, "quote": "It rained.", "start": 0, "end": 10}
        one.claim(**place, anchors=[[later, 16, 26]])
        one.claim(**place, anchors=[[later, 15, 25]])

    refused(sqlite, forge, "do not stand from 15 to 25")
