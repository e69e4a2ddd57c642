"""From rows to changes: which of them are new, and what the ledger is to be told about those."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from factcheck.desk.attributions import digest
from factcheck.errors import FactcheckError
from factcheck.exchange import telling
from factcheck.exchange.outcome import reason
from factcheck.exchange.places import Place, Places
from factcheck.exchange.rows import Row, read
from factcheck.exchange.scratch import Scratch
from factcheck.exchange.speakers import Scope, Speaker, Speakers
from factcheck.identity import new_uids
from factcheck.store.events import canonical
from factcheck.store.ledger import Change, record
from factcheck.store.locks import lock_sources
from factcheck.store.transaction import Session
from factcheck.store.twins import by_digest, by_uid

CHUNK: Final = 1000


class Cells(NamedTuple):
    """One row as a format gives it: the cells by column, or why there are none."""

    line: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the row is new; if it is bad, why."""

    new: bool
    problem: str = ""


_New = tuple[Row, str, Place | None]
"""A row that is new, its digest, and the place of its quote."""
_ROW: Final = "row"
_NEW: Final = Verdict(new=True)
_KNOWN: Final = Verdict(new=False)


class Intake:
    """The rows of one file. Every row is checked, a chunk at a time, before the first is stored.

    Those that are new are put by in the meantime, so that the file is read once.
    """

    def __init__(self, session: Session, scratch: Scratch, shown: str) -> None:
        self._session = session
        self._scratch = scratch
        self._shown = shown
        self._speakers = Speakers(session)
        self._places = Places(session)
        self._met: set[bytes] = set()
        lock_sources(session)

    def check(self, chunk: Sequence[Cells]) -> list[Verdict]:
        """What is to become of each row."""
        rows = [_read(one) for one in chunk]
        good = [row for row in rows if isinstance(row, Row)]
        self._speakers.meet(good)
        digests = [self._digests(row) if isinstance(row, Row) else () for row in rows]
        here = by_uid(self._session, [row.uid for row in good if row.uid is not None])
        known_by = zip(rows, digests, strict=True)
        loose = [one for row, several in known_by if isinstance(row, Row) and row.uid is None for one in several]
        twins = by_digest(self._session, loose)
        verdicts: list[Verdict] = []
        new: list[_New] = []
        for one, row, several in zip(chunk, rows, digests, strict=True):
            if isinstance(row, str):
                verdicts.append(Verdict(new=False, problem=row))
            elif row.uid in here or (row.uid is None and not twins.keys().isdisjoint(several)):
                verdicts.append(_KNOWN)
            else:
                verdicts.append(self._verdict(row, one.line, several, new))
        if new:
            self._scratch.put_by(_ROW, list(map(_packed, new)))
        return verdicts

    def store(self, *, by: str) -> Iterator[int]:
        """Store the rows that were found to be new, in the order in which they were checked; how many each time."""
        for several in self._scratch.taken_up(_ROW):
            sources: list[Change] = []
            claims: list[Change] = []
            assessments: list[Change] = []
            rows = list(map(_unpacked, several))
            uids = iter(new_uids(sum(1 + (row.uid is None) + (row.judged is not None) for row, _, _ in rows)))
            for row, known_by, place in rows:
                uid, said = row.uid or next(uids), next(uids)
                claims.append(self._logged(row, known_by, place, sources, uid=uid, said=said))
                if row.judged is not None:
                    assessments.append(telling.assessed(row.judged, uid, uid=next(uids), shown=self._shown))
            record(self._session, [*sources, *claims, *assessments], by=by, imported=True)
            yield len(rows)

    def _verdict(self, row: Row, line: int, digests: Sequence[str], new: list[_New]) -> Verdict:
        marks = [bytes.fromhex(one)[:16] for one in digests]
        own = marks if row.uid is None else [UUID(row.uid).bytes]
        if not self._met.isdisjoint(own):
            return Verdict(new=False, problem=f"The uid {row.uid} stands in the file twice." if row.uid else "")
        try:
            place = self._places.of(row.cited)
            self._speakers.check(row, line)
        except FactcheckError as error:
            return Verdict(new=False, problem=reason(error))
        self._met.update(own, marks)
        new.append((row, digests[0], place))
        return _NEW

    def _digests(self, row: Row) -> tuple[str, ...]:
        """By what a row without uid is known again: the name as the file has it, and as it is here."""
        where = self._places.identity(row.cited)
        name = self._speakers.name(row)
        own = digest(row.text, row.said_by, where, row.said_on)
        return (own,) if name == row.said_by else (own, digest(row.text, name, where, row.said_on))

    def _logged(
        self, row: Row, known_by: str, place: Place | None, sources: list[Change], *, uid: str, said: str
    ) -> Change:
        scope = partial(_scope, row, place)
        speaker = _created(self._speakers.speaker(row, scope), sources)
        via = [_created(self._speakers.through(name, scope), sources) for name in row.via]
        return telling.logged(row, known_by, place, uid=uid, said=said, source=speaker, via=via)


def _packed(new: _New) -> tuple[Any, ...]:
    """Without the class of the row, which would be looked up for each."""
    row, digest, place = new
    return tuple(row), digest, place


def _unpacked(new: tuple[Any, ...]) -> _New:
    row, digest, place = new
    return Row._make(row), digest, place


def _scope(row: Row, place: Place | None) -> Scope | None:
    if place is not None:
        return Scope(place.article, place.line)
    about = {name: value for name, value in row.cited.known().items() if name not in {"quote", "start", "end"}}
    return Scope(canonical(about)) if about else None


def _read(one: Cells) -> Row | str:
    if one.problem:
        return one.problem
    try:
        return read(one.cells)
    except FactcheckError as error:
        return reason(error)


def _created(speaker: Speaker, sources: list[Change]) -> str:
    sources.extend(speaker.changes)
    return speaker.uid
