"""What holds for every text whatever it contains."""

import gc
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.reading.quotes import quotations
from factcheck.reading.segment import LONGEST, sentences
from factcheck.reading.utterance import Span
from factcheck.vocabulary import NARRATOR, Voice

WORDS = [
    "said", "says", "claimed", "that", "according to", "state media", "Mira Holt", "he", "they", "which", "who",
    "the dam", "Gen.", "U.S.", "“", "”", '"', "'", "’s", "(", ")", ",", ".", ";", ":", "—", "\n", "\n\n",
    "\r\n", "and", "but", "while", "was", "has", "denied", "no confirmation that", "concerns", "raised", "of",
    "to", "vowed", "accusing", "signaling", "will", "not", "on Thursday", "reports", "...", "?", "!", "\u00a0",
    "\u200f", "🌧️", "don't", "-", "told", "reporters", "in", "X", "fears of", "expected", "it",
]  # fmt: skip
PIECES = [
    "It held. ", "Gen. Kol ", "U.S. ", "No. 3 ", "“We won.” ", "he said. ", '"Is it over?" ', "Jan. 5 ", "… ", ". . . ",
    "3.5% ", "p.m. ", "(It is old.) ", "1. ", "• ", "\n", "\r\n\r\n", "\u2028", "\f", "\u200b", "\u00ad", "👩\u200d🚒",
    "天。", "؟ ", "[1] ", "¹ ", "—", "Kol.It ", "example.org/A.B ", "the dam and ", "Mr.\u00a0Holt ", "‘90s ",
    "AMSEL, March 3 (XW) -- ", "J. R. R. ",
]  # fmt: skip
NEWS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
PROSE = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), PROSE)
LONGEST_NAME = 3
BOTH = pytest.mark.parametrize("engine", ["rules", "spacy"])
ENGINES = st.sampled_from(("rules", "rules", "rules", "spacy"))
"""Mostly the one that takes a tenth of the other's time."""


@given(TEXTS | NEWS)
@example("“" * 3000)
@example("a" * 20_000)
@example("said that " * 2_000)
def test_every_visible_character_stands_in_exactly_one_sentence(text: str) -> None:
    covered = 0
    for span in sentences(text):
        assert span.start >= covered
        assert text[covered : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        assert span.end - span.start <= LONGEST
        covered = span.end
    assert text[covered:].strip() == ""


@given(TEXTS | NEWS)
def test_quotations_follow_each_other_without_overlap(text: str) -> None:
    end = 0
    for span in quotations(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@settings(max_examples=400)
@given(ENGINES, TEXTS)
@example("rules", "he said he said he said " * 400)
@example("spacy", "he said he said he said " * 400)
@example("rules", "\u200e . \x00")
@example("spacy", "\u200e . \x00")
def test_an_utterance_is_anchored_in_the_text_and_worded_in_one_line(engine: str, text: str) -> None:
    reading = read(Document(text, published="2025-08-24"), engine=engine)
    for utterance in reading.utterances:
        spans = [utterance.span, *utterance.content]
        spans += [span for span in (utterance.cue, utterance.speaker.span) if span is not None]
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
            assert _within(utterance.span, span)
        assert utterance.content
        assert list(utterance.content) == sorted(utterance.content)
        assert utterance.text
        assert utterance.text == utterance.text.strip()
        assert not any(ord(char) < 32 or char in "\x7f\x85\u2028\u2029" for char in utterance.text)


@settings(max_examples=300)
@given(ENGINES, TEXTS)
def test_no_sentence_of_more_than_a_name_is_left_without_a_claim(engine: str, text: str) -> None:
    reading = read(Document(text), engine=engine)
    for sentence in reading.sentences:
        found = any(u.span.start < sentence.end and sentence.start < u.span.end for u in reading.utterances)
        words = [word for word in sentence.of(text).split() if any(char.isalpha() for char in word)]
        assert found or len(words) <= LONGEST_NAME


@settings(max_examples=300)
@given(ENGINES, TEXTS)
def test_an_enclosing_utterance_comes_before_the_one_inside_it(engine: str, text: str) -> None:
    utterances = read(Document(text), engine=engine).utterances
    for index, utterance in enumerate(utterances):
        if utterance.inside is not None:
            assert utterance.inside < index
            outer = utterances[utterance.inside]
            passed_on = outer.content == utterance.content
            assert passed_on or any(_within(piece, utterance.span) for piece in outer.content)
    told = [(u.span.start, u.content[0].start) for u in utterances]
    assert told == sorted(told)


@settings(max_examples=200)
@given(ENGINES, TEXTS)
def test_the_narrator_has_no_name_and_no_place_in_the_text(engine: str, text: str) -> None:
    for utterance in read(Document(text), engine=engine).utterances:
        if utterance.speaker.kind == NARRATOR:
            assert (utterance.speaker.name, utterance.speaker.named, utterance.speaker.span) == ("", False, None)
            assert utterance.voice == Voice.NARRATED


@settings(max_examples=100)
@given(ENGINES, TEXTS)
def test_reading_twice_gives_the_same(engine: str, text: str) -> None:
    assert read(Document(text), engine=engine) == read(Document(text), engine=engine)


HOSTILE = [
    '"', "“It rains.” ", "(", ",", ". ", "the dam and the mill ", "he ", "said that ", "raised concerns that ",
    "Northland ", "according to ", ", which he claims is ", ", leaving it ", "and possibly mines ",
    "Mira Holt said:\n\n",
]  # fmt: skip


@BOTH
@pytest.mark.parametrize("repeated", HOSTILE)
def test_reading_takes_time_in_proportion_to_the_length(engine: str, repeated: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be quadratic."""
    short = min(_seconds(engine, repeated, 16_000) for _ in range(2))
    assert _seconds(engine, repeated, 64_000) < 10 * short


@BOTH
@pytest.mark.slow
@pytest.mark.parametrize(
    ("repeated", "size"), [('"', 1_000_000), ("the dam and the mill ", 5_000_000), ("dam, ", 500_000)],
    ids=["a million quotation marks", "one sentence of 5 MB", "a hundred thousand commas"],
)  # fmt: skip
def test_a_text_made_to_hurt_is_read_in_ten_times_the_time_of_a_tenth(engine: str, repeated: str, size: int) -> None:
    part = _seconds(engine, repeated, size // 10)
    assert _seconds(engine, repeated, size) < 25 * part + 0.1


def _seconds(engine: str, repeated: str, size: int) -> float:
    document = Document(repeated * (size // len(repeated)))
    gc.disable()  # a collection takes as long as all else that the tests keep in memory
    begun = time.process_time()
    read(document, engine=engine)
    spent = time.process_time() - begun
    gc.enable()
    return spent


def _within(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
