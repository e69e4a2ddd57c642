"""Whether a text is in English, the language whose cues are known; any other is read as narration, and that is said."""

import re
from functools import cache
from typing import Final

from factcheck.reading import segment, wording
from factcheck.reading.document import Document
from factcheck.reading.tables import table
from factcheck.reading.utterance import Reading, Span, Speaker, Utterance
from factcheck.vocabulary import NARRATOR, Modality, Stance, Voice

_UNSURE: Final = frozenset({"und", "mul", "mis", "zxx", "xx", "default"})
"""Codes by which a page says that it does not know its language."""
_ENGLISH: Final = frozenset({"en", "eng", "english"})
_FEWEST_FOREIGN: Final = 3
_FEWEST_WITHOUT: Final = 40
"""So many words in small letters are no headline: in English every twelfth of them would be a small word at least."""
_RARE: Final = 12


def other(document: Document) -> str:
    """Why a document is taken not to be in English; empty where it is. What is known of it wins over a guess."""
    code = (document.lang or "").strip().lower().replace("_", "-").partition("-")[0]
    if code.isalpha() and code not in _UNSURE:
        return "" if code in _ENGLISH else f"its language is given as {document.lang}"
    return "" if _seems_english(document.text) else "it seems to be in another language than English"


def narration(document: Document, engine: str, why: str) -> Reading:
    """Every sentence as a claim of the publisher, and a notice of it."""
    sentences = segment.sentences(document.text)
    unread = f"Not read for who said what: {why}, so every sentence is its publisher's."
    notice = f"{unread} If it is in English, read it with --lang en before it is stored."
    return Reading(engine, sentences, tuple(_narrated(document.text, one) for one in sentences), (notice,))


def _narrated(text: str, sentence: Span) -> Utterance:
    return Utterance(
        text=wording.claim_text(text, (sentence,)),
        span=sentence,
        content=(sentence,),
        speaker=Speaker("", NARRATOR, named=False),
        cue=None,
        stance=Stance.ASSERTS,
        modality=Modality.STATED,
        voice=Voice.NARRATED,
    )


def _seems_english(text: str) -> bool:
    """By script, then by small words; a text that shows neither, such as a list of names, is taken for English.

    Words with a capital are left aside, as names show nothing, unless the whole text is in capitals.
    """
    words = [match[0] for match in _words().finditer(text)]
    latin = sum(map(len, words))
    letters = latin + sum(len(match[0]) for match in _other_letters().finditer(text))
    small = [word for word in words if word[0].islower()]
    if len(small) * 8 < len(words) and text.isupper():
        small = [word.lower() for word in words]
    english, foreign = _small_words()
    ours = sum(word in english for word in small)
    theirs = sum(word in foreign or not word.isascii() for word in small)
    if latin * 2 < letters:
        return latin * 4 > letters and ours * 6 > len(small)
    if theirs >= _FEWEST_FOREIGN and theirs > 2 * ours:
        return False
    return len(small) < _FEWEST_WITHOUT or ours * _RARE >= len(small)


@cache
def _words() -> re.Pattern[str]:
    """Words of Latin letters as prose has them: names in code and addresses have other signs at their edges."""
    letter = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
    return re.compile(rf"(?<![\w.@/#$<=+*\\{{\[&-])[{letter}]++(?![\w@/\\(\[{{}}=+*<>_]|[.:]\w|-\w|;$)", re.MULTILINE)


@cache
def _other_letters() -> re.Pattern[str]:
    return re.compile("[^\\W\\d_A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]++")


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Those of English, and those of other languages."""
    data = table("factcheck.reading.cues", "language")
    others = frozenset(word for words in data["others"].values() for word in words)
    return frozenset(data["english"]["words"]), others
