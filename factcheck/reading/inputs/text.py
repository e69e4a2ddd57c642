"""Plain texts: stored exactly as they are decoded."""

from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About, address
from factcheck.reading.inputs.decoding import text_of
from factcheck.reading.inputs.documents import document
from factcheck.reading.inputs.original import Original


def article(original: Original, given: About) -> Document:
    """The text as it is.

    Raises:
        Unreadable: empty, binary, or in an encoding that nobody declares.

    """
    return document(text_of(original), given.or_else(About(url=address(original.url))), original)
