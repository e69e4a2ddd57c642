"""Several propositions in one thing said: parts with a hedge or a future of their own, and what was given in return."""

from collections.abc import Iterator
from typing import Final

from factcheck.reading import cues, wording
from factcheck.reading.rules import tokens
from factcheck.reading.rules.adjunct import Told, finite
from factcheck.reading.rules.tokens import Tokens

_LONGEST_SUBJECT: Final = 12
_FUTURES: Final = frozenset({"will", "won't", "would", "wouldn't", "may", "might", "could"})


def parts(words: Tokens, first: int, last: int) -> list[Told]:
    """The propositions of a thing said, each worded to stand alone; one, without a wording, where there is no more."""
    verb = next((index for index in range(first, last) if finite(words, index)), None)
    if verb is None or verb == first:
        return [Told(first, last)]
    cuts = list(_cuts(words, first, verb, last))
    if not cuts:
        return [Told(first, last)]
    told = [Told(first, cuts[0][0], _worded(words, first, cuts[0][0]))]
    for (_, begin, shared), end in zip(cuts, [*(cut[0] for cut in cuts[1:]), last], strict=True):
        lead = _worded(words, first, shared)
        told.append(Told(begin, end, wording.rephrased(words.text, lead, words.span(begin, end))))
    return told


def _cuts(words: Tokens, first: int, verb: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Where a part ends, where the next begins, and up to where the words stand that both share."""
    loaded = cues.load()
    for index in range(verb + 1, last - 2):
        low, begin = words.lows[index], index + 1
        if low in ("and", "but", "or") and words.tags[index - 1] not in (tokens.PREPOSITION, tokens.CONJUNCTION):
            if words.lows[begin] in loaded.words["hedging"]:
                yield index, begin, (verb if finite(words, begin + 1) else _past_verb(words, verb, index))
            elif _turns(words, verb, begin) and verb - first <= _LONGEST_SUBJECT:
                yield index, begin, verb
        elif low in ("exchange", "return") and words.lows[index - 1] == "in" and words.lows[index + 1] == "for":
            yield index - 1, index - 1, index - 1


def _turns(words: Tokens, verb: int, begin: int) -> bool:
    """Whether a fact is followed by a future or a chance: "the bridge was mined and may burst"."""
    return words.tags[verb] != tokens.MODAL and words.lows[begin] in _FUTURES


def _past_verb(words: Tokens, verb: int, last: int) -> int:
    """Behind the auxiliaries and the verb that govern a coordinated object: "had supplied"."""
    at = verb
    while at < last and words.tags[at] in (tokens.BE, tokens.HAVE, tokens.MODAL, tokens.ADVERB):
        at += 1
    return min(at + 1, last)


def _worded(words: Tokens, first: int, last: int) -> str:
    return wording.claim_text(words.text, (words.span(first, last),), led=True)
