"""From what was found in a sentence to utterances: spans, wording, modality, voice and date."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from factcheck.reading import speakers, when, wording
from factcheck.reading.rules import split
from factcheck.reading.rules.find import CLAUSE, Find
from factcheck.reading.rules.memory import Memory
from factcheck.reading.rules.narration import told
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import BE, HAVE, MODAL, Tokens
from factcheck.reading.utterance import Span, Speaker, Utterance
from factcheck.vocabulary import NARRATOR, Modality, SourceKind, Stance, Voice

_AUXILIARIES: Final = (BE, HAVE, MODAL)
_NEAR: Final = 20
_NOBODY: Final = Speaker("unknown", SourceKind.UNKNOWN, named=False)
_NARRATOR: Final = Speaker("", NARRATOR, named=False)


def cited(
    words: Tokens, found: Sequence[Find], memory: Memory, quotations: Sequence[Span], published: str | None
) -> list[Utterance]:
    """The utterances of a sentence in which somebody is cited."""
    made: list[Utterance] = []
    for find in found:
        if find.pieces:
            speaker = _speaker(words, find, memory)
            who, said = (speaker, find) if find.cited is None else _passed_on(words, find, find.cited, memory)
            whole = _utterance(words, said, who, quotations, published)
            parts = _parts(words, said, whole, quotations)
            made += parts if said is find else _twice(words, find, speaker, parts)
    return made


def _passed_on(words: Tokens, find: Find, cited: Subject, memory: Memory) -> tuple[Speaker, Find]:
    """The one whose words are passed on, and what that one says."""
    return memory.resolve(words, cited), replace(find, source=cited, cue=find.citing)


def _twice(words: Tokens, find: Find, outlet: Speaker, parts: Sequence[Utterance]) -> Iterator[Utterance]:
    """Each proposition twice: that the cited one says it, on the word of whoever passes it on, and inside it itself."""
    cue = words.span(*find.cue)
    named = cue if outlet.span is None else outlet.span
    for one in parts:
        span = Span(min(one.span.start, named.start, cue.start), max(one.span.end, named.end, cue.end))
        said = one.speaker.span if find.form == CLAUSE else None
        text = one.text if said is None else wording.passed_on(words.text, said, one.text, one.content[0])
        voice, modality = _reported(one), find.modality
        yield replace(one, span=span, text=text, speaker=outlet, cue=cue, modality=modality, voice=voice)
        yield replace(one, span=span)


def _reported(one: Utterance) -> Voice:
    return one.voice if one.voice == Voice.NARRATED else Voice.REPORTED


def _parts(words: Tokens, find: Find, whole: Utterance, quotations: Sequence[Span]) -> list[Utterance]:
    """The utterance, or one for each proposition that its content holds."""
    if find.form != CLAUSE or find.stance != Stance.ASSERTS or len(find.pieces) > 1 or find.about or find.subject:
        return [whole]
    told = split.parts(words, *find.pieces[0])
    if len(told) == 1:
        return [whole]
    spans = [words.span(one.first, one.last) for one in told]
    return [
        replace(
            whole,
            text=one.text,
            content=(span,),
            modality=wording.modality(span.of(words.text), find.modality),
            voice=whole.voice if find.narrator else wording.voice(words.text, (span,), quotations),
        )
        for one, span in zip(told, spans, strict=True)
    ]


def _speaker(words: Tokens, find: Find, memory: Memory) -> Speaker:
    if find.narrator:
        return _NARRATOR
    if find.source is None:
        return _NOBODY
    speaker = memory.resolve(words, find.source)
    if find.caused and speaker.kind in (SourceKind.UNKNOWN, SourceKind.ANONYMOUS):
        return _NOBODY  # What raised the fears is their cause and says nothing.
    return speaker


def _utterance(
    words: Tokens,
    find: Find,
    speaker: Speaker,
    quotations: Sequence[Span],
    published: str | None,
) -> Utterance:
    text = words.text
    content = tuple(words.span(first, last) for first, last in find.pieces)
    cue = words.span(*find.cue)
    ends = [cue, *content]
    if find.source is not None:
        ends.append(words.span(find.source.first, find.source.last))
    span = Span(min(piece.start for piece in ends), max(piece.end for piece in ends))
    said = " ".join(piece.of(text) for piece in content)
    modality = wording.modality(said, find.modality) if find.stance == Stance.ASSERTS else find.modality
    voice = Voice.NARRATED if find.narrator else wording.voice(text, content, quotations)
    return Utterance(
        text=_worded(words, find, speaker, content),
        span=span,
        content=content,
        speaker=speaker,
        cue=cue,
        stance=find.stance,
        modality=modality,
        voice=voice,
        said_on=None if find.narrator else when.said_on(_near(words, find), published),
    )


def _near(words: Tokens, find: Find) -> str:
    """The words around the cue that are not part of what is said: there a date belongs to the saying."""
    text = words.text
    first, last = find.cue
    spoken = [range(*piece) for piece in find.pieces]
    left = first
    while left > 0 and first - left < _NEAR and not any(left - 1 in piece for piece in spoken):
        left -= 1
    right = last
    while right < len(words) and right - last < _NEAR and not any(right in piece for piece in spoken):
        right += 1
    return text[words.starts[left] : words.ends[right - 1]]


def _worded(words: Tokens, find: Find, speaker: Speaker, content: tuple[Span, ...]) -> str:
    text = words.text
    if find.subject is not None:
        last = max(find.pieces[-1][1], find.cue[1], 0 if find.source is None else find.source.last)
        return wording.claim_text(text, (words.span(find.subject, last),))
    if find.about is not None:
        bare = find.verb is None or words.tags[find.pieces[0][0]] in _AUXILIARIES
        deed = () if bare else (words.span(*find.cue),)
        return wording.claim_text(text, (words.span(*find.about), *deed, *content))
    if find.form == CLAUSE and words.tags[find.pieces[0][0]] in _AUXILIARIES:
        plural = words.lows[find.pieces[0][0]] in ("were", "are", "have")
        return wording.rephrased(text, "they" if plural else "it", *content)
    proposed = find.stance == Stance.ASSERTS and find.modality != Modality.FEARED
    plain = find.form == CLAUSE or find.verb is None or find.verb.lemma == "say"
    if plain or find.verb is None or not speaker.name or not proposed:
        return wording.claim_text(text, content, led=not find.behind)
    definite = speakers.is_person(speaker.name) or (find.source is not None and words.lows[find.source.first] == "the")
    name = f"The {speaker.name}" if speaker.name[0].islower() and definite else speaker.name
    return wording.deed(name, find.verb, words.span(*find.cue).of(text), text, content)


def continued(text: str, sentence: Span, speaker: Speaker) -> Utterance:
    """A quoted sentence whose speaker is named for another sentence of the same quotation."""
    return Utterance(
        text=wording.claim_text(text, (sentence,)),
        span=sentence,
        content=(sentence,),
        speaker=replace(speaker, span=None),
        cue=None,
        stance=Stance.ASSERTS,
        modality=wording.modality(sentence.of(text), Modality.STATED),
        voice=Voice.QUOTED,
    )


def alone(text: str, piece: Span, worded: str = "") -> Utterance:
    """Words that nobody is cited for: the narrator's."""
    return Utterance(
        text=worded or wording.claim_text(text, (piece,)),
        span=piece,
        content=(piece,),
        speaker=_NARRATOR,
        cue=None,
        stance=Stance.ASSERTS,
        modality=wording.modality(piece.of(text), Modality.STATED),
        voice=Voice.NARRATED,
    )


