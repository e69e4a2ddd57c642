"""Sentences go to the parser as they were cut, and only where a tree can tell something."""

from concurrent.futures import ThreadPoolExecutor

from factcheck.reading import read
from factcheck.reading.dependency.parse import LONGEST, parsed
from factcheck.reading.dependency.tree import ROOT, Tree
from factcheck.reading.document import Document
from factcheck.reading.rules.tokens import Tokens, tokenise
from factcheck.reading.utterance import Span


def cut(text: str) -> Tokens:
    """A text as one sentence."""
    return tokenise(text, Span(0, len(text)), [])


def parse(text: str) -> Tree:
    ((_, found),) = parsed([cut(text)])
    assert found is not None
    return found


def test_the_parser_does_not_cut_a_sentence_again() -> None:
    found = parse("The mayor said so. The dam burst. Nobody came home")
    assert found.heads.count(ROOT) == 1


def test_spaces_quotes_and_breaks_of_print_parse_as_those_of_a_typewriter() -> None:
    printed, typed = (
        parse("Holt’s aide\u00a0didn’t say\nwhat the dam’s for"),
        parse("Holt's aide didn't say what the dam's for"),
    )
    assert (printed.tags, printed.relations, printed.heads) == (typed.tags, typed.relations, typed.heads)


def test_sentences_keep_their_order_with_and_without_trees() -> None:
    sentences = [cut(text) for text in ("The dam stands.", "Holt said it leaks.", "x said " * LONGEST, "He said no.")]
    found = list(parsed(sentences))
    assert [words is sentence for (words, _), sentence in zip(found, sentences, strict=True)] == [True] * 4
    assert [tree is not None for _, tree in found] == [False, True, False, True]


def test_more_sentences_than_a_batch_holds_all_come_back() -> None:
    sentences = [cut(f"Holt said that dam {number} leaks.") for number in range(2_000)]
    assert [words for words, tree in parsed(sentences) if tree is not None] == sentences


def test_texts_read_at_the_same_time_are_read_as_one_after_the_other() -> None:
    texts = [
        f"Mira Holt said that dam{number} leaks. The mayor of Town{number} denied it. " * 20 for number in range(12)
    ]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: read(Document(text), engine="spacy"), texts))
    assert together == [read(Document(text), engine="spacy") for text in texts]
