"""Rules for speakers behind or within what is said: '"...," X said', "P1, X said, P2" and "P, said X"."""

from typing import Final

from factcheck.reading.rules import content, dateline, match, subject, tokens
from factcheck.reading.rules.adjunct import fronted
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens

_BEFORE: Final = frozenset({tokens.COMMA, tokens.DASH, tokens.SEMICOLON, tokens.CONJUNCTION})
MARKS: Final = frozenset({tokens.COMMA, tokens.QUOTE, tokens.DASH})


def enclosed(sentence: Tokens, cue: Match, who: Subject, found: list[Find]) -> Find | None:
    """A speaker and verb behind or within what is said: "P1, X said, P2"."""
    before = sentence.tag(who.first - 1) if who.first > 0 else tokens.STOP
    if before not in MARKS or who.relative or cue.last > cue.at + 1 or not (cue.takes("clause") or cue.takes("quote")):
        return None
    end = content.closes(sentence, cue.last)
    quoted = before == tokens.QUOTE or sentence.tag(who.first - 2) == tokens.QUOTE
    if end is None and quoted and (before == tokens.QUOTE or cue.takes("hearer")):
        end = cue.last
    if end is None:
        return None
    if not quoted and (cue.takes("hearer") or sentence.tag(end) in (tokens.QUOTE, tokens.COLON)):
        return None
    if sentence.tag(end) == tokens.COMMA and sentence.tag(end + 1) == tokens.QUOTE and not quoted:
        return None
    return _around(sentence, cue, who, found, who.first, end, quoted=quoted)


def inverted(sentence: Tokens, cue: Match, found: list[Find], who: Subject | None = None) -> Find | None:
    """The verb before its speaker, behind what is said: "P, said X"; `who` is X where that is known."""
    who = who or subject.after(sentence, cue.last, len(sentence))
    if who is None:
        return None
    end = content.closes(sentence, who.last)
    quoted = sentence.tag(cue.first - 1) == tokens.QUOTE or sentence.tag(cue.first - 2) == tokens.QUOTE
    if end is None and quoted:
        end = who.last
    if end is None:
        return None
    return _around(sentence, cue, who, found, cue.first, end, quoted=quoted)


def _around(
    sentence: Tokens, cue: Match, who: Subject, found: list[Find], first: int, end: int, *, quoted: bool
) -> Find | None:
    floor = left_floor(sentence, first, found)
    left_end = first if sentence.tag(first - 1) == tokens.QUOTE else first - 1
    if left_end <= floor:
        return None
    resumed = sentence.tag(end) in (tokens.COMMA, tokens.DASH) and _resumes(sentence, end + 1)
    if not quoted and not resumed and not _holds_clause(sentence, found, floor, left_end):
        return None
    stance = match.stance(cue)
    if stance is None:
        return None
    pieces = [(floor, left_end)]
    if sentence.tag(end) in (tokens.COMMA, tokens.DASH, tokens.COLON, tokens.QUOTE):
        begin = end if sentence.tag(end) == tokens.QUOTE else end + 1
        resumes = sentence.tag(begin) == tokens.QUOTE if quoted else _resumes(sentence, begin)
        if resumes and begin < len(sentence):
            pieces.append((begin, begin + 1 if quoted else len(sentence)))
    verb = cue.readings[0]
    return Find(
        (cue.first, cue.last),
        stance,
        verb.modality,
        verb,
        source=who,
        pieces=tuple(pieces),
        behind=True,
        open=quoted,
        clause=first,
        bounded=True,
    )


def _holds_clause(sentence: Tokens, found: list[Find], first: int, last: int) -> bool:
    """Whether the words left of a cue are a clause, and not "According to X, on Monday"."""
    told = (begin for one in found if one.verb is None for begin, _ in one.pieces)
    only_ahead = any(first < begin < last and fronted(sentence, begin, last) for begin in told)
    return _holds_subject(sentence, first, last) and not only_ahead


def _holds_subject(sentence: Tokens, first: int, last: int) -> bool:
    """Whether the words left of a cue are a clause rather than "In a speech"."""
    if sentence.tags[first] in (tokens.PREPOSITION, tokens.SUBORDINATOR) and sentence.lows[first] != "as":
        return False
    small = (tokens.ADVERB, tokens.PREPOSITION, tokens.NUMBER, tokens.CONJUNCTION)
    return any(sentence.tags[index] not in small for index in range(first, last))


def _resumes(sentence: Tokens, begin: int) -> bool:
    """Whether the clause cut by "X said" goes on here, rather than "adding that" or "and he" beginning anew."""
    tag, low = sentence.tag(begin), sentence.low(begin)
    if low.endswith("ing") or low in (
        "and",
        "but",
        "who",
        "which",
        "while",
        "as",
        "according",
        "after",
        "though",
        "although",
        "because",
    ):
        return False
    return tag != tokens.STOP


def left_floor(sentence: Tokens, end: int, found: list[Find]) -> int:
    """Where the thing said that stands left of a cue begins: behind what an earlier citation took."""
    floor = dateline.after(sentence)
    for previous in found:
        if previous.behind:
            floor = max(floor, previous.cue[1], *(last for _, last in previous.pieces if last < end))
            if previous.source is not None and previous.source.last < end:
                floor = max(floor, previous.source.last)
    for index in range(end - 2, floor, -1):
        if sentence.tags[index] == tokens.SEMICOLON:
            floor = index + 1
            break
    while floor < end and (sentence.tags[floor] in _BEFORE or sentence.lows[floor] in ("but", "however")):
        floor += 1
    return floor
