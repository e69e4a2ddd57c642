"""The words: one table of moves, and definitions that cover the vocabulary and nothing else."""

import tomllib
from typing import Any

import pytest

from factcheck import vocabulary
from factcheck.resources import schema
from factcheck.vocabulary import ALLOWED_CREDIBILITY, MOVES, VERDICTS, Move, Status

FILES = {
    "status": vocabulary.Status,
    "credibility": vocabulary.CREDIBILITIES,
    "reliability": vocabulary.Reliability,
    "confidence": vocabulary.Confidence,
    "stance": vocabulary.Stance,
    "modality": vocabulary.Modality,
    "voice": vocabulary.Voice,
    "said_check": vocabulary.SaidCheck,
    "bearing": vocabulary.Bearing,
    "relation": vocabulary.Relation,
    "source_kind": vocabulary.SourceKind,
    "state": vocabulary.State,
    "flag": vocabulary.Flag,
}


def definitions() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in schema("vocabulary").glob("*.toml"):
        found.update(tomllib.loads(path.read_text("utf-8")))
    return found


def test_every_axis_has_definitions_for_exactly_its_words() -> None:
    assert {axis: list(words) for axis, words in definitions().items()} == {
        axis: [str(word) for word in words] for axis, words in FILES.items()
    }


def test_every_definition_is_a_sentence() -> None:
    for axis, words in definitions().items():
        for word, about in words.items():
            assert about["definition"].endswith("."), f"{axis} {word}"


@pytest.mark.parametrize("status", Status)
def test_definitions_and_code_agree_on_credibility_and_verdicts(status: Status) -> None:
    about = definitions()["status"][status]
    assert about.get("verdict", False) == (status in VERDICTS)
    if about["credibility"] != "as before":
        assert tuple(about["credibility"]) == ALLOWED_CREDIBILITY.get(status, ())


def test_the_table_of_moves_covers_all_49() -> None:
    assert set(MOVES) == {(one, other) for one in Status for other in Status}


def test_unchecked_leads_anywhere_and_nothing_judged_leads_back() -> None:
    assert {to for (was, to), move in MOVES.items() if was is Status.UNCHECKED and move is Move.FREE} == set(Status) - {
        Status.UNCHECKED
    }
    back = {was: MOVES[was, Status.UNCHECKED] for was in Status}
    assert back.pop(Status.IN_REVIEW) is Move.UNLESS_JUDGED
    assert set(back.values()) == {Move.ILLEGAL}