def narrated(words: Tokens, found: Sequence[Find], own: Sequence[Utterance]) -> list[Utterance]:
    """The narrator's own utterances of a sentence."""
    return [alone(words.text, words.span(one.first, one.last), one.text) for one in told(words, found, own)]


def _encloses(outer: Utterance, inner: Utterance) -> bool:
    """Whether one speaker's words hold another's, or are only that the other said the same."""
    if (outer.span, outer.content) == (inner.span, inner.content):
        return outer.cue != inner.cue
    within = (piece.start <= inner.span.start and inner.span.end <= piece.end for piece in outer.content)
    return inner.speaker.kind != NARRATOR and any(within)


def nested(utterances: list[Utterance]) -> tuple[Utterance, ...]:
    """In the order in which they begin to be told, each with the index of the one whose content encloses its quote.

    What the narrator takes for granted within another's words is not that other's.
    """
    ordered = sorted(utterances, key=lambda u: (u.span.start, u.content[0].start, -u.span.end))
    result: list[Utterance] = []
    recent: list[int] = []
    for index, utterance in enumerate(ordered):
        recent = [i for i in recent if ordered[i].span.end > utterance.span.start]
        inside = next((i for i in reversed(recent) if _encloses(ordered[i], utterance)), None)
        result.append(replace(utterance, inside=inside))
        recent.append(index)
    return tuple(result)
