"""Reading: from a text to frozen values that say who states what; knows no database."""

from typing import Final, Protocol, cast

from factcheck.errors import BrokenEngine, FactcheckError, UnknownWord
from factcheck.reading.document import Document
from factcheck.reading.utterance import Reading

DEFAULT_ENGINE: Final = "rules"
GROUP: Final = "factcheck.engines"
"""The group of entry points under which packages offer engines, each an `Engine`."""


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
    """What an engine proposes for a document; one that is not in English is narration to every engine.

    Raises:
        UnknownWord: there is no such engine.

    """
    chosen = load_engine(engine)
    from factcheck.reading import language

    why = language.other(document)
    return language.narration(document, f"{chosen.name}/{chosen.version}", why) if why else chosen(document)


def load_engine(name: str) -> Engine:
    """The engine of that name; its rules are loaded here, not when this module is.

    Raises:
        UnknownWord: there is no such engine.
        BrokenEngine: the package that offers it does not work.

    """
    if name == DEFAULT_ENGINE:  # nobody replaces it, and it waits for no look at what is installed
        from factcheck.reading import rules

        return rules.ENGINE
    from importlib.metadata import entry_points

    offered = entry_points(group=GROUP)
    if name not in offered.names:
        raise UnknownWord("reading engine", name, sorted({DEFAULT_ENGINE, *offered.names}))
    try:
        engine = offered[name].load()
        usable = callable(engine) and isinstance(engine.name, str) and isinstance(engine.version, str)
    except FactcheckError:
        raise
    except Exception as error:
        raise BrokenEngine(name, f"{type(error).__name__}: {error}") from error
    if not usable:
        raise BrokenEngine(name, f"{offered[name].value} is no engine")
    return cast("Engine", engine)
