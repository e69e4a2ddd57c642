"""The schema, the exporter and the check at run time say the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from factcheck.exchange.shapes import STATES, problem
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.vocabulary import (
    Action,
    Confidence,
    Modality,
    Reliability,
    SaidCheck,
    SourceKind,
    Stance,
    State,
    Status,
    Voice,
)
from tests.exchange.desks import Step, build, steps
from tests.exchange.everything import typical
from tests.exchange.files import jsonl_of, records

SCHEMA = json.loads(schema("interchange", "factcheck-1.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
ODD: tuple[Any, ...] = (None, True, 0, -1, 2**31, "", "x", "2025-01-01T00:00:00.000000Z", [], [1], {}, {"x": 1}, 1.5)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_its_words_are_those_of_the_vocabulary() -> None:
    definitions = SCHEMA["$defs"]

    def words(name: str, field: str) -> list[str]:
        rule = definitions[name]["properties"][field]
        return list(rule["enum"] if "enum" in rule else rule["anyOf"][0]["enum"])

    assert words("event", "action") == list(Action)
    assert set(Action) <= set(definitions)
    for name, field, vocabulary in (
        ("source", "kind", SourceKind),
        ("grade", "reliability", Reliability),
        ("claim", "state", State),
        ("claim", "status", Status),
        ("claim", "confidence", Confidence),
        ("attribution", "stance", Stance),
        ("attribution", "modality", Modality),
        ("attribution", "voice", Voice),
        ("attribution", "said_check", SaidCheck),
    ):
        assert words(name, field) == list(vocabulary)


@settings(max_examples=15, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=steps())
def test_whatever_is_exported_is_valid(fresh: Callable[..., Location], done: list[Step]) -> None:
    here = fresh("here")
    build(here, done)
    for line in records(jsonl_of(here)):
        assert problem(line, line["type"]) is None
        VALIDATOR.validate(line)


@pytest.fixture(scope="module")
def lines(fresh: Callable[..., Location]) -> list[dict[str, Any]]:
    here = fresh("here")
    typical(here)
    return records(jsonl_of(here))


def test_every_type_and_action_is_among_the_lines_that_are_tested(lines: list[dict[str, Any]]) -> None:
    assert {line["type"] for line in lines} == {"header", *STATES, "event"}
    assert {line["action"] for line in lines if line["type"] == "event"} == set(Action)


@settings(max_examples=300, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_check_at_run_time_agrees_with_the_schema_about_broken_lines(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    line = json.loads(json.dumps(data.draw(st.sampled_from(lines))))
    place: Any = line
    while True:
        names = list(place) if isinstance(place, dict) else list(range(len(place)))
        name = data.draw(st.sampled_from(names)) if names else "new"
        if not names or name == "type":
            break
        if isinstance(place[name], dict | list) and place[name] and data.draw(st.booleans()):
            place = place[name]
            continue
        change = data.draw(st.sampled_from(("replace", "drop", "add")))
        if change == "replace":
            place[name] = data.draw(st.sampled_from(ODD))
        elif change == "drop":
            del place[name]
        elif isinstance(place, dict):
            place["new"] = 1
        else:
            place.append("new")
        break
    assert (problem(line, line["type"]) is None) == VALIDATOR.is_valid(line)
