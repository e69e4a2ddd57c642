"""Reading: from a text to frozen values that say who states what; knows no database."""

from typing import Protocol

from factcheck.errors import UnknownWord
from factcheck.reading.document import Document
from factcheck.reading.utterance import Reading

DEFAULT_ENGINE = "rules"
ENGINES = (DEFAULT_ENGINE,)


class Engine(Protocol):
    """What proposes utterances for a document."""

    @property
    def name(self) -> str:
        """What it is chosen by."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may give another reading."""

    def __call__(self, document: Document) -> Reading:
        """Everything that it finds, in order."""


def read(document: Document, *, engine: str = DEFAULT_ENGINE) -> Reading:
    """What an engine proposes for a document.

    Raises:
        UnknownWord: there is no such engine.

    """
    return load_engine(engine)(document)


def load_engine(name: str) -> Engine:
    """The engine of that name; its rules are loaded here, not when this module is.

    Raises:
        UnknownWord: there is no such engine.

    """
    if name not in ENGINES:
        raise UnknownWord("reading engine", name, ENGINES)
    from factcheck.reading import rules

    return rules.ENGINE
