"""From events to tables: the only code that writes anything but the ledger, so that a replay gives the same state.

Each handler takes a run of events with the same action, oldest first, so that a load of many is a few statements. What
is changed is kept as it was until the moment at which the event came here.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from factcheck.store.events import Event
from factcheck.store.projection import articles, claims, evidence, judgements, links, sources
from factcheck.store.projection.keys import Keys
from factcheck.vocabulary import Action

Handler = Callable[[Keys, Sequence[Event]], None]

HANDLERS: Final[dict[str, Handler]] = {
    Action.SOURCE_CREATED: sources.created,
    Action.SOURCE_EDITED: sources.edited,
    Action.SOURCE_ALIASED: sources.aliased,
    Action.SOURCE_GRADED: sources.graded,
    Action.SOURCE_MERGED: sources.merged,
    Action.ARTICLE_ADDED: articles.added,
    Action.CLAIM_LOGGED: claims.logged,
    Action.CLAIM_ATTRIBUTED: claims.attributed,
    Action.CLAIM_ACCEPTED: claims.accepted,
    Action.CLAIM_REJECTED: claims.rejected,
    Action.CLAIM_EDITED: claims.edited,
    Action.CLAIM_REATTRIBUTED: claims.reattributed,
    Action.CLAIM_SUPERSEDED: claims.superseded,
    Action.CLAIM_RESTORED: claims.restored,
    Action.CLAIM_TAGGED: claims.tagged,
    Action.CLAIM_SAID_CHECKED: evidence.said_checked,
    Action.CLAIM_EVIDENCE_ADDED: evidence.added,
    Action.CLAIM_EVIDENCE_WITHDRAWN: evidence.withdrawn,
    Action.CLAIM_ASSESSED: judgements.assessed,
    Action.CLAIM_RETRACTED: judgements.retracted,
    Action.CLAIM_LINKED: links.linked,
    Action.CLAIM_UNLINKED: links.unlinked,
}


def project(
    connection: Connection,
    events: Sequence[Event],
    *,
    numbers: Mapping[str, int],
    claims: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Apply the events in order. `numbers` are handles to keep for new rows, by uid; others get the next free ones.

    `claims` are the numbers of claims that are here, by uid, as far as somebody knows them.
    """
    keys = Keys(connection, numbers, claims)
    for (action, _), run in groupby(events, key=lambda one: (one.action, one.imported_at or one.recorded_at)):
        HANDLERS[action](keys, list(run))
