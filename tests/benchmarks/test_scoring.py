"""The measure itself, checked on a text that can be counted by hand and against the definitions of others."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.reading import load_engine
from factcheck.reading.document import Document
from tests.benchmarks.attribution import attributions, measure
from tests.benchmarks.scoring import CONTENT, CUE, RELAXED, SOURCE, WHO_SAID_WHAT, Score

TEXT = "The mayor said the dam leaks. The miller denied the fire."
SAID = {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 28]]}
DENIED = {"source": [[30, 40]], "cue": [[41, 47]], "content": [[48, 56]]}


def f1(proposed: list[dict[str, Any]]) -> dict[str, float]:
    score = Score()
    score.add(TEXT, [SAID, DENIED], proposed)
    return {name: round(tally.f1, 1) for name, tally in score.tallies.items()}


def test_what_equals_the_annotation_scores_a_hundred() -> None:
    assert set(f1([SAID, DENIED]).values()) == {100.0}


def test_punctuation_at_the_ends_is_no_difference() -> None:
    assert f1([{**SAID, "content": [[15, 29]]}, DENIED])[CONTENT] == 100.0


def test_half_of_what_was_wanted_is_two_thirds() -> None:
    assert set(f1([SAID]).values()) == {66.7}


def test_a_wrong_speaker_spoils_the_relation_and_not_the_content() -> None:
    score = f1([{**SAID, "source": [[30, 40]]}, DENIED])
    assert (score[RELAXED], score[WHO_SAID_WHAT], score[CONTENT]) == (50.0, 50.0, 100.0)


def test_a_wrong_cue_spoils_the_relation_and_not_who_said_what() -> None:
    score = f1([{**SAID, "cue": [[0, 3]]}, DENIED])
    assert (score[CUE], score[RELAXED], score[WHO_SAID_WHAT], score[SOURCE]) == (50.0, 50.0, 100.0, 100.0)


def test_claims_of_one_cue_are_one_attribution() -> None:
    text = "Reports suggested that the mill had sold flour and possibly grain."
    assert len(attributions(text, load_engine("rules")(Document(text)))) == 1


def test_a_quotation_that_runs_on_belongs_to_the_cue_of_its_speaker() -> None:
    text = "“The mill is dry,” the miller said. “It was sold. Nobody works there.”"
    found = attributions(text, load_engine("rules")(Document(text)))
    assert [text[start:end] for one in found for start, end in one["content"]] == [
        "“The mill is dry,”",
        "“It was sold. Nobody works there.”",
    ]


def test_the_figures_are_those_of_the_scorer_that_others_use(shared_data: Path) -> None:
    path = shared_data.parent / "tools" / "score_attribution.py"
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    engine = load_engine("rules")
    lines = (shared_data / "attribution" / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    score, speed = measure(engine, documents)
    assert speed > 0
    wanted = theirs.score(
        {one["doc"]: one["attributions"] for one in documents},
        {one["doc"]: attributions(one["text"], engine(Document(one["text"]))) for one in documents},
        {one["doc"]: one["text"] for one in documents},
    )
    named = {SOURCE: ("source", "exact"), CUE: ("cue", "exact"), CONTENT: ("content", "exact")}
    named |= {RELAXED: ("AR", "relaxed"), WHO_SAID_WHAT: ("AR", "attributed-content")}
    for name, (part, metric) in named.items():
        assert score.tallies[name].f1 == pytest.approx(wanted[part][metric]["F1"], abs=0.11)
