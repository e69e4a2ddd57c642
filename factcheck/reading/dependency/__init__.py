"""The engine of dependencies: spaCy tells which words are verbs and who does what, the rules what is said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from factcheck.reading.dependency.model import load
from factcheck.reading.dependency.parse import parsed
from factcheck.reading.dependency.phrase import after
from factcheck.reading.dependency.verbs import by_verb
from factcheck.reading.document import Document
from factcheck.reading.rules import attribute
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.scan import PLAIN, Grammar, finds
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.utterance import Reading


@dataclass(frozen=True, slots=True)
class Dependency:
    """The engine as a value."""

    name: str = "spacy"

    @property
    def version(self) -> str:
        """That of its rules, those that it shares, and the model: `2.2+en_core_web_sm-3.8.0`."""
        return f"2.{attribute.VERSION}+{load().name}"

    def __call__(self, document: Document) -> Reading:
        """What the rules find along the parser's trees."""
        return attribute.read(document, f"{self.name}/{self.version}", by_trees)


def by_trees(sentences: Iterable[Tokens]) -> Iterator[tuple[Tokens, list[Find]]]:
    """The finder along trees."""
    for words, tree in parsed(sentences):
        yield words, finds(words, PLAIN if tree is None else Grammar(partial(by_verb, tree), partial(after, tree)))


ENGINE: Final = Dependency()
