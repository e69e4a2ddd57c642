"""What an event makes, by kind and uid."""

from collections.abc import Iterator
from typing import Any, Final

from factcheck.store.events import Event
from factcheck.vocabulary import Action

CREATES: Final = {Action.SOURCE_CREATED: "source", Action.ARTICLE_ADDED: "article", Action.CLAIM_LOGGED: "claim"}
"""The actions that begin a chain, with the kind of their subject."""


def makes(one: Event) -> Iterator[tuple[str, str]]:
    """The kind and uid of everything that the event makes."""
    if one.action in CREATES:
        yield CREATES[Action(one.action)], one.subject
    for made in said(one):
        yield "attribution", made["uid"]
    for action, what in (
        (Action.CLAIM_ASSESSED, "assessment"),
        (Action.CLAIM_RETRACTED, "retraction"),
        (Action.CLAIM_EVIDENCE_WITHDRAWN, "withdrawal"),
        (Action.SOURCE_GRADED, "grade"),
        (Action.CLAIM_LINKED, "link"),
        (Action.CLAIM_UNLINKED, "unlinking"),
    ):
        if one.action == action:
            yield what, one.payload[what]
    if one.action == Action.CLAIM_EVIDENCE_ADDED:
        yield "evidence", one.payload["item"]["uid"]


def said(one: Event) -> list[dict[str, Any]]:
    """The attributions that the event makes."""
    if one.action == Action.CLAIM_LOGGED:
        return list(one.payload["attributions"])
    return [one.payload["attribution"]] if one.action == Action.CLAIM_ATTRIBUTED else []
