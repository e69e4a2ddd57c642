"""The last gate: a text with what is known about it becomes a document."""

import re
from dataclasses import asdict
from typing import Final

from factcheck.errors import Unreadable
from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About
from factcheck.reading.inputs.decoding import readable
from factcheck.reading.inputs.original import Original

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def document(text: str, about: About, original: Original, *, sha256: str | None = None) -> Document:
    """A document of this text. `sha256` where the bytes that it was taken from are not the original's own.

    Raises:
        Unreadable: the text is empty or holds what cannot be stored.

    """
    if _SURROGATE.search(text):
        raise Unreadable(f"{original.shown} holds a broken character.", "Save it again as UTF-8.")
    return Document(readable(text, original.shown), **asdict(about), original_sha256=sha256 or original.sha256)
