"""Whether what was read from a text stands in it where it says: the one rule of imports and of `db verify`."""

from collections.abc import Sequence

from factcheck.typography import same

Span = Sequence[int]


def misplaced(
    text: str, quote: tuple[str, int, int], cue: tuple[str | None, Span | None], others: Sequence[Span | None]
) -> str | None:
    """What of an attribution stands elsewhere than it says; None if nothing does.

    `others` are the places of its speaker and of the pieces of its content, whose words are not kept.
    """
    if not _stands(text, *quote):
        return "Its quote does not stand where it should"
    words, span = cue
    if span is not None and not (words and _stands(text, words, *span)):
        return "Its cue does not stand where it should"
    if any(not _is_within(text, *one) for one in others if one is not None):
        return "Its speaker or content lies outside the text"
    return None


def is_anchored(text: str, words: str, start: int, end: int) -> bool:
    """Whether the words stand there in a revision, whatever its white space and typography."""
    return _is_within(text, start, end) and same(words, text[start:end])


def _is_within(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text)


def _stands(text: str, words: str, start: int, end: int) -> bool:
    """Whether the words are all that stands there; a slice alone would forgive an end behind that of the text."""
    return start >= 0 and end - start == len(words) and text.startswith(words, start)
