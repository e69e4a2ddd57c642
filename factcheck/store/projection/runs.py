"""Runs of events that are applied together, where nobody can tell that it was in another order than they came in.

A replay of people's work meets one change of one claim after the other. Changes of different claims hardly ever depend
on each other, so that many with the same action make one run, which takes a few statements. Each event has a place
behind all events that it depends on:

- Those of a claim stay in their order, with those of all claims that say the same, or will in these events.
- What an event names was made before it: sources, articles, attributions.
- Whether something was said matters to all claims whose verdicts ever rested on it.
- A grade may matter to any verdict.
- Edits and merges of sources stand behind all before them, and before all behind them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from factcheck.store.events import Event
from factcheck.store.projection import HANDLERS
from factcheck.store.projection.keys import Keys
from factcheck.store.projection.making import said
from factcheck.store.projection.reach import VERDICTS, Reach
from factcheck.store.tellings import Memory
from factcheck.vocabulary import Action, Relation

_ALONE: Final = frozenset({Action.SOURCE_EDITED, Action.SOURCE_MERGED})
_APART: Final = frozenset(
    {
        *(Action.CLAIM_ACCEPTED, Action.CLAIM_REJECTED, Action.CLAIM_SUPERSEDED, Action.CLAIM_ASSESSED),
        *(Action.CLAIM_EDITED, Action.CLAIM_SAID_CHECKED, Action.CLAIM_EVIDENCE_WITHDRAWN, Action.CLAIM_LINKED),
    }
)
"""Those whose runs hold one change of a claim at most; all others are applied as if one after the other."""
_FIRST: Final[dict[str, int]] = {Action.SOURCE_CREATED: 0, Action.ARTICLE_ADDED: 1, Action.CLAIM_LOGGED: 2}
_LATER: Final = 3
"""What others depend on is applied first, so that they can be together."""
Uses = tuple[list[str | None], list[str]]
"""What an event needs as it is, and what it changes."""


class _Mark:
    """Where something was last changed and since then last needed, and by which action."""

    __slots__ = ("changed", "changer", "needed", "needer")

    def __init__(self) -> None:
        self.changed = self.needed = -1
        self.changer: str | None = None
        self.needer: str | None = None


def project_together(
    connection: Connection, events: Sequence[Event], *, numbers: Mapping[str, int], memory: Memory | None = None
) -> None:
    """Apply the events as if in order, but many at a time. All that they make has its number."""
    keys = Keys(connection, numbers, memory=memory)
    for run in runs(connection, events):
        HANDLERS[run[0].action](keys, run)


def runs(connection: Connection, events: Sequence[Event]) -> Iterator[list[Event]]:
    """The same events in runs of one action each, to be applied one after the other."""
    places: dict[tuple[int, str], list[Event]] = defaultdict(list)
    if all(one.action in _FIRST and not one.payload.get("anchors") for one in events):  # as when a file was imported
        for one in events:
            places[_FIRST[one.action], one.action].append(one)
    else:
        order = _Order(Reach(connection, events))
        for one in events:
            places[order.place(one), one.action].append(one)
    for place in sorted(places):
        yield places[place]


class _Order:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._marks: dict[str, _Mark] = {}
        self._floor = self._top = 0

    def place(self, one: Event) -> int:
        """The place of the next event."""
        action = one.action
        if action in _ALONE:
            self._floor = self._top = self._top + 1
            self._marks.clear()
            return self._floor
        needs, changes = _USES[action](self._reach, one)
        needed, changed = self._needed(needs), self._changed(changes)
        place = self._behind(needed, changed, action)
        self._top = max(self._top, place)
        for mark in needed:
            if place > mark.needed:
                mark.needed, mark.needer = place, action
            elif place == mark.needed and mark.needer != action:
                mark.needer = None
        for mark in changed:
            mark.changed, mark.changer, mark.needed = place, action, -1
        return place

    def _behind(self, needed: Iterable[_Mark], changed: Iterable[_Mark], action: str) -> int:
        """The first place behind what it depends on; one of the same action may stand in the same place."""
        own = None if action in _APART else action
        place = self._floor + 1 + _FIRST.get(action, _LATER)
        for mark in needed:
            if (behind := mark.changed + (mark.changer != own)) > place:
                place = behind
        for mark in changed:
            if (behind := mark.changed + (mark.changer != own)) > place:
                place = behind
            if (behind := mark.needed + (mark.needer != own)) > place:
                place = behind
        return place

    def _needed(self, names: Iterable[str | None]) -> list[_Mark]:
        """The marks of what was changed here, or may be."""
        marks, changing = self._marks, self._reach.changing
        for name in changing.intersection(names):
            marks.setdefault(name, _Mark())
        return [marks[name] for name in names if name in marks]

    def _changed(self, names: Iterable[str]) -> list[_Mark]:
        marks = self._marks
        found = []
        for name in names:
            mark = marks.get(name)
            if mark is None:
                mark = marks[name] = _Mark()
            found.append(mark)
        return found


def _source_created(_reach: Reach, one: Event) -> Uses:
    owner = one.payload["owner"]
    return [owner] if owner else [], [one.subject]


def _source_aliased(_reach: Reach, one: Event) -> Uses:
    return [one.subject], [f"{one.subject} itself"]


def _source_graded(_reach: Reach, one: Event) -> Uses:
    return [one.subject], [f"{one.subject} itself", VERDICTS]


def _article_added(_reach: Reach, one: Event) -> Uses:
    """A revision names the older text, and what was told there."""
    about = one.payload
    older = [about["revises"]] if about["revises"] else []
    return [about["publisher"], *older, *(uid for uid, _, _ in about["anchors"])], [one.subject]


def _told(reach: Reach, one: Event) -> Uses:
    needs: list[str | None] = []
    changes = [reach.claim(one.subject)]
    for about in said(one):
        needs += (about["source"], *about["via"], about["article"], about["inside"])
        if anchors := about.get("anchors"):
            needs += (uid for uid, _, _ in anchors)
        changes.append(about["uid"])
    return needs, changes


def _claim(reach: Reach, one: Event) -> Uses:
    return [], [reach.claim(one.subject)]


def _evidence_added(reach: Reach, one: Event) -> Uses:
    item = one.payload["item"]
    reach.give(item["uid"], item["attribution"])
    return [other for other in (item["source"], item["attribution"]) if other], [reach.claim(one.subject)]


def _assessed(reach: Reach, one: Event) -> Uses:
    said_by = reach.rest(one.subject, one.payload.get("evidence") or ())
    return [VERDICTS, *said_by], [reach.claim(one.subject)]


def _taken_back(reach: Reach, one: Event) -> Uses:
    """An assessment, evidence or link: a verdict that rests on what is no longer there is flagged.

    Claims of which a link is taken back may still reach each other in these events.
    """
    return [VERDICTS], [reach.claim(one.subject)]


def _said_otherwise(reach: Reach, one: Event) -> Uses:
    """Whether it was said, or by whom."""
    about, attribution = one.payload.get("to"), one.payload["attribution"]
    sources = [about["source"], *about["via"]] if isinstance(about, dict) else []
    changes = [reach.claim(one.subject), attribution, *reach.resting(attribution)]
    return [VERDICTS, *sources], changes


def _linked(reach: Reach, one: Event) -> Uses:
    ends = [reach.claim(one.subject), reach.claim(one.payload["other"])]
    if one.payload["relation"] != Relation.SAME:
        return [], ends
    reach.unite(one.subject, one.payload["other"])
    return [VERDICTS], [*ends, reach.claim(one.subject)]


_USES: Final[dict[str, Callable[[Reach, Event], Uses]]] = {
    Action.SOURCE_CREATED: _source_created,
    Action.SOURCE_ALIASED: _source_aliased,
    Action.SOURCE_GRADED: _source_graded,
    Action.ARTICLE_ADDED: _article_added,
    Action.CLAIM_LOGGED: _told,
    Action.CLAIM_ATTRIBUTED: _told,
    Action.CLAIM_ACCEPTED: _claim,
    Action.CLAIM_REJECTED: _claim,
    Action.CLAIM_EDITED: _claim,
    Action.CLAIM_REATTRIBUTED: _said_otherwise,
    Action.CLAIM_SUPERSEDED: _claim,
    Action.CLAIM_RESTORED: _claim,
    Action.CLAIM_TAGGED: _claim,
    Action.CLAIM_SAID_CHECKED: _said_otherwise,
    Action.CLAIM_EVIDENCE_ADDED: _evidence_added,
    Action.CLAIM_EVIDENCE_WITHDRAWN: _taken_back,
    Action.CLAIM_ASSESSED: _assessed,
    Action.CLAIM_RETRACTED: _taken_back,
    Action.CLAIM_LINKED: _linked,
    Action.CLAIM_UNLINKED: _taken_back,
}
