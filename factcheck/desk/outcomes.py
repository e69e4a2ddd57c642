"""What the desk answers with, for whoever shows it."""

from dataclasses import dataclass

from factcheck.reading.document import Document
from factcheck.reading.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article.

    `utterances` are those that became drafts, their `inside` counted within this tuple, and `claim_ids` are parallel
    to them; all ids are None for a dry run. `known` says that the article was here already and nothing was added,
    and then `later_id` is the revision that its page shows since, if it does; `echoes` are other articles with the very
    same text;
    `revises_id` that it is a new revision, in which `kept` older quotes still stand and `broken` ones are gone.
    """

    document: Document
    publisher: str
    sentences: int
    utterances: tuple[Utterance, ...]
    article_id: int | None = None
    claim_ids: tuple[int | None, ...] = ()
    known: bool = False
    later_id: int | None = None
    echoes: tuple[int, ...] = ()
    revises_id: int | None = None
    kept: int = 0
    broken: int = 0

    @property
    def stored(self) -> list[int]:
        """The keys of the drafts; none of a dry run."""
        return [number for number in self.claim_ids if number is not None]
