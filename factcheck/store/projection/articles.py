"""Articles, and where older quotes stand in a revision."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from factcheck.store import search
from factcheck.store.events import Event
from factcheck.store.flags import refresh
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import anchor, article, attribution, source

_LATER: Final = ("author", "original_sha256", "archive_ref")
"""What the events of the first schema do not say."""


def added(keys: Keys, events: Sequence[Event]) -> None:
    """The text, its words in the search index, and the anchors that the desk found in it."""
    for one in events:
        number = keys.new(article, [one.subject])[one.subject]
        about = one.payload
        row = {
            "id": number,
            "uid": one.subject,
            "publisher_id": keys.of(source, [about["publisher"]])[about["publisher"]],
            "revises_id": keys.of(article, [about["revises"]])[about["revises"]] if about["revises"] else None,
            "recorded_at": one.recorded_at,
        }
        row.update((name, about[name]) for name in ("url", "title", "published", "lang", "text", "sha256", "sentences"))
        row.update((name, about.get(name)) for name in _LATER)
        keys.connection.execute(article.insert(), [row])
        search.add_article(keys.connection, number, about["title"], about["text"])
        _anchor(keys, number, about["anchors"])


def _anchor(keys: Keys, number: int, anchors: Sequence[Sequence[object]]) -> None:
    if not anchors:
        return
    attributions = keys.of(attribution, [str(uid) for uid, _, _ in anchors])
    keys.connection.execute(
        anchor.insert(),
        [
            {"attribution_id": attributions[str(uid)], "article_id": number, "start": start, "end": end}
            for uid, start, end in anchors
        ],
    )
    query = (
        select(attribution.c.claim_id)
        .join(anchor, anchor.c.attribution_id == attribution.c.id)
        .where(anchor.c.article_id == number)
        .distinct()
    )
    refresh(keys.connection, list(keys.connection.scalars(query)))
