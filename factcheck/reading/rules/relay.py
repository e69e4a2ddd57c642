"""The rule for words passed on: "X quoted Y as saying that P" and "P, X quoted Y as saying"."""

from typing import Final

from factcheck.reading.rules import subject, tokens
from factcheck.reading.rules.find import NEXT_CLAUSE, Find
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, Stance

_FARTHEST: Final = 30


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
