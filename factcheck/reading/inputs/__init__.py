"""Inputs: from files, streams and addresses to documents, every refusal one sentence with its remedy."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About
from factcheck.reading.inputs.files import MAX_BYTES
from factcheck.reading.inputs.kinds import Kind, kind_of
from factcheck.reading.inputs.original import Original

_NOTHING: Final = About()


@dataclass(frozen=True)
class Opened:
    """The documents of one input, in its order, and a sentence for each part of it that could not be read."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...] = ()


def opened(original: Original, given: About = _NOTHING, *, max_bytes: int = MAX_BYTES) -> Opened:
    """The articles behind the bytes: one, or several where a feed or web archive holds them.

    What is `given` wins over what the input says of itself. Unpacked, no part of it may be larger than `max_bytes`.
    The readers are imported here, since some are heavy.

    Raises:
        Unreadable: there is nothing to read in it, or packages that read its kind are missing.

    """
    match kind_of(original):
        case Kind.FEED:
            from factcheck.reading.inputs import feed

            return Opened(*feed.articles(original, given))
        case Kind.WARC:
            from factcheck.reading.inputs import warc

            return Opened(*warc.articles(original, given, max_bytes=max_bytes))
        case Kind.HTML:
            from factcheck.reading.inputs import html

            return Opened((html.article(original, given),))
        case Kind.PDF:
            from factcheck.reading.inputs import pdf

            return Opened((pdf.article(original, given, max_bytes=max_bytes),))
        case Kind.MARKDOWN:
            from factcheck.reading.inputs import markdown

            return Opened((markdown.article(original, given),))
        case Kind.TEXT:
            from factcheck.reading.inputs import text

            return Opened((text.article(original, given),))
