"""The dependency tree of a sentence over the tokens that the rules read, so that a quotation is one node of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from factcheck.reading.rules.tokens import Tokens

ROOT: Final = -1


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the parser sees it: where it begins in the sentence, tag, relation, and the index of its head."""

    start: int
    tag: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Tags (Penn Treebank), relations (ClearNLP) and heads, index by index of `words`; `ROOT` heads the roots.

    `firsts` and `lasts` bound what hangs on a token, itself included; end exclusive.
    """

    words: Tokens
    tags: list[str]
    relations: list[str]
    heads: list[int]
    children: list[list[int]]
    firsts: list[int]
    lasts: list[int]

    def child(self, of: int, *relations: str) -> int | None:
        """The first token that stands in one of the relations to another."""
        return next((i for i in self.children[of] if self.relations[i] in relations), None)


def tree(words: Tokens, parsed: Sequence[Word], offset: int) -> Tree:
    """Gathers the parser's words into tokens; of several in one token, the one nearest the root stands for it."""
    depths = _depths(parsed)
    size = len(words)
    top: list[int] = [-1] * size
    place: list[int] = []
    at = 0
    for number, word in enumerate(parsed):
        start = word.start + offset
        while at + 1 < size and words.starts[at + 1] <= start:
            at += 1
        place.append(at)
        if top[at] < 0 or depths[number] < depths[top[at]]:
            top[at] = number
    tags = [parsed[t].tag if t >= 0 else "" for t in top]
    relations = [parsed[t].relation if t >= 0 else "" for t in top]
    heads = [place[parsed[t].head] if t >= 0 and parsed[t].head != t else ROOT for t in top]
    children: list[list[int]] = [[] for _ in range(size)]
    firsts, lasts = list(range(size)), [i + 1 for i in range(size)]
    for index, head in enumerate(heads):
        if head != ROOT:
            children[head].append(index)
    for index in sorted(range(size), key=lambda i: -depths[top[i]] if top[i] >= 0 else 0):
        head = heads[index]
        if head != ROOT:
            firsts[head] = min(firsts[head], firsts[index])
            lasts[head] = max(lasts[head], lasts[index])
    return Tree(words, tags, relations, heads, children, firsts, lasts)


def _depths(parsed: Sequence[Word]) -> list[int]:
    depths = [-1] * len(parsed)
    for number in range(len(parsed)):
        path = []
        at = number
        while depths[at] < 0 and parsed[at].head != at:
            path.append(at)
            at = parsed[at].head
        depth = max(depths[at], 0)
        depths[at] = depth
        for below in reversed(path):
            depth += 1
            depths[below] = depth
    return depths
