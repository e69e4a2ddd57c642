"""The parser's words gathered into the rules' tokens."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.dependency.tree import ROOT, Tree, Word, tree
from factcheck.reading.rules.tokens import tokenise
from factcheck.reading.utterance import Span

TEXT = "Holt said “it leaks” loudly"
PARSED = [
    Word(0, "NNP", "nsubj", 1),
    Word(5, "VBD", "ROOT", 1),
    Word(10, "``", "punct", 1),
    Word(11, "PRP", "nsubj", 4),
    Word(14, "VBZ", "ccomp", 1),
    Word(19, "''", "punct", 1),
    Word(21, "RB", "advmod", 1),
]


def built(parsed: list[Word]) -> Tree:
    words = tokenise(TEXT, Span(0, len(TEXT)), [Span(10, 20)])
    return tree(words, parsed, 0)


def test_a_quotation_is_one_node_that_hangs_on_the_verb() -> None:
    found = built(PARSED)
    assert [found.words.raw(i) for i in range(len(found.words))] == ["Holt", "said", "“it leaks”", "loudly"]
    assert found.heads == [1, ROOT, 1, 1]
    assert found.children[1] == [0, 2, 3]


def test_a_subtree_reaches_as_far_as_what_hangs_on_it() -> None:
    found = built(PARSED)
    assert (found.firsts[1], found.lasts[1]) == (0, 4)
    assert (found.firsts[0], found.lasts[0]) == (0, 1)


@given(st.lists(st.integers(0, 6), min_size=7, max_size=7))
def test_whatever_the_parser_answers_every_token_leads_to_a_root(heads: list[int]) -> None:
    rooted = [number if _circles(heads, number) else head for number, head in enumerate(heads)]
    found = built([Word(word.start, word.tag, word.relation, rooted[n]) for n, word in enumerate(PARSED)])
    for token in range(len(found.heads)):
        at, steps = token, 0
        while found.heads[at] != ROOT:
            at, steps = found.heads[at], steps + 1
            assert steps <= len(found.heads)
        assert found.firsts[token] <= token < found.lasts[token]


def _circles(heads: list[int], number: int) -> bool:
    """Whether a word is its own ancestor: parsers answer with trees only."""
    at = heads[number]
    for _ in heads:
        if at == number:
            return True
        at = heads[at]
    return False
