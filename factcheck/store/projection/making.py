"""What an event makes, by kind and uid."""

from collections.abc import Mapping
from typing import Any, Final

from factcheck.store.events import Event
from factcheck.vocabulary import Action

CREATES: Final[dict[str, str]] = {
    Action.SOURCE_CREATED: "source",
    Action.ARTICLE_ADDED: "article",
    Action.CLAIM_LOGGED: "claim",
}
"""The actions that begin a chain, with the kind of their subject."""
_NAMES: Final[dict[str, str]] = {
    Action.CLAIM_ASSESSED: "assessment",
    Action.CLAIM_RETRACTED: "retraction",
    Action.CLAIM_EVIDENCE_WITHDRAWN: "withdrawal",
    Action.SOURCE_GRADED: "grade",
    Action.CLAIM_LINKED: "link",
    Action.CLAIM_UNLINKED: "unlinking",
}
"""Those whose payload has the uid of what they make under the name of its kind."""
PLACES: Final[Mapping[str, tuple[str, str]]] = {
    **{action: (kind, f"$.{kind}") for action, kind in _NAMES.items()},
    Action.CLAIM_EVIDENCE_ADDED: ("evidence", "$.item.uid"),
    Action.CLAIM_ATTRIBUTED: ("attribution", "$.attribution.uid"),
    Action.CLAIM_LOGGED: ("attribution", "$.attributions[%].uid"),
}
"""The kind of what changes make beside their subject, and where in the payload its uid stands: for SQLite's LIKE."""

NAMES: Final[Mapping[str, tuple[str, str]]] = {
    Action.CLAIM_LOGGED: ("claim", "$.replaces"),
    Action.CLAIM_SUPERSEDED: ("claim", "$.by"),
    Action.CLAIM_LINKED: ("claim", "$.other"),
    Action.CLAIM_UNLINKED: ("claim", "$.other"),
    Action.CLAIM_ASSESSED: ("evidence", "$.evidence"),
    Action.CLAIM_EVIDENCE_WITHDRAWN: ("evidence", "$.evidence"),
}
"""The kind of what changes name that history shows by its handle, and where its uids stand: one, or a list of them."""


def makes(one: Event) -> list[tuple[str, str]]:
    """The kind and uid of everything that the event makes."""
    action = one.action
    made = [("attribution", about["uid"]) for about in said(one)]
    if (kind := CREATES.get(action)) is not None:
        return [(kind, one.subject), *made]
    if (kind := _NAMES.get(action)) is not None:
        return [(kind, one.payload[kind])]
    if action == Action.CLAIM_EVIDENCE_ADDED:
        return [("evidence", one.payload["item"]["uid"])]
    return made


def said(one: Event) -> list[dict[str, Any]]:
    """The attributions that the event makes."""
    if one.action == Action.CLAIM_LOGGED:
        attributions: list[dict[str, Any]] = one.payload["attributions"]
        return attributions
    return [one.payload["attribution"]] if one.action == Action.CLAIM_ATTRIBUTED else []
