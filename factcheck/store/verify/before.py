"""What changes tell of what was before them, or elsewhere, against what was: no table keeps it."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from factcheck.store import driver
from factcheck.store.asof import View, view
from factcheck.store.events import Event
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.projection.told import odd
from factcheck.store.states import states
from factcheck.store.tables import event
from factcheck.store.verify.replay import Unfit
from factcheck.vocabulary import Action, State, Status

_HELD: Final = "SELECT uid, status FROM claim WHERE uid IN (SELECT value FROM json_each(?))"
_UNCHECKED: Final = str(Status.UNCHECKED)
_VOICED: Final = ("source", "source_span", "via", "voice")
Past = Sequence[tuple[int, str, Mapping[str, Any]]]
"""The changes of one subject, oldest first: version, action, payload."""
Pasts = Mapping[str, Past]
"""Those of each subject, by its uid."""


class Told:
    """What some events in turn tell, and those among them that tell what was elsewhere or before."""

    def __init__(self) -> None:
        self._judging: list[Event] = []
        self._telling: list[Event] = []

    def look(self, events: Sequence[Event]) -> None:
        """Look at the next ones: whether all that they tell is of its kind.

        Raises:
            Unfit: one tells what no such change does.

        """
        kinds: dict[str, list[Event]] = defaultdict(list)
        for one in events:
            kinds[one.action].append(one)
        for action, several in kinds.items():
            if odd(action, [one.payload for one in several]):
                raise _first_odd(events)
        judged, taken_back = kinds[Action.CLAIM_ASSESSED], kinds[Action.CLAIM_RETRACTED]
        self._judging += sorted((*judged, *taken_back), key=events.index) if taken_back else judged
        telling = [one for action in _WRONG for one in kinds[action]]
        telling += (one for one in kinds[Action.CLAIM_LOGGED] if "replaces" in one.payload)
        self._telling += sorted(telling, key=events.index)

    def check_statuses(self, scratch: Connection) -> None:
        """Check what each assessment says that it led from, before any of these events is applied.

        Raises:
            Unfit: one tells what was not so.

        """
        uids = json.dumps([one.subject for one in self._judging])
        held: dict[str, str] = dict(map(tuple, driver.ask(scratch, _HELD, (uids,)))) if self._judging else {}
        for one in self._judging:
            if one.action == Action.CLAIM_RETRACTED:
                held[one.subject] = one.payload["back_to"]
                continue
            if one.payload["before"] != (before := held.get(one.subject, _UNCHECKED)):
                raise Unfit(one, f"it says {one.payload['before']} before it, but the claim was {before}")
            held[one.subject] = one.payload["status"]

    def check_pasts(self, database: Connection, last: int) -> None:
        """Check what few changes tell against what was done to their subjects before, and to others that they name.

        All of these events, which come up to the place `last`, could be applied.

        Raises:
            Unfit: one tells what was not so.

        """
        if not self._telling:
            return
        pasts = _pasts(database, {one.subject for one in self._telling}.union(*map(_named, self._telling)), last)
        for one in self._telling:
            own = pasts[one.subject]
            before = own[: bisect_left(own, one.version, key=itemgetter(0))]
            if wrong := _WRONG.get(one.action, _replaces)(one, before, pasts):
                raise Unfit(one, wrong)


def _first_odd(events: Sequence[Event]) -> Unfit:
    found = ((one, odd(one.action, [one.payload])) for one in events)
    return next(Unfit(one, wrong) for one, wrong in found if wrong is not None)


def _pasts(database: Connection, subjects: Collection[str], last: int) -> Pasts:
    """What was done to these subjects up to a place in the ledger, all of which is known to be sound."""
    pasts: dict[str, list[tuple[int, str, Any]]] = {uid: [] for uid in subjects}
    values = {"subjects": subjects, "last": last}
    for subject, version, action, payload in _of_subjects(view(database)).rows(database, values):
        pasts[subject].append((version, action, json.loads(payload)))
    return pasts


@lru_cache(KEPT)
def _of_subjects(view: View) -> Prepared:
    columns = (event.c.subject, event.c.version, event.c.action, event.c.payload)
    which = (one_of(view, event.c.subject, "subjects"), event.c.seq <= bindparam("last", type_=event.c.seq.type))
    return Prepared(select(*columns).where(*which).order_by(event.c.subject, event.c.version))


def _named(one: Event) -> Sequence[str]:
    """The uids of the claims that take its place, or that it takes the place of."""
    named: Sequence[str] = one.payload.get("by") or one.payload.get("replaces") or ()
    return named


def _edited(one: Event, before: Past, _pasts: Pasts) -> str | None:
    words = {Action.CLAIM_LOGGED: "text", Action.CLAIM_EDITED: "to"}
    last = next((about[words[Action(action)]] for _, action, about in reversed(before) if action in words), None)
    return None if one.payload["from"] == last else "it changes words that the claim did not have"


def _retracted(one: Event, before: Past, _pasts: Pasts) -> str | None:
    standing: dict[str, str] = {}
    for _, action, about in before:
        if action == Action.CLAIM_ASSESSED:
            standing[about["assessment"]] = about["status"]
        elif action == Action.CLAIM_RETRACTED:
            standing.pop(about["assessment"], None)
    status = standing.pop(one.payload["assessment"], None)
    led = (status, list(standing.values())[-1] if standing else _UNCHECKED)
    if led == (one.payload["status"], one.payload["back_to"]):
        return None
    return f"it leads from {led[0]} back to {led[1]}, and says otherwise" if status else "no such assessment stood"


def _restored(one: Event, before: Past, _pasts: Pasts) -> str | None:
    if not before or before[0][1] != Action.CLAIM_LOGGED:
        return "it puts no claim back"
    line = states((action, about) for _, action, about in before)
    told = (State(one.payload["to"]), State(one.payload["from"]))
    return None if tuple(line[-2:]) == told else "it is not back where the claim was"


def _reattributed(one: Event, before: Past, _pasts: Pasts) -> str | None:
    uid, told = one.payload["attribution"], one.payload["from"]
    held = next((about for said, about in _voices(before) if said == uid), None)
    if held is None:
        return "its attribution is none of the claim's"
    same = all(held[name] == told[name] for name in _VOICED)
    return None if same else "it takes the attribution from a source that it did not have"


def _voices(before: Past) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Who said what, the latest first."""
    for _, action, about in reversed(before):
        if action == Action.CLAIM_REATTRIBUTED:
            yield about["attribution"], about["to"]
        elif action in {Action.CLAIM_LOGGED, Action.CLAIM_ATTRIBUTED}:
            for said in about["attributions"] if action == Action.CLAIM_LOGGED else [about["attribution"]]:
                yield said["uid"], said


