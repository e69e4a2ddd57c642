"""The engine of plain rules: standard library only, the default."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading.document import Document
from factcheck.reading.rules import attribute
from factcheck.reading.utterance import Reading


@dataclass(frozen=True, slots=True)
class Rules:
    """The engine as a value."""

    name: str = attribute.NAME
    version: str = attribute.VERSION

    def __call__(self, document: Document) -> Reading:
        """What the rules find."""
        return attribute.read(document)


ENGINE: Final = Rules()
