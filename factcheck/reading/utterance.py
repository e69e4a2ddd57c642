"""What a reading finds, as frozen values: offsets are Unicode code points into the document's text, end exclusive."""

from dataclasses import dataclass

from factcheck.vocabulary import Modality, Stance, Voice


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The piece `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece itself."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it.

    `span` is where the article names the speaker; None where the speaker is only implied or is the narrator.
    `kind` is a `SourceKind`, or `narrator`. `named` tells an institution or a named person from "officials".
    """

    name: str
    kind: str
    named: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One proposition as one source puts it forward.

    `text` is the claim, worded so that it stands on its own; `span` is the quote that shows who says it and how;
    `content` are the pieces of the proposition, in order; `inside` is the index of the utterance that encloses this
    one, which always comes before it; `said_on` is a partial date.
    """

    text: str
    span: Span
    content: tuple[Span, ...]
    speaker: Speaker
    cue: Span | None
    stance: Stance
    modality: Modality
    voice: Voice
    said_on: str | None = None
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that an engine proposes for a document; `engine` is its name and version, as `rules/1`.

    `notices` are sentences for whoever asked for the reading: what was not read, why, and what to do about it.
    """

    engine: str
    sentences: tuple[Span, ...]
    utterances: tuple[Utterance, ...]
    notices: tuple[str, ...] = ()
