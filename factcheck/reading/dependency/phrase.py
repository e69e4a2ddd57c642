"""Noun phrases of a tree, as ranges of tokens."""

from typing import Final

from factcheck.reading.dependency.tree import ROOT, Tree
from factcheck.reading.rules import subject as plain
from factcheck.reading.rules import tokens
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens

_MARKS: Final = frozenset({tokens.COMMA, tokens.DASH, tokens.COLON, tokens.SEMICOLON, tokens.STOP})
_OPENERS: Final = frozenset({tokens.COMMA, tokens.DASH, tokens.OPEN})
_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
_UP: Final = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep"})
_FARTHEST: Final = 6


def subject(tree: Tree, verb: int) -> tuple[int | None, bool]:
    """The head of a verb's subject, and whether it is shared with a verb further up."""
    at, shared = verb, False
    for _ in range(_FARTHEST):
        head = tree.child(at, *_SUBJECTS)
        if head is not None:
            return head, shared
        if tree.relations[at] not in _UP or tree.heads[at] == ROOT:
            break
        at, shared = tree.heads[at], True
    return None, False


def phrase(tree: Tree, head: int, ceiling: int | None = None) -> Subject:
    """The noun phrase around its head, with titles and appositions, without what ", which" adds to it."""
    words = tree.words
    last = max(tree.lasts[one] for one in (head, *_further(tree, head)))
    last = last if ceiling is None else min(last, ceiling)
    last = next((i - 1 for i in range(head + 1, last) if _adds(words, i)), last)
    first, last = trimmed(words, tree.firsts[head], last)
    if first >= last:
        first, last = head, head + 1  # a mark or a part of the cue, which only a mistaken parse has for a subject
    if first < head and words.tags[first] == tokens.CONJUNCTION and words.lows[first] not in ("both", "either"):
        first += 1
    head_last = next((i for i in range(head + 1, last) if words.tags[i] in _OPENERS), last)
    return Subject(first, last, first, head_last)


def _further(tree: Tree, head: int) -> list[int]:
    """Further subjects before the same verb: a parser that sees two has torn one phrase apart."""
    verb = tree.heads[head]
    if tree.relations[head] not in _SUBJECTS or not head < verb:
        return []
    return [child for child in tree.children[verb] if head < child < verb and tree.relations[child] in _SUBJECTS]


def after(tree: Tree, words: Tokens, start: int, ceiling: int) -> Subject | None:
    """The noun phrase that begins at a token and hangs on the one before it; as the rules have it where none does."""
    found = plain.after(words, start, ceiling)
    head = next((c for c in tree.children[start - 1] if tree.relations[c] == "pobj"), None) if start > 0 else None
    return found if found is None or head is None or tree.firsts[head] != start else phrase(tree, head)


def trimmed(words: Tokens, first: int, last: int) -> tuple[int, int]:
    """A range without the punctuation at its ends."""
    while last > first and words.tags[last - 1] in _MARKS:
        last -= 1
    while first < last and words.tags[first] in _MARKS:
        first += 1
    return first, last


def _adds(words: Tokens, index: int) -> bool:
    """Whether ", which ..." begins here."""
    return words.lows[index] == "which" and words.tags[index - 1] == tokens.COMMA
