"""From a reading to draft claims: an article is added once, a changed one as a revision with only its new sentences."""

from collections.abc import Sequence
from typing import Final

from factcheck.desk import cited, revision, words
from factcheck.desk.attributions import chained, digest
from factcheck.desk.editions import Edition
from factcheck.desk.outcomes import Ingested
from factcheck.desk.resolution import resolve
from factcheck.desk.revision import Anchor, Editions
from factcheck.identity import SOURCE, is_handle, new_uid
from factcheck.reading.description import Description
from factcheck.reading.document import Document
from factcheck.reading.speakers import describe
from factcheck.reading.utterance import Reading, Span, Utterance
from factcheck.store import articles
from factcheck.store.ledger import Change, record
from factcheck.store.locks import lock_address
from factcheck.store.sources import Known, by_id, candidates, known
from factcheck.store.transaction import Session
from factcheck.store.twins import by_uid
from factcheck.vocabulary import Action, SourceKind, State

UNKNOWN_PUBLISHER: Final = "Unknown publisher"
_PUBLISHING: Final = frozenset(
    {
        SourceKind.STATE_MEDIA,
        SourceKind.OFFICIAL,
        SourceKind.MILITARY,
        SourceKind.INTERGOVERNMENTAL,
        SourceKind.INDEPENDENT_MEDIA,
        SourceKind.ORGANISATION,
    }
)


def propose(document: Document, reading: Reading, session: Session | None = None) -> Ingested:
    """What an ingest would propose, with nothing stored; with a session, sources are those that it knows."""
    utterances, publisher = reading.utterances, document.publisher or UNKNOWN_PUBLISHER
    if session is not None:
        utterances = tuple(cited.foreseen(session, document.text, utterances))
        of_publisher = candidates(session, publisher)
        publisher = of_publisher[0].name if of_publisher else publisher
    return Ingested(
        document,
        publisher,
        len(reading.sentences),
        utterances,
        claim_ids=(None,) * len(utterances),
    )


def ingest(session: Session, document: Document, reading: Reading, *, by: str) -> Ingested:
    """Store an article with the drafts that the reading proposes.

    An article is known by publisher, URL and text. Known again, it adds nothing. The same URL with another text is a
    revision: quotes whose words still stand are anchored in it, and only what lies in a new sentence becomes a draft.
    An earlier text is a revision again if it is what stands there now; a file of any age may be read in twice.

    Raises:
        NotFound: the publisher is a handle of no source.
        UsageProblem: the title or URL cannot be stored.

    """
    publisher = _publisher(session, document, by=by)
    lock_address(session, publisher.uid, document.url or document.sha256)
    same_text = articles.by_text(session, document.sha256)
    held = _last(same_text, publisher, document)
    shown = _last(articles.by_url(session, document.url), publisher, document) if document.url else held
    if held is not None and shown is not None and (held.id == shown.id or not document.live):
        later = shown.id if shown.id != held.id else None
        return Ingested(document, publisher.name, held.sentences, (), held.id, known=True, later_id=later)
    revised = shown
    utterances: Sequence[Utterance] = reading.utterances
    anchors: list[Anchor] = []
    if revised is not None:
        earlier, editions, new = articles.lineage(session, revised.id), Editions(session), Edition(document.text)
        anchors = revision.anchors(session, earlier, editions, new)
        utterances = revision.within(utterances, revision.fresh(earlier, editions, new))
    uid = _add(session, document, publisher, reading, revised, anchors, by=by)
    line = articles.lineage(session, articles.by_uid(session, uid))
    speakers = cited.resolved(session, document.text, utterances, publisher, line, by=by)
    utterances = cited.as_stored(utterances, speakers)
    claims = _drafts(document, reading.engine, utterances, speakers, publisher, uid)
    record(session, claims, by=by)
    numbers = by_uid(session, [one.subject for one in claims])
    return Ingested(
        document,
        publisher.name,
        len(reading.sentences),
        tuple(utterances),
        line[0],
        tuple(numbers[one.subject] for one in claims),
        echoes=tuple(one.id for one in same_text if one.url != document.url or one.publisher_id != publisher.id),
        revises_id=revised.id if revised else None,
        kept=sum(start is not None for _, start, _ in anchors),
        broken=sum(start is None for _, start, _ in anchors),
    )


