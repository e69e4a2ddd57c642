"""Trees for sentences, parsed in batches of bounded size."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.reading import cues
from factcheck.reading.dependency.model import load
from factcheck.reading.dependency.tree import Tree, Word, tree
from factcheck.reading.rules.tokens import Tokens

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST: Final = 2_000
"""Longer sentences are no prose; they are left to the rules."""

_BATCH: Final = 20_000
_PLAIN: Final = str.maketrans("\n\r\t\x0b\x0c\x85\xa0\u2028\u2029“”‘’", 9 * " " + "\"\"''")
"""Characters that the parser was not trained on; each becomes one other, so that offsets stay."""


def parsed(sentences: Iterable[Tokens]) -> Iterator[tuple[Tokens, Tree | None]]:
    """Each sentence with its tree; without one where no verb in it can be a cue. Linear, and a batch in memory."""
    pipeline = load().pipeline
    batch: list[Tokens] = []
    size = 0
    with pipeline.memory_zone():
        for words in sentences:
            batch.append(words)
            size += words.ends[-1] - words.starts[0]
            if size >= _BATCH:
                yield from _trees(pipeline, batch)
                batch, size = [], 0
        yield from _trees(pipeline, batch)


def _trees(pipeline: "Language", batch: Sequence[Tokens]) -> Iterator[tuple[Tokens, Tree | None]]:
    wanted = [words for words in batch if _worthwhile(words)]
    docs = []
    for words in wanted:
        doc = pipeline.make_doc(words.text[words.starts[0] : words.ends[-1]].translate(_PLAIN))
        for token in doc[1:]:
            token.is_sent_start = False
        docs.append(doc)
    trees = {}
    for words, doc in zip(wanted, pipeline.pipe(docs), strict=True):
        trees[id(words)] = tree(words, [Word(t.idx, t.tag_, t.dep_, t.head.i) for t in doc], words.starts[0])
    return ((words, trees.get(id(words))) for words in batch)


def _worthwhile(words: Tokens) -> bool:
    verbs = cues.load().verbs
    return words.ends[-1] - words.starts[0] <= LONGEST and any(low in verbs for low in words.lows)
