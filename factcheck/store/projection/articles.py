"""Articles, and where older quotes stand in a revision."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, select

from factcheck.store import bulk, search
from factcheck.store.events import Event
from factcheck.store.flags import refresh_broken
from factcheck.store.projection.keys import Keys
from factcheck.store.sketch import sketch
from factcheck.store.tables import anchor, article, article_sketch, attribution, source

_PLAIN: Final = ("url", "title", "published", "lang", "text", "sha256", "sentences")
_LATER: Final = ("author", "original_sha256", "archive_ref")
"""What the events of the first schema do not say."""
_ARTICLE: Final = ("id", "uid", "publisher_id", "revises_id", "recorded_at", "imported_at", *_PLAIN, *_LATER)


def added(keys: Keys, events: Sequence[Event]) -> None:
    """The texts, their words in the search index, their sketches, and the anchors that the desk found in them."""
    new = keys.new(article, [one.subject for one in events])
    publishers = keys.of(source, [one.payload["publisher"] for one in events])
    older = keys.of(article, [one.payload["revises"] for one in events if one.payload["revises"]])
    rows, sketches = [], []
    for one in events:
        number, about = new[one.subject], one.payload
        before = older[about["revises"]] if about["revises"] else None
        plain = (*(about[name] for name in _PLAIN), *map(about.get, _LATER))
        rows.append((number, one.subject, publishers[about["publisher"]], before, *one.stamps(), *plain))
        sketches.append((number, sketch(about["text"])))
    bulk.insert(keys.connection, article, _ARTICLE, rows)
    bulk.insert(keys.connection, article_sketch, ("article_id", "lowest"), sketches)
    texts = [(new[one.subject], one.payload["title"], one.payload["text"]) for one in events]
    search.add_articles(keys.connection, texts)
    for one in keys.in_turn(events):
        _anchor(keys, new[one.subject], one.payload["anchors"])


def sketch_missing(connection: Connection) -> None:
    """Sketch the articles of a database whose schema had no sketches, one text in memory at a time."""
    unsketched = select(article.c.id).where(article.c.id.not_in(select(article_sketch.c.article_id)))
    for number in connection.scalars(unsketched.order_by(article.c.id)).all():
        text = connection.scalars(select(article.c.text).where(article.c.id == number)).one()
        connection.execute(article_sketch.insert(), [{"article_id": number, "lowest": sketch(text)}])


def _anchor(keys: Keys, number: int, anchors: Sequence[Sequence[object]]) -> None:
    if not anchors:
        return
    attributions = keys.of(attribution, [str(uid) for uid, _, _ in anchors])
    rows = [(attributions[str(uid)], number, start, end) for uid, start, end in anchors]
    bulk.insert(keys.connection, anchor, ("attribution_id", "article_id", "start", "end"), rows)
    query = (
        select(attribution.c.claim_id)
        .join(anchor, anchor.c.attribution_id == attribution.c.id)
        .where(anchor.c.article_id == number)
        .distinct()
    )
    refresh_broken(keys.connection, dict.fromkeys(keys.connection.scalars(query), keys.moment))
