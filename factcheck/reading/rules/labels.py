"""Rules for speakers named by a label: "Holt: the dam is safe", and a quotation with its speaker behind a dash."""

from typing import Final

from factcheck.reading import cues, speakers
from factcheck.reading.rules import dateline, tokens
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, SourceKind, Stance

_LONGEST_LABEL: Final = 10


def by_colon(sentence: Tokens) -> Find | None:
    """A label before a colon, as headlines and transcripts cite: "Holt: the dam is safe"."""
    colon = next(
        (i for i in range(1, min(len(sentence) - 1, _LONGEST_LABEL)) if sentence.tags[i] == tokens.COLON), None
    )
    if (
        colon is None
        or dateline.after(sentence)
        or any(sentence.tags[i] != tokens.NAME for i in range(1 if colon > 1 else 0, colon))
    ):
        return None
    label = " ".join(sentence.raw(i) for i in range(colon))
    if (
        label.lower() in cues.load().labels
        or speakers.describe(label).kind == SourceKind.UNKNOWN
        or not label[:1].isupper()
    ):
        return None
    if (
        speakers.describe(label).kind == SourceKind.INDIVIDUAL
        and colon + 1 < len(sentence)
        and sentence.tags[colon + 1] == tokens.NUMBER
    ):
        return None
    who = Subject(0, colon, 0, colon)
    return Find(
        (colon, colon + 1),
        Stance.ASSERTS,
        Modality.STATED,
        source=who,
        pieces=((colon + 1, len(sentence)),),
        open=True,
    )


def by_dash(sentence: Tokens) -> Find | None:
    """A quotation with its speaker behind a dash."""
    last = len(sentence) - 1 if sentence.tag(len(sentence) - 1) == tokens.STOP else len(sentence)
    dash = next(
        (i for i in range(last - 1, max(0, last - _LONGEST_LABEL), -1) if sentence.tags[i] == tokens.DASH), None
    )
    if dash is None or sentence.tag(dash - 1) != tokens.QUOTE or sentence.tag(dash + 1) != tokens.NAME:
        return None
    comma = next((i for i in range(dash + 1, last) if sentence.tags[i] == tokens.COMMA), last)
    if any(sentence.tags[i] != tokens.NAME for i in range(dash + 1, comma)):
        return None
    who = Subject(dash + 1, last, dash + 1, comma)
    return Find((dash, dash + 1), Stance.ASSERTS, Modality.STATED, source=who, pieces=((0, dash),), behind=True)
