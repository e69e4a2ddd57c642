"""A text that is not in English is narration, and says so."""

from dataclasses import dataclass
from typing import Any

import pytest

from factcheck.reading import language, read
from factcheck.reading.document import Document
from factcheck.reading.utterance import Reading
from factcheck.vocabulary import NARRATOR, Modality, Stance, Voice
from tests.reading.test_cases import cases

SPANISH = "El alcalde dijo que el puente está cerrado. «Los pilares se han movido», añadió. ¿Quién lo sabía?"


@pytest.mark.parametrize("case", cases("language"))
def test_a_text_is_told_to_be_in_english_or_not(case: dict[str, Any]) -> None:
    assert (language.other(Document(case["text"], lang=case.get("lang"))) == "") is case["english"]


def test_every_sentence_of_another_language_is_one_claim_of_the_publisher() -> None:
    reading = read(Document(SPANISH))
    assert [one.span for one in reading.utterances] == list(reading.sentences)
    assert [one.text for one in reading.utterances] == [
        "El alcalde dijo que el puente está cerrado",
        "«Los pilares se han movido», añadió",
        "¿Quién lo sabía?",
    ]
    for one in reading.utterances:
        assert (one.speaker.kind, one.speaker.name, one.cue) == (NARRATOR, "", None)
        assert (one.stance, one.modality, one.voice) == (Stance.ASSERTS, Modality.STATED, Voice.NARRATED)


def test_the_reading_says_that_it_did_not_look_for_speakers_and_what_to_do() -> None:
    (notice,) = read(Document(SPANISH)).notices
    assert "another language than English" in notice
    assert "--lang en" in notice


def test_the_reading_names_the_language_that_was_given() -> None:
    (notice,) = read(Document("The bridge is closed, the mayor said.", lang="de")).notices
    assert "its language is given as de" in notice


def test_english_is_read_without_a_notice() -> None:
    reading = read(Document(SPANISH, lang="en"))
    assert reading.notices == ()
    assert read(Document("The mayor said that it rained.")).utterances[0].cue is not None


def test_no_engine_is_asked_about_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Other:
        name: str = "other"
        version: str = "7"

        def __call__(self, document: Document) -> Reading:
            raise AssertionError(document)

    monkeypatch.setattr("factcheck.reading.load_engine", lambda _: Other())
    assert read(Document(SPANISH), engine="other").engine == "other/7"
