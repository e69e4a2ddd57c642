"""The rules for words passed on: "X quoted Y as saying that P", "Y was quoted by X", "P, Y said, according to X"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from factcheck.reading import cues, speakers
from factcheck.reading.institutions import is_media
from factcheck.reading.rules import content, subject, tokens
from factcheck.reading.rules.find import CLAUSE, NEXT_CLAUSE, Find
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, Stance

_FARTHEST: Final = 30
_MARKS: Final = (tokens.COMMA, tokens.QUOTE)


def relayed(sentence: Tokens, cue: Match, left: int, floor: int) -> Find | None:
    """What an outlet passes on of whoever is quoted; `left` is where what stands before the outlet may begin."""
    limit = min(len(sentence) - 1, cue.last + _FARTHEST)
    saying = next(
        (i for i in range(cue.last, limit) if sentence.lows[i] == "as" and sentence.lows[i + 1] == "saying"), None
    )
    who = subject.after(sentence, cue.last, saying) if saying is not None else None
    if saying is None or who is None:
        return None
    outlet = subject.before(sentence, cue.first, floor)
    clause = cue.first if outlet is None else outlet.first
    behind = sentence.tag(saying + 2) in (tokens.COMMA, tokens.STOP, tokens.QUOTE) and sentence.tag(clause - 1) in (
        tokens.COMMA,
        tokens.QUOTE,
    )
    end = clause if sentence.tag(clause - 1) == tokens.QUOTE else clause - 1
    pieces = ((left, end),) if behind and left < end else ((saying + 2, len(sentence)),)
    return Find(
        (cue.first, cue.last),
        Stance.ASSERTS,
        Modality.STATED,
        cue.readings[0],
        source=outlet or who,
        cited=who if outlet is not None else None,
        citing=(saying, saying + 2),
        pieces=pieces,
        behind=behind,
        open=True,
        clause=left if behind else clause,
        bounded=not behind and sentence.tag(clause - 1) in NEXT_CLAUSE,
    )


def was_quoted(sentence: Tokens, cue: Match, left: int, floor: int) -> Find | None:
    """What somebody "was quoted as saying", on the word of whoever quoted it, where that is told."""
    limit = min(len(sentence) - 1, cue.last + _FARTHEST)
    led = next((i for i in range(cue.last, limit) if sentence.lows[i] == "as"), None)
    saying = None if led is None else _saying(sentence, led + 1)
    who = subject.before(sentence, cue.first, floor)
    if led is None or saying is None or who is None or not cue.takes("relay"):
        return None
    begin = content.begins(sentence, saying)
    verb, form = content.reading(sentence, saying, begin)
    said = verb.lemma == "say"
    behind = begin is None and sentence.tag(who.first - 1) in _MARKS
    if behind:
        begin, end = left, who.first if sentence.tag(who.first - 1) == tokens.QUOTE else who.first - 1
    else:
        end = len(sentence)
    if begin is None or begin >= end:
        return None
    outlet = _outlet(sentence, cue.last, led)
    own = (cue.first, saying.last) if led == cue.last and said else (saying.at, saying.last)
    return Find(
        own if outlet is None else (cue.first, cue.last),
        verb.stance,
        verb.modality,
        verb,
        source=outlet or who,
        cited=who if outlet is not None else None,
        citing=(led if said else saying.at, saying.last),
        pieces=((begin, end),),
        form=CLAUSE if said else form,
        behind=behind,
        open=True,
        clause=left if behind else who.first,
        bounded=not behind and sentence.tag(who.first - 1) in NEXT_CLAUSE,
    )


def _saying(sentence: Tokens, at: int) -> Match | None:
    """The cue of "as saying that P", "as describing Z as W"."""
    readings = tuple(
        verb
        for verb, form in cues.load().verbs.get(sentence.low(at), ())
        if form == cues.GERUND and not verb.particle and not verb.narrator
    )
    return Match(at, at + 1, at, readings, gerund=True, passive=False, negated=False) if readings else None


def _outlet(sentence: Tokens, at: int, ceiling: int) -> Subject | None:
    """Who quotes, in "quoted by X" and, of an outlet, "on X" and "in X"."""
    who = subject.after(sentence, at + 1, ceiling) if sentence.low(at) in ("by", "on", "in") else None
    if who is None or sentence.lows[at] == "by":
        return who
    named = sentence.span(who.head_first, who.head_last).of(sentence.text)
    return who if is_media(speakers.describe(named).kind) else None


def credited(sentence: Tokens, found: Sequence[Find]) -> list[Find]:
    """The citations, "P, Y said on Sunday, according to X" made one: Y speaks, and X passes it on."""
    result: list[Find] = []
    for find in found:
        said = result[-1] if result else None
        if said is not None and find.verb is None and find.behind and _leads_to(sentence, said, find):
            result[-1] = replace(said, cue=find.cue, source=find.source, cited=said.source, citing=said.cue)
        else:
            result.append(find)
    return result


def _leads_to(sentence: Tokens, said: Find, find: Find) -> bool:
    """Whether nothing but a circumstance stands between what is said by whom and "according to"."""
    if not said.behind or said.source is None or said.cited is not None or said.stance != Stance.ASSERTS:
        return False
    closed = content.closes(sentence, max(said.cue[1], said.source.last))
    return closed is not None and closed >= find.cue[0] - 1
