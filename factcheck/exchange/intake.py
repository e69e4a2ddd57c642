"""From rows to changes: which of them are new, and what the ledger is to be told about those."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from factcheck.desk import gates
from factcheck.desk.attributions import digest
from factcheck.errors import FactcheckError
from factcheck.exchange.outcome import reason
from factcheck.exchange.places import Place, Places
from factcheck.exchange.rows import Row, read
from factcheck.exchange.speakers import Scope, Speaker, Speakers
from factcheck.identity import new_uid
from factcheck.store.events import canonical
from factcheck.store.ledger import Change, record
from factcheck.store.locks import lock_sources
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


class Intake:
    """The rows of one file. Every row is checked, a chunk at a time, before the first is stored."""

    def __init__(self, session: Session, shown: str) -> None:
        self._session = session
        self._shown = shown
        self._speakers = Speakers(session)
        self._places = Places(session)
        self._met: set[bytes] = set()
        lock_sources(session)

    def check(self, chunk: Sequence[Cells]) -> list[Verdict]:
        """What is to become of each row."""
        rows: list[Row | str] = [_read(one) for one in chunk]
        good = [row for row in rows if not isinstance(row, str)]
        digests = {id(row): self._digests(row) for row in good if row.uid is None}
        here = by_uid(self._session, [row.uid for row in good if row.uid is not None])
        twins = by_digest(self._session, [one for several in digests.values() for one in several])
        verdicts = []
        for one, row in zip(chunk, rows, strict=True):
            if isinstance(row, str):
                verdicts.append(Verdict(new=False, problem=row))
            elif row.uid in here or any(known_by in twins for known_by in digests.get(id(row), ())):
                verdicts.append(Verdict(new=False))
            else:
                verdicts.append(self._verdict(row, one.line, digests.get(id(row), ())))
        return verdicts

    def store(self, chunk: Sequence[Cells], *, by: str) -> None:
        """Store rows that were found to be new."""
        sources: list[Change] = []
        claims: list[Change] = []
        assessments: list[Change] = []
        for one in chunk:
            row = read(one.cells)
            claim = self._claim(row, sources)
            claims.append(claim)
            assessments.extend(_assessed(row, claim.subject, f"imported from {self._shown} without its evidence"))
        record(self._session, sources, by=by, imported=True)
        record(self._session, claims, by=by, imported=True)
        record(self._session, assessments, by=by, imported=True)

    def _verdict(self, row: Row, line: int, digests: Sequence[str]) -> Verdict:
        known_by = [_short(one) for one in ((row.uid,) if row.uid is not None else digests)]
        if not self._met.isdisjoint(known_by):
            return Verdict(new=False, problem=f"The uid {row.uid} stands in the file twice." if row.uid else "")
        try:
            self._places.of(row.cited)
            self._speakers.check(row, line)
        except FactcheckError as error:
            return Verdict(new=False, problem=reason(error))
        self._met.update(known_by)
        if row.uid is not None:
            self._met.update(_short(one) for one in self._digests(row))
        return Verdict(new=True)

    def _digests(self, row: Row) -> tuple[str, ...]:
        """By what a row without uid is known again: the name as the file has it, and as it is here."""
        where = self._places.identity(row.cited)
        names = dict.fromkeys((row.said_by, self._speakers.name(row)))
        return tuple(digest(row.text, name, where, row.said_on) for name in names)

    def _claim(self, row: Row, sources: list[Change]) -> Change:
        place = self._places.of(row.cited)
        scope = self._scope(row, place)
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
            "digest": self._digests(row)[0],
            "tags": list(row.tags),
            "attributions": [said],
        }
        uid = row.uid or new_uid()
        return Change(uid, Action.CLAIM_LOGGED, payload, recorded_at=row.recorded_at, by=row.by)

    def _scope(self, row: Row, place: Place | None) -> Scope | None:
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


def _assessed(row: Row, claim: str, without_evidence: str) -> Iterator[Change]:
    if row.judged is None:
        return
    missing = [gap.needs for gap in gates.gaps(Status.UNCHECKED, row.judged.status, (), (), None)]
    payload = {
        "assessment": new_uid(),
        "before": str(Status.UNCHECKED),
        "status": str(row.judged.status),
        "credibility": row.judged.credibility,
        "confidence": str(row.judged.confidence) if row.judged.confidence else None,
        "override": row.judged.override or (without_evidence if missing else None),
        "missing": missing,
        "evidence": [],
        "due": row.judged.due,
    }
    yield Change(claim, Action.CLAIM_ASSESSED, payload, row.judged.because, row.judged.at, row.judged.by)


def _short(known_by: str) -> bytes:
    """Half of a hash: a set of a million fits in little memory."""
    return hashlib.sha256(known_by.encode()).digest()[:16]
