"""Vectors of meaning: the pieces that words are cut into, the model's own digest, and what closeness says."""

import hashlib
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import MissingExtra
from factcheck.reading import meaning
from factcheck.reading.meaning import model, pieces

WITH_MODEL = pytest.mark.skipif(not meaning.available(), reason="the extra match is not installed")
FOLDER = Path(pieces.__file__).parent


def names(text: str) -> list[str]:
    known = (FOLDER / "bert_uncased.txt").read_text("utf-8").split("\n")
    return [known[number] for number in pieces.pieces(text)]


def test_the_pieces_are_those_that_the_model_was_trained_with() -> None:
    digest = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
    assert hashlib.sha256((FOLDER / "bert_uncased.txt").read_bytes()).hexdigest() == digest


def test_a_word_is_cut_into_the_longest_pieces_that_are_known() -> None:
    assert names("ruritania fired") == ["[CLS]", "ru", "##ritan", "##ia", "fired", "[SEP]"]
    assert names("") == ["[CLS]", "[SEP]"]
    assert names("a🌊b " + "x" * 101) == ["[CLS]", "[UNK]", "[UNK]", "[SEP]"]


@given(text=st.text(max_size=400))
def test_any_text_has_pieces_and_never_more_than_the_model_takes(text: str) -> None:
    found = names(text * 3)
    assert (found[0], found[-1]) == ("[CLS]", "[SEP]")
    assert len(found) <= pieces.LONGEST


@given(vector=st.binary(min_size=8, max_size=8), other=st.binary(min_size=8, max_size=8))
def test_closeness_is_a_cosine(vector: bytes, other: bytes) -> None:
    assert meaning.closeness(vector, other) == meaning.closeness(other, vector)
    assert abs(meaning.closeness(vector, other)) <= 1 + 1e-9
    assert math.isclose(meaning.closeness(vector, vector), 1.0 if any(vector) else 0.0)


@WITH_MODEL
def test_a_sentence_is_closer_to_its_paraphrase_than_to_another() -> None:
    asked, same, other = meaning.vectors(
        ["the mill burned down", "fire destroyed the old mill", "the fee for parking was raised by the council of orm"]
    )
    assert len(asked) == 384
    assert meaning.closeness(asked, same) > 0.7
    assert meaning.closeness(asked, other) < 0.3


@WITH_MODEL
def test_what_is_read_beside_a_sentence_does_not_change_its_meaning() -> None:
    texts = ["the mill burned down", "", "fire " * 300]
    assert meaning.closeness(meaning.vectors(texts)[0], meaning.vectors(texts[:1])[0]) > 0.999


@WITH_MODEL
def test_a_model_of_another_digest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "SHA256", "0" * 64)
    with pytest.raises(MissingExtra, match="another than factcheck knows"):
        model.session.__wrapped__()
