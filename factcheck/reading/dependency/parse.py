"""Trees for sentences, parsed in batches of bounded size."""

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

from factcheck.reading import cues
from factcheck.reading.dependency.model import load
from factcheck.reading.dependency.tree import Tree, Word, tree
from factcheck.reading.rules.tokens import Tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST: Final = 2_000
"""Longer sentences are no prose; they are left to the rules."""

_BATCH: Final = 20_000
_ONE_AT_A_TIME: Final = Lock()
"""What spaCy keeps of a batch is freed at its end, whoever else is still using it."""

_PLAIN: Final = str.maketrans("\n\r\t\x0b\x0c\x85\xa0\u2028\u2029“”‘’", 9 * " " + "\"\"''")
"""Characters that the parser was not trained on; each becomes one other, so that offsets stay."""


def parsed(sentences: Iterable[Tokens]) -> Iterator[tuple[Tokens, Tree | None]]:
    """Each sentence with its tree; without one where no verb in it can be a cue. Linear, and a batch in memory."""
    pipeline = load().pipeline
    batch: list[Tokens] = []
    size = 0
    for words in sentences:
        batch.append(words)
        size += words.ends[-1] - words.starts[0]
        if size >= _BATCH:
            yield from zip(batch, _trees(pipeline, batch), strict=True)
            batch, size = [], 0
    yield from zip(batch, _trees(pipeline, batch), strict=True)


def _trees(pipeline: "Language", batch: Sequence[Tokens]) -> list[Tree | None]:
    trees: list[Tree | None] = [None] * len(batch)
    wanted = [number for number, words in enumerate(batch) if _worthwhile(words)]
    with _ONE_AT_A_TIME, pipeline.memory_zone():  # else the words of every text ever read would stay in memory
        docs = [_uncut(pipeline, batch[number]) for number in wanted]
        for number, doc in zip(wanted, pipeline.pipe(docs), strict=True):
            words = batch[number]
            found = [Word(token.idx, token.tag_, token.dep_, token.head.i) for token in doc]
            trees[number] = tree(words, found, words.starts[0])
    return trees


def _uncut(pipeline: "Language", words: Tokens) -> "Doc":
    """A sentence in the parser's words, told that none begins within it."""
    doc = pipeline.make_doc(words.text[words.starts[0] : words.ends[-1]].translate(_PLAIN))
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _worthwhile(words: Tokens) -> bool:
    verbs = cues.load().verbs
    return words.ends[-1] - words.starts[0] <= LONGEST and any(low in verbs for low in words.lows)
