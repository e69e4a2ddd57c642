"""Whom a reading cites, as sources: those that the database knows come first, with what people decided about them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from factcheck.desk.resolution import find, resolve
from factcheck.identity import fold
from factcheck.reading import naming, speakers
from factcheck.reading.description import Description
from factcheck.reading.utterance import Speaker, Utterance
from factcheck.reading.wording import one_line
from factcheck.store.sources import Known
from factcheck.store.transaction import Session
from factcheck.vocabulary import NARRATOR, SourceKind

_NONE: Final = (0,)
"""An article that is not there, of which nothing is read yet."""


def resolved(
    session: Session, text: str, utterances: Sequence[Utterance], publisher: Known, line: Sequence[int], *, by: str
) -> list[Known]:
    """Who says each utterance, new sources created; a name stands for one source throughout the article.

    `line` are the article and its earlier revisions, in which an unnamed source is the same.
    """
    met: dict[str, Known] = {}
    said_by = []
    for one in utterances:
        if not _cites(one.speaker):
            said_by.append(publisher)
            continue
        spelled = _spelled(text, one.speaker)
        if fold(spelled) not in met:
            guess = Description(SourceKind(one.speaker.kind), one.speaker.named)
            found = resolve(session, one.speaker.name, guess, spelled=spelled, articles=line, by=by)
            met[fold(spelled)] = found
        said_by.append(met[fold(spelled)])
    return said_by


def as_stored(utterances: Sequence[Utterance], speakers: Sequence[Known]) -> list[Utterance]:
    """The utterances with their speakers named and described as the database has them."""
    return [
        _said_by(one, speaker) if _cites(one.speaker) else one
        for one, speaker in zip(utterances, speakers, strict=True)
    ]


def foreseen(session: Session, text: str, utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """The utterances as `as_stored` would give them if the article were stored, with nothing created."""
    met: dict[str, Known | None] = {}
    for one in utterances:
        spelled = _spelled(text, one.speaker)
        if _cites(one.speaker) and spelled not in met:
            met[spelled] = find(session, one.speaker.name, spelled=spelled, articles=_NONE)
        known = met.get(spelled)
        yield _said_by(one, known) if known is not None else one


def _cites(speaker: Speaker) -> bool:
    return speaker.kind != NARRATOR and any(char.isalnum() for char in fold(speaker.name))


def _said_by(one: Utterance, known: Known) -> Utterance:
    return replace(one, speaker=replace(one.speaker, name=known.name, kind=known.kind, named=known.named))


def _spelled(text: str, speaker: Speaker) -> str:
    """How the article itself puts a name that the gazetteer knows by another: people may have decided about that."""
    words = one_line(speaker.span.of(text)) if speaker.span is not None else ""
    if words and speakers.recognise(words).name == speaker.name:
        return naming.plain_name(words)
    return speaker.name
