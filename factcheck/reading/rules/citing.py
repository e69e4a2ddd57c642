"""Whom an outlet cites in passing: "Reuters reported, citing two officials, that P"."""

from dataclasses import replace
from typing import Final

from factcheck.reading import speakers
from factcheck.reading.rules import subject, tokens
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import SourceKind, Stance

CITING: Final = frozenset({"citing", "quoting"})


def cited(sentence: Tokens, index: int) -> Subject | None:
    """The speaker behind "citing"; None where a thing is cited, as in "citing bad weather"."""
    if sentence.low(index) not in CITING:
        return None
    who = subject.after(sentence, index + 1, len(sentence))
    if who is None:
        return None
    kind = speakers.describe(sentence.span(who.head_first, who.head_last).of(sentence.text)).kind
    return None if kind == SourceKind.UNKNOWN else Subject(who.first, who.head_last, who.head_first, who.head_last)


def attached(sentence: Tokens, found: list[Find]) -> list[Find]:
    """The citations, each "citing X" with the nearest of them: X speaks, and its source passes it on."""
    result = list(found)
    for index, low in enumerate(sentence.lows):
        who = cited(sentence, index) if low in CITING else None
        outlets = [number for number, find in enumerate(result) if find.source is not None and not find.narrator]
        if who is None or not outlets:
            continue
        nearest = min(outlets, key=lambda number: abs(result[number].cue[0] - index))
        find = result[nearest]
        if find.stance != Stance.ASSERTS or find.cited is not None or find.source is None:
            continue
        result[nearest] = replace(find, source=_without(find.source, index), cited=who, citing=(index, index + 1))
    return result


def past(sentence: Tokens, at: int) -> int:
    """Past ", citing two officials," behind a verb, to where the thing said may begin."""
    if sentence.tag(at) != tokens.COMMA or cited(sentence, at + 1) is None:
        return at
    return next((i + 1 for i in range(at + 2, len(sentence)) if sentence.tags[i] == tokens.COMMA), at)


def _without(outlet: Subject, index: int) -> Subject:
    """The outlet without "citing two officials" as its apposition."""
    if not outlet.head_last <= index < outlet.last:
        return outlet
    return Subject(outlet.first, outlet.head_last, outlet.head_first, outlet.head_last)
