"""The tables of cases: text in, sentences or utterances out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.reading.quotes import quotations
from factcheck.reading.segment import sentences
from factcheck.reading.utterance import Reading, Utterance
from factcheck.vocabulary import NARRATOR

ENGINES = ("rules", "spacy")
CASES = Path(__file__).parent.parent / "cases"


def cases(name: str) -> list[Any]:
    """The cases of a table, each under its name."""
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in table["case"]]


@pytest.mark.parametrize("case", cases("segment"))
def test_a_text_falls_into_its_sentences(case: dict[str, Any]) -> None:
    text = case.get("text", " ".join(case["sentences"]))
    assert [span.of(text) for span in sentences(text)] == case["sentences"]


@pytest.mark.parametrize("case", cases("quotes"))
def test_a_text_has_its_quotations(case: dict[str, Any]) -> None:
    assert [span.of(case["text"]) for span in quotations(case["text"])] == case["quotations"]


def readings() -> list[Any]:
    """Each case once for each engine that is meant to read it so: all, unless it names them."""
    return [
        pytest.param(case.values[0], engine, id=f"{case.id}-{engine}")
        for case in cases("attribution") + cases("claims") + cases("dependency")
        for engine in case.values[0].get("engines", ENGINES)
    ]


@pytest.mark.parametrize(("case", "engine"), readings())
def test_a_text_is_read_as_the_case_says(case: dict[str, Any], engine: str) -> None:
    reading = read(Document(case["text"], published=case.get("published")), engine=engine)
    left = [_shown(case["text"], reading, utterance) for utterance in reading.utterances]
    if case.get("only"):
        assert len(left) == len(case["utterances"])
    for wanted in case["utterances"]:
        match = next((shown for shown in left if all(shown[key] == value for key, value in wanted.items())), None)
        assert match is not None, f"{wanted} is not among {left}"
        left.remove(match)


def _shown(text: str, reading: Reading, utterance: Utterance) -> dict[str, Any]:
    inside = -1 if utterance.inside is None else utterance.inside
    return {
        "source": utterance.speaker.span.of(text) if utterance.speaker.span else "",
        "name": utterance.speaker.name,
        "kind": str(utterance.speaker.kind),
        "named": utterance.speaker.named,
        "cue": utterance.cue.of(text) if utterance.cue else None,
        "content": [piece.of(text) for piece in utterance.content],
        "text": utterance.text,
        "stance": str(utterance.stance),
        "modality": str(utterance.modality),
        "voice": str(utterance.voice),
        "said_on": utterance.said_on,
        "inside": inside,
        "engine": reading.engine,
    }


@pytest.mark.parametrize("case", cases("reference"))
def test_who_is_meant_is_whom_the_text_named_before(case: dict[str, Any]) -> None:
    cited = [one.speaker for one in read(Document(case["text"])).utterances if one.speaker.kind != NARRATOR]
    assert [one.name for one in cited] == case["speakers"]
    assert [one.named for one in cited] == case.get("named", [one.named for one in cited])
