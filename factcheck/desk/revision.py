"""What a new revision of an article does to what was read from the earlier ones."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from factcheck.desk.anchors import Stood, anchored
from factcheck.desk.editions import Edition
from factcheck.reading.utterance import Span, Utterance
from factcheck.store import articles
from factcheck.store.transaction import Session

Anchor = tuple[str, int | None, int | None]
"""An attribution's or a revision's uid, and where the words stand: start and end, both None where they are gone."""


class Editions(dict[int, Edition]):
    """The editions of articles by their keys, each fetched when it is first asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, key: int) -> Edition:
        """Fetch the text."""
        self[key] = edition = Edition(articles.text(self._session, key))
        return edition


def anchors(session: Session, line: Sequence[int], editions: Mapping[int, Edition], new: Edition) -> list[Anchor]:
    """Where the words of all that was read from these revisions stand in a new one.

    They are looked for beside what was around them in the last revision in which they stood: words that were cut and
    are there again stand there again.
    """
    standing = list(articles.standing(session, line))
    stood = [Stood(one.quote, one.article_id, one.start, one.end) for one in standing]
    return [
        (one.attribution_uid, span.start if span else None, span.end if span else None)
        for one, span in zip(standing, anchored(stood, editions, new), strict=True)
    ]


def later(session: Session, key: int, quote: str, start: int) -> list[Anchor]:
    """Where words of an article stand in the revisions of it that are there already, the oldest first."""
    editions = Editions(session)
    stood = Stood(quote, key, start, start + len(quote))
    found: list[Anchor] = []
    for number, uid in articles.revisions(session, key):
        (span,) = anchored([stood], {stood.edition: editions[stood.edition]}, editions[number])
        found.append((uid, span.start if span else None, span.end if span else None))
        if span is not None:
            stood = Stood(quote, number, span.start, span.end)
    return found


def fresh(line: Sequence[int], editions: Mapping[int, Edition], new: Edition) -> list[Span]:
    """The sentences that stood in none of these revisions: one that was cut and came back has its drafts already."""
    left = dict(zip(new.sentences, new.keys, strict=True))
    for key in line:
        if not left:
            break
        stood = set(editions[key].keys)
        left = {span: words for span, words in left.items() if words not in stood}
    return sorted(left)


def within(utterances: Sequence[Utterance], spans: Sequence[Span]) -> list[Utterance]:
    """The utterances that touch one of these spans, their `inside` counted among them."""
    starts = [span.start for span in spans]
    kept: dict[int, int] = {}
    chosen: list[Utterance] = []
    for index, one in enumerate(utterances):
        at = bisect_right(starts, one.span.end - 1) - 1
        if at >= 0 and spans[at].end > one.span.start:
            kept[index] = len(chosen)
            chosen.append(replace(one, inside=kept.get(one.inside) if one.inside is not None else None))
    return chosen