def _last(rows: Sequence[articles.ArticleRow], publisher: Known, document: Document) -> articles.ArticleRow | None:
    """The last of these that this publisher had at the document's URL."""
    there = [one for one in rows if (one.publisher_id, one.url) == (publisher.id, document.url)]
    return there[-1] if there else None


def _publisher(session: Session, document: Document, *, by: str) -> Known:
    """The one given, else the one that the URL is known by, else the publisher that nobody knows."""
    if document.publisher is None:
        for article in articles.by_url(session, document.url) if document.url else ():
            return by_id(session, article.publisher_id)
        for unknown in candidates(session, UNKNOWN_PUBLISHER):
            return unknown
        return resolve(session, UNKNOWN_PUBLISHER, Description(SourceKind.UNKNOWN, named=False), by=by)
    if is_handle(SOURCE, document.publisher):
        return known(session, document.publisher)
    kind = describe(document.publisher).kind
    guess = Description(kind if kind in _PUBLISHING else SourceKind.INDEPENDENT_MEDIA, named=True)
    return resolve(session, document.publisher, guess, by=by)


def _add(
    session: Session,
    document: Document,
    publisher: Known,
    reading: Reading,
    revised: articles.ArticleRow | None,
    anchors: Sequence[Anchor],
    *,
    by: str,
) -> str:
    uid = new_uid()
    payload = {
        "publisher": publisher.uid,
        "url": document.url,
        "title": words.name(document.title, "title") if document.title is not None else None,
        "published": document.published,
        "lang": document.lang,
        "author": words.name(document.author, "author") if document.author is not None else None,
        "original_sha256": document.original_sha256,
        "archive_ref": words.url(document.archive_ref or "") or None,
        "text": document.text,
        "sha256": document.sha256,
        "sentences": len(reading.sentences),
        "engine": reading.engine,
        "revises": revised.uid if revised else None,
        "anchors": anchors,
    }
    record(session, [Change(uid, Action.ARTICLE_ADDED, payload)], by=by)
    return uid


def _drafts(
    document: Document,
    engine: str,
    utterances: Sequence[Utterance],
    speakers: Sequence[Known],
    publisher: Known,
    article_uid: str,
) -> list[Change]:
    uids = [new_uid() for _ in utterances]
    chains: list[list[Known]] = []
    changes = []
    for at, (one, speaker) in enumerate(zip(utterances, speakers, strict=True)):
        behind = chains[one.inside] if one.inside is not None else [publisher]
        chains.append(chained([speaker, *behind]))
        said = {
            "uid": uids[at],
            "article": article_uid,
            "quote": one.span.of(document.text),
            "start": one.span.start,
            "end": one.span.end,
            "content": [[piece.start, piece.end] for piece in one.content],
            "source": speaker.uid,
            "source_span": _pair(one.speaker.span),
            "cue": one.cue.of(document.text) if one.cue else None,
            "cue_span": _pair(one.cue),
            "stance": str(one.stance),
            "modality": str(one.modality),
            "voice": str(one.voice),
            "said_on": one.said_on,
            "via": [source.uid for source in chains[at][1:]],
            "inside": uids[one.inside] if one.inside is not None else None,
            "citation": None,
        }
        draft = {
            "text": one.text,
            "state": str(State.DRAFT),
            "engine": engine,
            "digest": digest(one.text, speaker.name, article_uid, one.said_on),
            "tags": [],
            "attributions": [said],
        }
        changes.append(Change(new_uid(), Action.CLAIM_LOGGED, draft))
    return changes


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span is not None else None