def _unlinked(one: Event, before: Past, _pasts: Pasts) -> str | None:
    told = {name: one.payload[name] for name in ("link", "relation", "other")}
    made = any(action == Action.CLAIM_LINKED and about == told for _, action, about in before)
    return None if made else "it takes back a link that nobody made"


def _superseded(one: Event, _before: Past, pasts: Pasts) -> str | None:
    for uid in one.payload["by"]:
        _, action, about = pasts[uid][0] if pasts[uid] else (0, "", {})
        if action != Action.CLAIM_LOGGED or one.subject not in about.get("replaces", ()):
            return f"no claim {uid!r} took its place"
    return None if one.payload["by"] else "no claim took its place"


def _replaces(one: Event, _before: Past, pasts: Pasts) -> str | None:
    gone = [uid for uid in one.payload["replaces"] if not pasts[uid] or pasts[uid][0][1] != Action.CLAIM_LOGGED]
    return f"no claim {gone[0]!r} is there for it to replace" if gone else None


_WRONG: Final[Mapping[str, Callable[[Event, Past, Pasts], str | None]]] = {
    Action.CLAIM_EDITED: _edited,
    Action.CLAIM_RETRACTED: _retracted,
    Action.CLAIM_RESTORED: _restored,
    Action.CLAIM_REATTRIBUTED: _reattributed,
    Action.CLAIM_UNLINKED: _unlinked,
    Action.CLAIM_SUPERSEDED: _superseded,
}
"""What is wrong with a change, given what was done to its subject before it, and to the claims that it names."""
