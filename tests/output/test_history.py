"""What was done, in sentences."""

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from factcheck.output.history import COLUMNS, sentence, shape, write_history
from factcheck.settings import Format
from factcheck.vocabulary import Action
from tests.output.examples import NOON, UID, event, written

ASSESSED = event(
    Action.CLAIM_ASSESSED,
    {
        "assessment": UID,
        "status": "confirmed",
        "before": "in_review",
        "credibility": 1,
        "confidence": "high",
        "override": "the log is a record",
        "due": None,
    },
    "the harbour's log",
)
SENTENCES: dict[Action, tuple[dict[str, Any], str]] = {
    Action.SOURCE_CREATED: (
        {"name": "Port authority", "kind": "official", "named": True, "owner": None},
        "new source “Port authority” (official, named)",
    ),
    Action.SOURCE_EDITED: (
        {
            "from": {"name": "A", "kind": "unknown", "named": False, "owner": None},
            "to": {"name": "B", "kind": "state_media", "named": True, "owner": UID},
            "owner_name": "C",
        },
        "changed name “A” → “B”; kind unknown → state media; to named; owner → “C”",
    ),
    Action.SOURCE_ALIASED: ({"added": ["KC"], "removed": ["K C"]}, "other names +“KC” -“K C”"),
    Action.SOURCE_GRADED: (
        {"grade": UID, "reliability": "B", "before": "C"},
        "graded B usually reliable (before: C)",
    ),
    Action.SOURCE_MERGED: ({"into": UID, "into_name": "Vell Courier"}, "merged into “Vell Courier”"),
    Action.ARTICLE_ADDED: ({}, "new article"),
    Action.CLAIM_LOGGED: (
        {"text": "It rained.", "state": "draft", "engine": "rules/1"},
        "proposed as a draft by rules/1 “It rained.”",
    ),
    Action.CLAIM_ATTRIBUTED: (
        {"attribution": {"stance": "denies", "modality": "stated", "quote": "It did not rain."}},
        "another attribution (denies) “It did not rain.”",
    ),
    Action.CLAIM_ACCEPTED: ({}, "accepted"),
    Action.CLAIM_REJECTED: ({}, "rejected"),
    Action.CLAIM_EDITED: ({"from": "It rains.", "to": "It rained."}, "reworded “It rains.” → “It rained.”"),
    Action.CLAIM_REATTRIBUTED: (
        {"attribution": UID, "from": {"name": "officials"}, "to": {"name": "Port authority"}},
        "said by “officials” → “Port authority”",
    ),
    Action.CLAIM_SUPERSEDED: ({"by": [UID]}, "superseded"),
    Action.CLAIM_RESTORED: ({"from": "accepted", "to": "draft"}, "undone: accepted → draft"),
    Action.CLAIM_TAGGED: ({"added": ["vell"], "removed": ["draft"]}, "tags +vell -draft"),
    Action.CLAIM_SAID_CHECKED: (
        {"attribution": UID, "said_check": "misattributed", "said_by": "Port authority"},
        "“Port authority” misattributed: this source did not say it",
    ),
    Action.CLAIM_EVIDENCE_ADDED: (
        {
            "item": {"bearing": "supports", "direct": True, "date": "2026-11", "url": "https://a.example", "note": "n"},
            "said_by": "Port authority",
        },
        "direct supporting evidence Port authority, 2026-11, https://a.example “n”",
    ),
    Action.CLAIM_EVIDENCE_WITHDRAWN: ({"withdrawal": UID, "evidence": UID}, "evidence withdrawn"),
    Action.CLAIM_ASSESSED: (
        dict(ASSESSED.payload),
        (
            "in review → confirmed, credibility 1 confirmed by other sources, confidence high, "
            "gate passed with a reason (the log is a record)"
        ),
    ),
    Action.CLAIM_RETRACTED: (
        {"retraction": UID, "assessment": UID, "status": "confirmed", "back_to": "in_review"},
        "took back confirmed → in review",
    ),
    Action.CLAIM_LINKED: ({"link": UID, "relation": "part_of", "other": UID}, "linked: part of"),
    Action.CLAIM_UNLINKED: (
        {"unlinking": UID, "link": UID, "relation": "same", "other": UID},
        "unlinked: no longer same as",
    ),
}


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_sentence(action: Action) -> None:
    payload, said = SENTENCES[action]
    assert sentence(event(action, payload)) == said


@pytest.mark.parametrize("action", Action)
def test_a_sentence_needs_nothing_of_the_payload(action: Action) -> None:
    assert sentence(event(action, {}))


@pytest.mark.parametrize("action", Action)
def test_a_sentence_bears_nulls(action: Action) -> None:
    payload, _ = SENTENCES[action]
    assert sentence(event(action, dict.fromkeys(payload)))


@pytest.mark.parametrize(
    ("action", "others", "said"),
    [
        (Action.CLAIM_SUPERSEDED, ("C2", "C3"), "superseded: split into C2, C3"),
        (Action.CLAIM_SUPERSEDED, ("C4",), "superseded: joined into C4"),
        (Action.CLAIM_LOGGED, ("C1",), "logged in place of C1"),
    ],
)
def test_a_sentence_names_the_claims_that_took_a_place(action: Action, others: tuple[str, ...], said: str) -> None:
    assert sentence(replace(event(action, {}), others=others)) == said


def test_people_read_who_when_what_and_why() -> None:
    moved = event(Action.CLAIM_ASSESSED, {"status": "in_review", "before": "unchecked"}, "asked the desk")
    assert written(write_history, [moved], Format.TABLE, width=80).splitlines() == [
        "When               Who  What  Done",
        "─" * 67,
        "2026-11-22 12:04Z  ana  C1    unchecked → in review: asked the desk",
    ]


def test_plain_has_the_subject_first() -> None:
    assert written(write_history, [ASSESSED], Format.PLAIN).split("\t")[:4] == [
        "C1",
        "2026-11-22T12:04:05.000678Z",
        "ana",
        "claim_assessed",
    ]


def test_an_imported_event_says_when_it_came() -> None:
    row = event(Action.CLAIM_ACCEPTED, {}, imported_at=NOON)
    assert "imported 2026-11-22 12:04Z" in written(write_history, [row], Format.TABLE)


def test_json_has_the_whole_event() -> None:
    (one,) = json.loads(written(write_history, [ASSESSED], Format.JSON))
    assert ",".join(one) == COLUMNS
    assert one["payload"] == ASSESSED.payload


def test_csv_has_the_payload_as_json() -> None:
    (record,) = csv.DictReader(StringIO(written(write_history, [ASSESSED], Format.CSV)))
    assert json.loads(record["payload"]) == ASSESSED.payload
    assert list(record) == list(shape(ASSESSED))
