"""What the rules tell the memory of an article, from tokens."""

from typing import Final

from factcheck.reading import memory
from factcheck.reading.rules import tokens
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.utterance import Speaker
from factcheck.reading.wording import one_line

_LONGEST_NAME: Final = 4
_PRONOUNS: Final = frozenset(
    {"he", "she", "i", "him", "her", "they", "we", "them", "us", "many", "some", "others", "both", "all"}
)


class Memory(memory.Memory):
    """The memory, as the rules fill it and ask it."""

    __slots__ = ()

    def notice(self, sentence: Tokens) -> None:
        """Keep the full names of persons in a sentence, and the countries."""
        index = 0
        while index < len(sentence):
            last = index
            while last < len(sentence) and sentence.tags[last] == tokens.NAME:
                last += 1
            if index < last <= index + _LONGEST_NAME:
                self.mention([sentence.raw(at) for at in range(index, last)], sentence.low(index - 1))
            index = max(last, index + 1)

    def resolve(self, sentence: Tokens, who: Subject) -> Speaker:
        """The speaker whom a noun phrase names, with its span; pronouns and short names lead back to the full one."""
        last = who.last
        while last > who.first + 1 and sentence.tags[last - 1] in (tokens.COMMA, tokens.DASH):
            last -= 1
        span = sentence.span(who.first, last)
        if who.head_last - who.head_first == 1:
            low, tag = sentence.lows[who.head_first], sentence.tags[who.head_first]
            if tag in (tokens.PRONOUN, tokens.RELATIVE, tokens.THAT) or (tag != tokens.NAME and low in _PRONOUNS):
                return self.refer(low, span, sentence.raw(who.head_first))
        head = one_line(sentence.span(who.head_first, who.head_last).of(sentence.text))
        beside = one_line(sentence.span(who.head_last, last).of(sentence.text)) if last > who.head_last + 1 else ""
        return self.name(head, beside.lstrip(" ,–—-("), span)
