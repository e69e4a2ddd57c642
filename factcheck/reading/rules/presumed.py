"""What the narrator takes for granted: "growing ties with X", and "the isolated state" amid another's words."""

from collections.abc import Iterator

from factcheck.reading import cues, wording
from factcheck.reading.rules import tokens
from factcheck.reading.rules.adjunct import Told
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.tokens import Tokens


def beside(words: Tokens, find: Find) -> Iterator[Told]:
    """The changes among the causes of what nobody is cited for, and the epithets within what somebody is."""
    if find.caused and find.source is not None:
        yield from changes(words, find.source.first, find.source.last)
    if find.source is not None and not find.caused:
        for first, last in find.pieces:
            yield from _epithets(words, first, last)


def changes(words: Tokens, first: int, last: int) -> Iterator[Told]:
    """Ties are growing, in "growing ties with Northland"."""
    for index in range(first, last - 3):
        if words.lows[index] not in cues.load().words["changes"]:
            continue
        link = index + 1
        while link < last and words.tags[link] == tokens.NOUN:
            link += 1
        end = link + 1
        while end < last and words.tags[end] == tokens.NAME:
            end += 1
        if link == index + 1 or words.tag(link) != tokens.PREPOSITION or end == link + 1:
            continue
        be = "are" if words.lows[link - 1].endswith("s") else "is"
        text = wording.rephrased(words.text, words.span(index + 1, end), be, words.span(index, index + 1))
        yield Told(index, end, text)


def _epithets(words: Tokens, first: int, last: int) -> Iterator[Told]:
    """The states are isolated, in "the two isolated states": the words of whoever reports, not of whoever is cited."""
    loaded = cues.load()
    for index in range(first, last - 2):
        if words.lows[index] != "the":
            continue
        at = index + 2 if words.tags[index + 1] in (tokens.DETERMINER, tokens.NUMBER) else index + 1
        if words.low(at) not in loaded.epithets or words.low(at + 1) not in loaded.bearers or at + 2 > last:
            continue
        be = "are" if words.lows[at + 1].endswith("s") else "is"
        bearer = [words.span(index, at), words.span(at + 1, at + 2)]
        yield Told(index, at + 2, wording.rephrased(words.text, *bearer, be, words.span(at, at + 1)))
