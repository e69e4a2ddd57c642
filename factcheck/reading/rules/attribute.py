"""The rules engine: a document's sentences, and who says what in each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from factcheck.reading import quotes, segment, wording
from factcheck.reading.document import Document
from factcheck.reading.rules import compose, tokens
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.memory import Memory
from factcheck.reading.rules.scan import finds
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.utterance import Reading, Span, Speaker, Utterance
from factcheck.vocabulary import NARRATOR

NAME: Final = "rules"
VERSION: Final = "2"

Finder = Callable[[Iterable[Tokens]], Iterable[tuple[Tokens, list[Find]]]]
"""From the sentences of a text, which are to be taken as they come, to the citations of each."""


def by_rules(sentences: Iterable[Tokens]) -> Iterator[tuple[Tokens, list[Find]]]:
    """The finder of plain rules."""
    return ((words, finds(words)) for words in sentences)


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence such as "X said:", which cites what the next one quotes."""

    sentence: Span
    find: Find
    cue: Span
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A quoted sentence whose speaker may be named behind its quotation; `speaker` is who spoke before."""

    sentence: Span
    quotation: Span
    speaker: Speaker | None


def read(document: Document, engine: str = f"{NAME}/{VERSION}", finder: Finder = by_rules) -> Reading:
    """The utterances that an engine finds by its finder; linear in the length of the text."""
    text = document.text
    sentences = segment.sentences(text)
    quotations = quotes.quotations(text)
    memory = Memory()
    utterances: list[Utterance] = []
    waiting: list[_Waiting] = []
    speaking: Speaker | None = None
    lead: _Lead | None = None
    near = _touching(quotations, sentences)
    tokenised = (tokens.tokenise(text, *pair) for pair in zip(sentences, near, strict=True))
    for number, (words, found) in enumerate(finder(tokenised)):
        sentence, touching = sentences[number], near[number]
        memory.notice(words)
        quoted = not found and _only_quoted(words)
        if lead is not None:
            utterances.append(_led(text, lead, sentence) if quoted else compose.alone(text, lead.sentence))
            speaking, lead = (replace(lead.speaker, span=None), None) if quoted else (None, None)
            if quoted:
                continue
        if quoted:
            broken = number > 0 and quotes.broken(text, sentences[number - 1].end, sentence.start)
            goes_on = speaking is not None and (not broken or _leads(words))
            speaking = speaking if goes_on else None
            waiting.append(_Waiting(sentence, touching[-1], speaking))
            if touching[-1].end <= sentence.end:
                utterances += _awaited(text, waiting, None, None)
                waiting = []
            continue
        lead = _lead(words, found, memory, sentence)
        if lead is not None:
            utterances += _awaited(text, waiting, None, None)
            waiting = []
            continue
        own = compose.cited(words, found, memory, touching, document.published)
        speaking = _left_open(words, found, own)
        utterances += _awaited(text, waiting, touching[0] if touching else None, _first_speaker(own, touching))
        waiting = []
        utterances += own + compose.narrated(words, found, own)
    utterances += _awaited(text, waiting, None, None)
    if lead is not None:
        utterances.append(compose.alone(text, lead.sentence))
    return Reading(engine, sentences, compose.nested(utterances))


def _lead(words: Tokens, found: Sequence[Find], memory: Memory, sentence: Span) -> _Lead | None:
    if len(found) != 1 or found[0].pieces or found[0].source is None or words.tags[-1] != tokens.COLON:
        return None
    return _Lead(sentence, found[0], words.span(*found[0].cue), memory.resolve(words, found[0].source))


def _led(text: str, lead: _Lead, sentence: Span) -> Utterance:
    """The first quoted sentence behind "X said:"; its quote shows both."""
    said = compose.continued(text, sentence, lead.speaker)
    return replace(
        said,
        span=Span(lead.sentence.start, sentence.end),
        speaker=lead.speaker,
        cue=lead.cue,
        stance=lead.find.stance,
        modality=wording.modality(sentence.of(text), lead.find.modality),
    )


def _awaited(
    text: str, waiting: Sequence[_Waiting], quotation: Span | None, speaker: Speaker | None
) -> list[Utterance]:
    """Quoted sentences, now that the one behind them is read.

    They are `speaker`'s if they stand in the same `quotation` that the cited sentence ends, else those of whoever
    spoke before, else the narrator's.
    """
    said = []
    for wait in waiting:
        who = speaker if speaker is not None and wait.quotation == quotation else wait.speaker
        said.append(
            compose.continued(text, wait.sentence, who) if who is not None else compose.alone(text, wait.sentence)
        )
    return said


def _first_speaker(own: Sequence[Utterance], touching: Sequence[Span]) -> Speaker | None:
    """Who is cited for the first quotation of a sentence."""
    if not touching:
        return None
    cited = (u for u in own if u.speaker.kind != NARRATOR)
    return next((u.speaker for u in cited if any(piece.start < touching[0].end for piece in u.content)), None)


def _touching(quotations: Sequence[Span], sentences: Sequence[Span]) -> list[list[Span]]:
    """The quotations that touch each sentence."""
    near = []
    at = 0
    for sentence in sentences:
        while at < len(quotations) and quotations[at].end <= sentence.start:
            at += 1
        last = at
        while last < len(quotations) and quotations[last].start < sentence.end:
            last += 1
        near.append(list(quotations[at:last]))
    return near


def _only_quoted(words: Tokens) -> bool:
    return tokens.QUOTE in words.tags and all(
        tag in (tokens.QUOTE, tokens.STOP, tokens.COMMA, tokens.DASH, tokens.OTHER) for tag in words.tags
    )


def _leads(words: Tokens) -> bool:
    return words.tags[0] == tokens.QUOTE


def _left_open(words: Tokens, found: Sequence[Find], own: Sequence[Utterance]) -> Speaker | None:
    """Who goes on speaking behind a sentence that cites a quotation."""
    if not found or not own:
        return None
    last = max((find for find in found if find.source is not None), key=lambda find: find.cue, default=None)
    if last is None or not last.open:
        return None
    cue = words.span(*(last.cue if last.cited is None else last.citing))
    speaker = next((u.speaker for u in own if u.cue == cue), None)
    if speaker is None:
        return None
    quoted = any(tokens.QUOTE in words.tags[first:end] for first, end in last.pieces)
    return replace(speaker, span=None) if quoted else None
