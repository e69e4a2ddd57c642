"""What a new attribution needs to hold: its quote found in the article, its chain of sources, its words checked."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from factcheck.dates import partial
from factcheck.desk import words
from factcheck.desk.resolution import find_or_create
from factcheck.desk.revision import later
from factcheck.errors import Refused, UsageProblem
from factcheck.identity import ARTICLE, fold, handle, new_uid, number
from factcheck.store.articles import ArticleRow, article_row, lineage, text
from factcheck.store.events import quoted
from factcheck.store.sources import Known, by_id, known
from factcheck.store.transaction import Session
from factcheck.vocabulary import Modality, SourceKind, Stance, Voice

_TYPOGRAPHY: Final = {"'": "['‘’]", "‘": "['‘’]", "’": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
_folded: Final = lru_cache(1000)(fold)
"""In a table, few people say many things."""
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Said:
    """Who says it and how, as a person puts it in. `via` are known sources, nearest to the speaker first.

    Raises:
        UsageProblem: the date does not exist, or a quote comes without the article that it stands in.

    """

    by: str
    kind: SourceKind | None = None
    via: tuple[str, ...] = ()
    article: str | None = None
    quote: str | None = None
    cue: str | None = None
    stance: Stance = Stance.ASSERTS
    modality: Modality = Modality.STATED
    said_on: str | None = None

    def __post_init__(self) -> None:
        """Check what can be checked without a database."""
        words.name(self.by)
        if self.said_on is not None:
            partial(self.said_on, "date")
        if self.article is not None:
            number(ARTICLE, self.article)
        if self.quote is not None and self.article is None:
            raise UsageProblem(
                "A quote needs the article that it stands in.",
                "Give --article as well; its id is in: factcheck article list",
            )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands, in the article's own words."""

    article: ArticleRow
    quote: str
    start: int


def payload(session: Session, said: Said, claim_text: str, *, by: str) -> tuple[dict[str, Any], Known]:
    """The event's payload for this attribution, and its speaker, created if nobody knew it.

    Raises:
        NotFound: there is no such article, or no such source in `via`.
        Refused: the quote is not in the article.

    """
    place = _place(session, said, claim_text) if said.article is not None else None
    line = lineage(session, place.article.id) if place is not None else []
    through = [known(session, one) for one in said.via]
    speaker = find_or_create(session, said.by, kind=said.kind, articles=line, by=by)
    if place is not None:
        through.append(by_id(session, place.article.publisher_id))
    chain = chained([speaker, *through])
    narrated = place is not None and len(chain) == 1
    anchors = later(session, place.article.id, place.quote, place.start) if place is not None else []
    return {
        "uid": new_uid(),
        "article": place.article.uid if place else None,
        "quote": place.quote if place else None,
        "start": place.start if place else None,
        "end": place.start + len(place.quote) if place else None,
        "content": None,
        "source": speaker.uid,
        "source_span": None,
        "cue": words.name(said.cue, "cue") if said.cue is not None else None,
        "cue_span": None,
        "stance": str(said.stance),
        "modality": str(said.modality),
        "voice": str(Voice.NARRATED if narrated else Voice.REPORTED),
        "said_on": partial(said.said_on) if said.said_on is not None else None,
        "via": [one.uid for one in chain[1:]],
        "inside": None,
        "citation": None,
        **({"anchors": anchors} if anchors else {}),
    }, speaker


def chained(sources: Sequence[Known]) -> list[Known]:
    """The chain with neighbours that are the same source taken together."""
    return [one for at, one in enumerate(sources) if at == 0 or sources[at - 1].id != one.id]


def digest(claim_text: str, source_name: str, article_uid: str | None, said_on: str | None) -> str:
    """By this a claim without a uid is known again: the same words by the same source in the same place and time."""
    known_by = (fold(claim_text), _folded(source_name), article_uid or "", said_on or "")
    return hashlib.sha256(f"[{','.join(map(quoted, known_by))}]".encode()).hexdigest()


def _place(session: Session, said: Said, claim_text: str) -> Place:
    article = article_row(session, said.article or "")
    body = text(session, article.id)
    wanted = words.text(said.quote if said.quote is not None else claim_text, "quote")
    found = _pattern(wanted).search(body)
    if found is not None:
        return Place(article, found[0], found.start())
    key = handle(ARTICLE, article.id)
    if said.quote is None:
        raise UsageProblem(f"{key} does not hold the claim word for word.", f"Give --quote, its words in {key}.")
    raise Refused(f"{key} does not hold these words.", f"Copy the quote from: factcheck article show {key}")


def _pattern(quote: str) -> re.Pattern[str]:
    """The quote word for word; only white space and typography (quotation marks, dashes) may be others."""
    return re.compile(r"\s+".join("".join(map(_loosely, word)) for word in quote.split()))


def _loosely(one: str) -> str:
    return f"[{_DASHES}]" if one in _DASHES else _TYPOGRAPHY.get(one) or re.escape(one)
