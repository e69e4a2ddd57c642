"""A sentence as parallel lists of tokens; a quotation within it is one token, so that rules read around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from factcheck.reading import cues
from factcheck.reading.utterance import Span

QUOTE: Final = "Q"
COMMA: Final = ","
STOP: Final = "."
COLON: Final = ":"
SEMICOLON: Final = ";"
DASH: Final = "-"
OPEN: Final = "("
CLOSE: Final = ")"
DETERMINER: Final = "d"
POSSESSIVE: Final = "o"
GENITIVE: Final = "'"
PRONOUN: Final = "r"
RELATIVE: Final = "R"
THAT: Final = "t"
BE: Final = "b"
HAVE: Final = "h"
MODAL: Final = "m"
ADVERB: Final = "x"
PREPOSITION: Final = "p"
CONJUNCTION: Final = "c"
SUBORDINATOR: Final = "s"
NUMBER: Final = "0"
NAME: Final = "N"
NOUN: Final = "n"
VERB: Final = "v"
OTHER: Final = "?"

_PUNCTUATION: Final = {
    ",": COMMA, "،": COMMA, ".": STOP, "!": STOP, "?": STOP, "…": STOP, ":": COLON, ";": SEMICOLON,
    "—": DASH, "–": DASH, "―": DASH, "-": DASH, "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE,
}  # fmt: skip
_LONGEST_FIRST: Final = 40
_LONG_WORD: Final = 4
_FEWEST_TITLE_WORDS: Final = 4
_LONGEST_TITLE: Final = 30
_NAMES_TOO: Final = frozenset({"WHO", "US", "May"})
"""In capitals these are names, else a relative, a pronoun and a modal verb."""
_CLITIC_HOSTS: Final = frozenset({"he", "she", "it", "who", "that", "there", "what", "they", "we", "i", "you", "here"})
_CLITIC_TAGS: Final = {"'s": BE, "'re": BE, "'m": BE, "'ve": HAVE, "'ll": MODAL, "'d": MODAL}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence: offsets into the text, the lower-case forms and the tags, index by index."""

    text: str
    starts: list[int]
    ends: list[int]
    lows: list[str]
    tags: list[str]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens from `first` up to and without `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def raw(self, index: int) -> str:
        """A token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def tag(self, index: int) -> str:
        """The tag at an index; a full stop beyond either end."""
        return self.tags[index] if 0 <= index < len(self.tags) else STOP

    def low(self, index: int) -> str:
        """The lower-case form at an index; empty beyond either end."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""


def opens_with_verb(sentence: Tokens, index: int) -> bool:
    """Whether a quotation goes on with the verb of the clause around it: 'said Holt "watched the test"'."""
    if sentence.tag(index - 1) not in (NAME, NOUN, PRONOUN):
        return False
    first = sentence.raw(index)[:_LONGEST_FIRST].strip("\"'“”‘’«»„ ").partition(" ")[0]
    return first.islower() and (first.endswith("ed") or _closed_class().get(first) in (VERB, BE, HAVE, MODAL))


def tokenise(text: str, sentence: Span, quotations: Sequence[Span]) -> Tokens:
    """The tokens of a sentence; `quotations` are those that touch it, in order."""
    tokens = Tokens(text, [], [], [], [])
    at = sentence.start
    for quotation in quotations:
        start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
        _add_words(tokens, at, start)
        _add(tokens, start, end, "", QUOTE)
        at = end
    _add_words(tokens, at, sentence.end)
    if _is_title(tokens):
        _lower_verbs(tokens)
    return tokens


def _is_title(tokens: Tokens) -> bool:
    """Whether nearly all longer words begin with a capital, as in a headline."""
    if len(tokens) > _LONGEST_TITLE:
        return False
    long = [index for index, low in enumerate(tokens.lows) if len(low) >= _LONG_WORD and low.isalpha()]
    capitals = sum(tokens.text[tokens.starts[index]].isupper() for index in long)
    return len(long) >= _FEWEST_TITLE_WORDS and capitals >= 0.8 * len(long)


def _lower_verbs(tokens: Tokens) -> None:
    """In a headline "Says" is a verb, not a name."""
    loaded = cues.load()
    for index, low in enumerate(tokens.lows):
        if index and tokens.tags[index] == NAME and low in loaded.verbs and low not in loaded.nouns_too:
            tokens.tags[index] = NOUN


def _add(tokens: Tokens, start: int, end: int, low: str, tag: str) -> None:
    tokens.starts.append(start)
    tokens.ends.append(end)
    tokens.lows.append(low)
    tokens.tags.append(tag)


def _add_words(tokens: Tokens, start: int, end: int) -> None:
    tags = _closed_class()
    text, lows = tokens.text, tokens.lows
    for match in _pattern().finditer(text, start, end):
        word = match.group()
        first, last = match.span()
        tag = _PUNCTUATION.get(word[0]) if not word[0].isalnum() else None
        if tag is not None:
            if tag == STOP and word == "." and lows and tokens.ends[-1] == first and last < end and lows[-1].isalpha():
                tokens.ends[-1] = last
                continue
            _add(tokens, first, last, word, tag)
            continue
        low = word.lower().replace("’", "'")
        if low == "'" and lows and lows[-1].endswith("s") and tokens.ends[-1] == first:
            _add(tokens, first, last, low, GENITIVE)
            continue
        if low in _CLITIC_TAGS:
            hosted = low != "'s" or (lows and lows[-1] in _CLITIC_HOSTS)
            _add(tokens, first, last, low, _CLITIC_TAGS[low] if hosted else GENITIVE)
            continue
        named = word in _NAMES_TOO
        _add(tokens, first, last, low, NAME if named else tags.get(low) or _open_class(word, low))


def _open_class(word: str, low: str) -> str:
    first = word[0]
    if first.isdigit():
        return NUMBER
    if not first.isalpha():
        return OTHER
    if first.isupper():
        return NAME
    return ADVERB if low.endswith("ly") and len(low) > 4 and low not in cues.load().words["false_adverbs"] else NOUN


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:[^\W\d_]\.){2,}(?:-[^\W_]++)*+"
        r"|['’](?:s|ll|re|ve|d|m)\b"
        r"|\d+(?:[.,:]\d+)*+(?:[^\W_]|-(?=[^\W_]))*"
        r"|[^\W_]++(?:['’](?:t\b|[^\W_]{3})[^\W_]*+|[.\-‑&/](?=[^\W_])[^\W_]++)*+"
        r"|--+|\S",
    )


@cache
def _closed_class() -> dict[str, str]:
    words = cues.load().words
    order = (
        (VERB, "verbs"),
        (ADVERB, "adverbs"),
        (SUBORDINATOR, "subordinators"),
        (PREPOSITION, "prepositions"),
        (PRONOUN, "pronouns"),
        (DETERMINER, "determiners"),
        (POSSESSIVE, "possessives"),
        (CONJUNCTION, "conjunctions"),
        (MODAL, "modals"),
        (HAVE, "have"),
        (BE, "be"),
    )
    tags = {word: tag for tag, name in order for word in words[name]}
    tags |= {
        "who": RELATIVE,
        "which": RELATIVE,
        "that": THAT,
        "as": PREPOSITION,
        "him": PRONOUN,
        "them": PRONOUN,
        "us": PRONOUN,
        "me": PRONOUN,
    }
    return tags | dict.fromkeys(("because", "while", "but", "although", "though", "if", "when"), SUBORDINATOR)
