"""Sentences, quotations and the language of a text take time in proportion to its length, whatever it is made of."""

import gc
import time
from collections.abc import Callable

import pytest

from factcheck.reading import language
from factcheck.reading.document import Document
from factcheck.reading.quotes import quotations
from factcheck.reading.segment import sentences

HOSTILE = {
    "quotation marks": "“", "straight marks": '"', "single marks": "'", "marks of all kinds": "“\"‘'„»`",
    "quotations": "“It rains.” ", "single marks that nobody closes": "‘dam ", "plurals": "the dams’ ", "feet": "6'2\" ",
    "one sentence without a stop": "the dam and the mill ", "one word": "a", "commas": "dam, ", "full stops": ".",
    "spaced stops": ". ", "ellipses": "… ", "exclamations": "! ",
    "letters of a country": "U.S. ", "titles": "Gen. ", "labels": "12. ",
    "labelled words": "1. A ", "labels behind colons": ": 1. ", "lines": "\n", "carriage returns": "\r\n",
    "form feeds": "\f", "brackets": "(", "open notes": ".[a", "spaces": " ", "hard spaces": "\u00a0", "emoji": "🎉! ",
    "signs that are not seen": ".\u200b", "stops of another script": "天。", "questions": "“Why?” Ada Stern Kol Weir ",
    "words run together": "dam.Kol ", "titles run together": "Gen.Kol,",
    "wrapped lines": "the dam and the mill and the river below it\nB",
    "accents": "\u0301", "capitals": "THE DAM. ", "small letters": "the dam held. ", "Korean": "댐은 올해 ",
}  # fmt: skip


@pytest.mark.parametrize("repeated", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(repeated: str) -> None:
    """It would take sixteen times as long were it quadratic."""
    for work, size in ((sentences, 40_000), (quotations, 10_000), (_language, 40_000)):
        short = min(_seconds(work, repeated, size) for _ in range(2))
        assert _seconds(work, repeated, 4 * size) < 8 * short + 0.005, work.__name__


@pytest.mark.slow
@pytest.mark.parametrize("repeated", HOSTILE.values(), ids=HOSTILE)
def test_five_megabytes_take_about_as_long_as_their_parts(repeated: str) -> None:
    for work in (sentences, quotations, _language):
        part = _seconds(work, repeated, 500_000)
        assert _seconds(work, repeated, 5_000_000) < 25 * part + 0.1, work.__name__


def _language(text: str) -> str:
    return language.other(Document(text))


def _seconds(work: Callable[[str], object], repeated: str, size: int) -> float:
    text = repeated * (size // len(repeated)) + " Kol"  # a word that is looked for from afar
    gc.disable()  # a collection takes as long as all else that the tests keep in memory
    begun = time.process_time()
    work(text)
    spent = time.process_time() - begun
    gc.enable()
    return spent
