"""From rows to changes: which of them are new, and what the ledger is to be told about those."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from factcheck.desk import gates
from factcheck.desk.attributions import digest
from factcheck.errors import FactcheckError
from factcheck.exchange.judging import Judged
from factcheck.exchange.outcome import reason
from factcheck.exchange.places import Place, Places
from factcheck.exchange.rows import Row, read
from factcheck.exchange.scratch import Scratch
from factcheck.exchange.speakers import Scope, Speaker, Speakers
from factcheck.identity import new_uid
from factcheck.store.events import canonical
from factcheck.store.ledger import Change, record
from factcheck.store.locks import lock_sources
from factcheck.store.transaction import Session
from factcheck.store.twins import by_digest, by_uid
from factcheck.vocabulary import Action, Status

CHUNK: Final = 1000


@dataclass(frozen=True, slots=True)
class Cells:
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
        rows: list[Row | str] = [_read(one) for one in chunk]
        good = [row for row in rows if not isinstance(row, str)]
        self._speakers.meet(good)
        digests = [self._digests(row) if not isinstance(row, str) else () for row in rows]
        here = by_uid(self._session, [row.uid for row in good if row.uid is not None])
        known_by = zip(rows, digests, strict=True)
        loose = [one for row, several in known_by if not isinstance(row, str) and row.uid is None for one in several]
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
            self._scratch.put_by(new)
        return verdicts

    def store(self, *, by: str) -> Iterator[int]:
        """Store the rows that were found to be new, in the order in which they were checked; how many each time."""
        for several in self._scratch.taken_up():
            sources: list[Change] = []
            claims: list[Change] = []
            assessments: list[Change] = []
            for row, known_by, place in several:
                claim = self._claim(row, known_by, place, sources)
                claims.append(claim)
                if row.judged is not None:
                    assessments.append(_assessed(row.judged, claim.subject, self._shown))
            record(self._session, [*sources, *claims, *assessments], by=by, imported=True)
            yield len(several)

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

    def _claim(self, row: Row, known_by: str, place: Place | None, sources: list[Change]) -> Change:
        scope = partial(_scope, row, place)
        speaker = _created(self._speakers.speaker(row, scope), sources)
        via = [_created(self._speakers.through(name, scope), sources) for name in row.via]
        cited = {} if place is not None else row.cited.known()
        said = {
            "uid": new_uid(),
            "article": place.article if place else None,
            "quote": place.quote if place else None,
            "start": place.start if place else None,
            "end": place.start + len(place.quote) if place else None,
            "content": None,
            "source": speaker,
            "source_span": None,
            "cue": row.cue,
            "cue_span": None,
            "stance": str(row.stance),
            "modality": str(row.modality),
            "voice": str(row.voice),
            "said_on": row.said_on,
            "via": via,
            "inside": None,
            "citation": cited or None,
        }
        payload: dict[str, Any] = {
            "text": row.text,
            "state": str(row.state),
            "engine": None,
            "digest": known_by,
            "tags": list(row.tags),
            "attributions": [said],
        }
        uid = row.uid or new_uid()
        return Change(uid, Action.CLAIM_LOGGED, payload, recorded_at=row.recorded_at, by=row.by)


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


def _assessed(judged: Judged, claim: str, shown: str) -> Change:
    missing = [gap.needs for gap in gates.gaps(Status.UNCHECKED, judged.status, (), (), None)]
    payload = {
        "assessment": new_uid(),
        "before": str(Status.UNCHECKED),
        "status": str(judged.status),
        "credibility": judged.credibility,
        "confidence": str(judged.confidence) if judged.confidence else None,
        "override": judged.override or (f"imported from {shown} without its evidence" if missing else None),
        "missing": missing,
        "evidence": [],
        "due": judged.due,
    }
    return Change(claim, Action.CLAIM_ASSESSED, payload, judged.because, judged.at, judged.by)
