"""Events of another database: whether they are whole, follow each other, and fit what is here; then appended.

Those that are new are put by while all are checked, with what was hashed of each, so that a line is parsed once.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from factcheck.dates import unstamp
from factcheck.errors import FactcheckError, Refused, Unreadable
from factcheck.exchange.contents import Contents
from factcheck.exchange.outcome import reason
from factcheck.exchange.scratch import Head, Scratch
from factcheck.exchange.shapes import problem
from factcheck.identity import ARTICLE, LETTERS, handle
from factcheck.store.events import Event, canonical
from factcheck.store.ledger import append
from factcheck.store.projection.keys import catch_up
from factcheck.store.projection.making import makes
from factcheck.store.tables import event
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action

_CHUNK: Final = 500
_EVENT: Final = "event"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to become of one event: the event where it is new, or why it is bad; neither where it is known."""

    new: Event | None = None
    problem: str = ""


class Replay:
    """The events of one file."""

    def __init__(self, session: Session, scratch: Scratch) -> None:
        self._session = session
        self._scratch = scratch
        self._empty = session.connection().scalar(select(event.c.seq).limit(1)) is None
        self._counts: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
        self._contents = Contents(session, scratch, empty=self._empty)

    def check(self, chunk: Sequence[tuple[int, Mapping[str, Any]]]) -> list[Finding]:
        """What is to become of these events, given with their lines, which follow those checked before."""
        here = self._hashes([one["subject"] for _, one in chunk if isinstance(one.get("subject"), str)])
        findings = [self._check(one, here) for _, one in chunk]
        found = zip(chunk, findings, strict=True)
        if new := [(line, _packed(one.new)) for (line, _), one in found if one.new is not None]:
            self._scratch.put_by(_EVENT, new)
        return findings

    def append(self) -> Iterator[int]:
        """Append the events that were found to be new; how many each time.

        Raises:
            Unreadable: they do not fit together, in a way that no single one of them shows.

        """
        moment: datetime = self._session.info["moment"]
        for chunk in self._scratch.taken_up(_EVENT):
            lines = [line for line, _ in chunk]
            self._append([_unpacked(one, moment) for _, one in chunk], f"{lines[0]} to {lines[-1]}")
            yield len(chunk)

    def _append(self, events: Sequence[Event], lines: str) -> None:
        if self._empty:
            self._session.info["numbers"] = self._numbers(events)
        try:
            append(self._session, events)
        except (IntegrityError, KeyError) as error:
            raise Unreadable(
                f"The changes on lines {lines} do not fit together; nothing was changed.",
                "Export the file again.",
            ) from error
        finally:
            self._session.info.pop("numbers", None)

    def _numbers(self, events: Sequence[Event]) -> dict[str, int]:
        """The numbers of all that these events make: those of handles as they were, others in their order."""
        made = [thing for one in events for thing in makes(one)]
        numbers = self._scratch.numbers(thing for thing in made if thing[0] in LETTERS)
        numbers.update((uid, next(self._counts[what])) for what, uid in made if what not in LETTERS)
        for one in events:
            if one.action == Action.ARTICLE_ADDED and (revised := one.payload["revises"]) is not None:
                self._insist_on_order(revised, numbers[one.subject])
        return numbers

    def _insist_on_order(self, revised: str, number: int) -> None:
        """The higher number is the later text: by it is told whether words are gone from the latest revision."""
        before = self._scratch.numbers([("article", revised)])[revised]
        if before > number:
            raise Unreadable(
                f"{handle(ARTICLE, number)} revises {handle(ARTICLE, before)}, but a revision has the higher number; "
                "nothing was changed.",
                "Export the file again.",
            )

    def finish(self) -> None:
        """Let new handles follow those that were kept."""
        if self._empty:
            catch_up(self._session.connection())

    def _check(self, given: Mapping[str, Any], here: Mapping[tuple[str, int], str]) -> Finding:
        subject = given.get("subject")
        try:
            wrong = problem(given, "event")
            if wrong is not None:
                raise Refused(wrong)
            one = parse(given)
            known = self._follows(one, here)
            self._contents.check(one, known=known)
        except FactcheckError as error:
            if isinstance(subject, str):
                self._scratch.advance(subject, Head(0, ""))
            return Finding(problem=reason(error))
        except ValueError as error:
            return Finding(problem=str(error))
        self._scratch.advance(one.subject, Head(one.version, one.hash))
        return Finding() if known else Finding(one)

    def _follows(self, one: Event, here: Mapping[tuple[str, int], str]) -> bool:
        """Whether the event is here already; it continues its chain in the file, and here.

        Raises:
            Refused: it was changed, one before it is missing, or the chain here goes on otherwise.

        """
        if not one.is_intact():
            raise Refused("Its hash is not that of its content: it was changed after it was exported.")
        head = self._scratch.head(one.subject)
        if head is not None and not head.hash:
            raise Refused("A change of the same subject before it cannot be imported.")
        before = (head.version, head.hash) if head else (0, "")
        if head is None and one.version > 1 and here.get((one.subject, one.version - 1)) == one.prev_hash:
            before = (one.version - 1, one.prev_hash)
        if one.version != before[0] + 1:
            raise Refused(f"It is version {one.version} of its subject, but follows version {before[0]}.")
        if one.prev_hash != before[1]:
            raise Refused(f"It does not follow version {before[0]} as it stands here.")
        mine = here.get((one.subject, one.version))
        if mine is not None and mine != one.hash:
            raise Refused(
                f"Version {one.version} of its subject is another change here: the two histories have parted.",
                "Leave its subject out of the file.",
            )
        return mine is not None

    def _hashes(self, subjects: Sequence[str]) -> dict[tuple[str, int], str]:
        """The hashes of all events here that these subjects have."""
        if self._empty:
            return {}
        found: dict[tuple[str, int], str] = {}
        wanted = sorted(set(subjects))
        for at in range(0, len(wanted), _CHUNK):
            query = select(event.c.subject, event.c.version, event.c.hash)
            rows = self._session.connection().execute(query.where(event.c.subject.in_(wanted[at : at + _CHUNK])))
            found.update(((row.subject, row.version), row.hash) for row in rows)
        return found


def parse(given: Mapping[str, Any]) -> Event:
    """The event behind a line whose shape is right.

    Raises:
        ValueError: there is no such time.

    """
    return Event(
        subject=given["subject"],
        version=given["version"],
        recorded_at=unstamp(given["recorded_at"]),
        by=given["by"],
        action=given["action"],
        reason=given["reason"],
        payload=given["payload"],
        prev_hash=given["prev_hash"],
        hash=given["hash"],
        text=canonical(given["payload"]),
        stamped=given["recorded_at"],
    )


def _packed(one: Event) -> tuple[Any, ...]:
    """Without the payload, which its text tells."""
    about = (one.subject, one.version, one.recorded_at, one.by, one.action, one.reason)
    return *about, one.prev_hash, one.hash, one.text, one.stamped


def _unpacked(packed: tuple[Any, ...], imported_at: datetime) -> Event:
    subject, version, made, by, action, reason, before, digest, text, stamped = packed
    payload = json.loads(text)
    return Event(subject, version, made, by, action, reason, payload, before, digest, imported_at, text, stamped)
