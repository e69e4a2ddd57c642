"""How a claim is worded, and what the words of a thing said tell about its modality and voice."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from factcheck.reading import cues
from factcheck.reading.cues import Verb
from factcheck.reading.utterance import Span
from factcheck.vocabulary import Modality, Voice

_MARKS: Final = '"“”„«»`'
_EDGES: Final = " ,;:–—―-"
_LONG: Final = 4
"""Shorter words stay small in headlines too."""
_LEADS: Final = re.compile(r"(?:and|but)\b,?\s+", re.IGNORECASE)
_THAT: Final = re.compile(r"(?:that|whether|if|and|but)\b,?\s+", re.IGNORECASE)
_WILL: Final = frozenset({"vow", "pledge", "promise", "plan", "intend", "swear", "threaten", "agree"})
_INVISIBLE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]+")


def claim_text(text: str, pieces: Sequence[Span], *, led: bool = False) -> str:
    """The claim's words: one line, without outer quotation marks or a full stop at the end.

    `led` tells that a cue stands before them, so that "that" is a conjunction and is dropped.
    """
    return _capital(_bare(text, pieces, led=led))


def rephrased(text: str, *parts: Span | str) -> str:
    """A claim of pieces of the text and of words that the grammar asks for between them: "X" "was" "ruled by Y"."""
    words = " ".join(one_line(part if isinstance(part, str) else part.of(text)).strip(_EDGES) for part in parts)
    lead = _LEADS.match(words)
    return _capital(_unstopped(words[lead.end() if lead else 0 :]) or words)


def passed_on(text: str, speaker: Span, claim: str, content: Span) -> str:
    """That somebody said a claim: "The ministry said that two boats sank"."""
    first, _, rest = claim.partition(" ")
    words = cues.load().words
    small = first.lower() in words["determiners"] | words["pronouns"] | words["possessives"]
    within = content.of(text).removeprefix("that ").startswith(first.lower())
    said = f"{first.lower()} {rest}" if (small and first != "I") or within else claim
    return rephrased(text, speaker, "said that", said)


def _bare(text: str, pieces: Sequence[Span], *, led: bool) -> str:
    said = [one_line(piece.of(text)).strip(_EDGES) for piece in pieces]
    if len(said) > 1 and all(part[:1] in _MARKS and part[-1:] in _MARKS for part in said):
        said = [part.strip(_MARKS).strip(_EDGES) for part in said]  # one quotation that its speaker cut in two
    words = " ".join(said).strip(_EDGES)
    lead = (_THAT if led else _LEADS).match(words)
    bare = words[lead.end() :] if lead else words
    return _unstopped(_unquoted(bare)) or words or one_line(pieces[0].of(text)) or ascii(pieces[0].of(text))[1:-1]


def _unstopped(words: str) -> str:
    bare = words.strip(_EDGES)
    if bare.endswith(".") and not bare.endswith(("..", "U.S.", "U.N.", "U.K.", "a.m.", "p.m.")):
        bare = bare[:-1]
    return bare.strip(_EDGES)


def deed(name: str, verb: Verb, cue: str, text: str, pieces: Sequence[Span]) -> str:
    """A claim about what somebody did in words: "Kim condemned the drills", "Seoul will rebuild the bridge"."""
    said = _bare(text, pieces, led=True)
    if said.startswith("to ") and verb.lemma in _WILL:
        return _capital(f"{name} will {said[3:]}")
    words = one_line(cue)
    if words.split()[0].lower().endswith("ing"):
        words = " ".join((cues.forms(verb.entry)[1][cues.PAST], *verb.particle))
    return _capital(f"{name} {words} {said}")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:] if not _mixed(words) else words


def one_line(words: str) -> str:
    """White space, control and direction characters collapsed to single spaces."""
    return _INVISIBLE.sub(" ", words).strip()


def _unquoted(words: str) -> str:
    """Without quotation marks where they enclose everything or stand alone; a quoted part keeps its own."""
    if words.startswith("‘") and words.endswith("’") and words.count("‘") == 1:
        return words[1:-1].rstrip(",")
    inner = words.strip(_MARKS)
    if not any(mark in inner for mark in _MARKS):
        return inner.rstrip(",")
    if words.count("“") > words.count("”") and words.startswith("“"):
        return words[1:]
    return words[:-1].rstrip(",") if words.count("”") > words.count("“") and words.endswith("”") else words


def _mixed(words: str) -> bool:
    """A word such as "iPhone" keeps its small letter."""
    first = words.split(maxsplit=1)[0]
    return any(char.isupper() for char in first)


def voice(text: str, pieces: Sequence[Span], quotations: Sequence[Span]) -> Voice:
    """Quoted where every visible word of the pieces stands in quotation marks, else reported."""
    for piece in pieces:
        inside = next((q for q in quotations if q.start <= piece.start and piece.end <= q.end), None)
        if inside is None and not _all_quoted(text, piece, quotations):
            return Voice.REPORTED
    return Voice.QUOTED


def _all_quoted(text: str, piece: Span, quotations: Sequence[Span]) -> bool:
    at = piece.start
    for quotation in quotations:
        if quotation.end <= at:
            continue
        if quotation.start >= piece.end:
            break
        if any(char.isalnum() for char in text[at : quotation.start]):
            return False
        at = quotation.end
    return not any(char.isalnum() for char in text[at : piece.end])


def modality(words: str, flat: Modality) -> Modality:
    """The modality of a cue, or the one that a hedge or a future within the thing said sets instead."""
    if flat not in (Modality.STATED, Modality.ALLEGED):
        return flat
    return next((found for _, found in hedges(words[:400])), flat)


def hedges(words: str) -> Iterator[tuple[str, Modality]]:
    """The hedges and futures in these words, in small letters and in order, with the modality that each sets."""
    return ((match[0].lower(), Modality(match.lastgroup or "")) for match in _hedging(words))


def unhedged(words: str) -> str:
    """The words without hedges and futures."""
    at, kept = 0, []
    for match in _hedging(words):
        kept.append(words[at : match.start()])
        at = match.end()
    return "".join([*kept, words[at:]])


def _hedging(words: str) -> Iterator[re.Match[str]]:
    said = words.replace("’", "'")
    is_headline = not any(word[:1].islower() for word in said.split() if len(word) >= _LONG)
    for match in _hedges().finditer(said):
        # The month of May, a man called Will: outside headlines a modal verb has no capital.
        is_name = match[0][0].isupper() and match[0].lower() in cues.load().words["modals"] and not is_headline
        if match.lastgroup and not is_name:
            yield match


@cache
def _hedges() -> re.Pattern[str]:
    groups = []
    for name, words in cues.load().hedges.items():
        free = "|".join(re.escape(word) for word in words if not word.startswith("'"))
        bound = "|".join(re.escape(word) for word in words if word.startswith("'"))
        choice = f"(?<![\\w'])(?:{free})" + (f"|(?:{bound})" if bound else "")
        if words:
            groups.append(f"(?P<{name}>(?:{choice})(?![\\w']))")
    return re.compile("|".join(groups), re.IGNORECASE)
