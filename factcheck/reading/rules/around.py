"""Lines that surround a report and claim nothing: "AMSEL", "(Reuters)", "By Jon Pell", "Read the rest here"."""

from typing import Final

from factcheck.reading import cues, gazetteer, speakers
from factcheck.reading.institutions import is_media
from factcheck.reading.rules import tokens
from factcheck.reading.rules.adjunct import says
from factcheck.reading.rules.tokens import Tokens

_LONGEST_NAME: Final = 3
_LONGEST_HINT: Final = 12
_POINTS_WITHIN: Final = 5
_NAMED: Final = frozenset({tokens.NAME, tokens.NUMBER})
_MARKS: Final = frozenset(
    {
        tokens.COMMA, tokens.STOP, tokens.COLON, tokens.SEMICOLON, tokens.DASH, tokens.OPEN, tokens.CLOSE, tokens.OTHER,
    }
)  # fmt: skip


def surrounds(sentence: Tokens) -> bool:
    """Whether a sentence is such a line."""
    return bool(sentence.tags) and (_is_name(sentence) or _is_byline(sentence) or _is_hint(sentence))


def _is_name(sentence: Tokens) -> bool:
    """A few names and no verb: a place, an agency. "Dam Bursts" may be a headline."""
    words = [index for index, tag in enumerate(sentence.tags) if tag not in _MARKS]
    if not 0 < len(words) <= _LONGEST_NAME or any(sentence.tags[index] not in _NAMED for index in words):
        return False
    name = " ".join(sentence.raw(index) for index in words)
    if gazetteer.is_place(name) or is_media(speakers.describe(name).kind):
        return True
    lows = [sentence.lows[index] for index in words]
    return not any(low.endswith(("s", "ed", "ing")) or low in cues.load().verbs for low in lows)


def _is_byline(sentence: Tokens) -> bool:
    """Only names behind "by"."""
    rest = sentence.tags[1:]
    return (
        sentence.lows[0] == "by"
        and tokens.NAME in rest
        and all(tag in _NAMED | _MARKS | {tokens.CONJUNCTION} for tag in rest)
    )


def _is_hint(sentence: Tokens) -> bool:
    """What tells readers where to go, or whose picture it is."""
    loaded = cues.load()
    if sentence.lows[0] not in loaded.leads or len(sentence) > _LONGEST_HINT or says(sentence, 1, len(sentence)):
        return False
    marked = sentence.tag(1) == tokens.COLON or "by" in sentence.lows[1:3]
    return marked or not loaded.points.isdisjoint(sentence.lows[1:_POINTS_WITHIN])
