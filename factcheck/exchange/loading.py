"""One JSONL file on its way in: gone through once to check it, and compared with what came of its events."""

from collections.abc import Mapping
from enum import IntEnum, unique
from typing import Any, BinaryIO, Final, TextIO

from factcheck.errors import FactcheckError, Refused, UnknownWord, Unreadable
from factcheck.exchange import comparing
from factcheck.exchange.intake import CHUNK, Cells, Intake
from factcheck.exchange.lines import Line, line, lines
from factcheck.exchange.objects import cells
from factcheck.exchange.outcome import Progress, Tally, reason
from factcheck.exchange.replay import Replay
from factcheck.exchange.scratch import Scratch
from factcheck.exchange.shapes import STATES, problem
from factcheck.identity import is_uid
from factcheck.store.transaction import Session

_KNOWN_TYPES: Final = ("header", *STATES, "event")
_FORMAT: Final = ("factcheck", 1)
_STATE: Final = "state"


@unique
class Mark(IntEnum):
    """What a line is, once it was looked at."""

    DONE = 0
    STATE = 1
    ROW = 2


class Loading:
    """The file, a mark for each of its lines, and the counts."""

    def __init__(
        self,
        session: Session,
        file: BinaryIO,
        scratch: Scratch,
        *,
        name: str,
        skip_bad: TextIO | None,
        progress: Progress,
    ) -> None:
        self.tally = Tally()
        self._session = session
        self._file = file
        self._scratch = scratch
        self._shown = name
        self._skip_bad = skip_bad
        self._progress = progress
        self._marks = bytearray()
        self._states: list[tuple[int, tuple[str, ...], tuple[Any, ...]]] = []
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._replay = Replay(session, scratch)
        self._intake = Intake(session, scratch, name)

    def check(self) -> None:
        """Look at every line, and write nothing but the file of bad lines."""
        pending: list[tuple[Line, dict[str, Any]]] = []
        for one in lines(self._file):
            self._marks.extend(bytes(one.number - len(self._marks)))
            try:
                record = one.parsed()
                if record.get("type") == "event":
                    pending.append((one, record))
                    if len(pending) >= CHUNK:
                        self._check_events(pending)
                        pending = []
                else:
                    self._marks[one.number - 1] = self._kind(one.number, record)
            except Unreadable:
                raise
            except FactcheckError as error:
                self._refuse(one, reason(error))
        self._check_events(pending)
        self._put_by()
        for number in self._scratch.unexplained():
            self._marks[number - 1] = Mark.ROW
        if Mark.ROW in self._marks:
            self._check_rows()

    def append(self) -> None:
        """Append the new events in chunks."""
        done = 0
        for appended in self._replay.append():
            done += appended
            self._progress(done, self.tally.new)
        self._replay.finish()

    def store(self, *, by: str) -> None:
        """Store the new claims that came without events, in chunks."""
        for _ in self._intake.store(by=by):
            pass

    def compare(self) -> None:
        """Refuse each record of what is, that is not what came of its events."""
        again = lines(self._file)
        for chunk in self._scratch.taken_up(_STATE):
            given = [(number, dict(zip(names, values, strict=True))) for number, names, values in chunk]
            states = [(number, record) for number, record in given if self._marks[number - 1] == Mark.STATE]
            wrong = comparing.differences(self._session, [record for _, record in states])
            for (number, _), why in zip(states, wrong, strict=True):
                if why:
                    self._refuse(next(one for one in again if one.number == number), why)

    def _kind(self, number: int, record: Mapping[str, Any]) -> Mark:
        what = record.get("type", "claim")
        if what == "header":
            if (record.get("format"), record.get("version")) != _FORMAT:
                raise Unreadable(f"{self._shown} is of a format that this factcheck cannot read.", "Install a newer.")
            return Mark.DONE
        if what not in _KNOWN_TYPES:
            raise UnknownWord("type of line", str(what), _KNOWN_TYPES)
        wrong = problem(record, what)
        if wrong is None:
            self._remember(number, record)
            return Mark.STATE
        if what != "claim" or ("version" in record and "engine" in record):
            raise Refused(wrong)
        return Mark.ROW

    def _remember(self, number: int, record: Mapping[str, Any]) -> None:
        what, uid = record["type"], record.get("uid") or record["attribution"]
        if "id" in record and not self._scratch.keep_number(uid, what, int(record["id"][1:])):
            raise Refused(f"{record['id']} stands in the file for another {what} too.")
        self._scratch.state(number, uid)
        names = tuple(record)
        self._states.append((number, self._names.setdefault(names, names), tuple(record.values())))
        if len(self._states) >= CHUNK:
            self._put_by()

    def _put_by(self) -> None:
        """Let what is said to be wait for what came of the events, so that a line is parsed once."""
        if self._states:
            self._scratch.put_by(_STATE, self._states)
            self._states = []

    def _check_events(self, pending: list[tuple[Line, dict[str, Any]]]) -> None:
        findings = self._replay.check([(one.number, record) for one, record in pending])
        for (one, record), found in zip(pending, findings, strict=True):
            if found.problem:
                self._refuse(one, found.problem)
                continue
            self.tally.new += found.new is not None
            self.tally.known += found.new is None
            self.tally.claims += found.new is not None and record["action"] == "claim_logged"
        self._progress(self.tally.new + self.tally.known + self.tally.bad, None)

    def _check_rows(self) -> None:
        chunk: list[tuple[Line, Cells]] = []
        for one in (one for one in lines(self._file) if self._marks[one.number - 1] == Mark.ROW):
            chunk.append((one, _cells(one)))
            if len(chunk) >= CHUNK:
                self._judge(chunk)
                chunk = []
        self._judge(chunk)

    def _judge(self, chunk: list[tuple[Line, Cells]]) -> None:
        for (one, _), verdict in zip(chunk, self._intake.check([row for _, row in chunk]), strict=True):
            self._marks[one.number - 1] = Mark.DONE
            self.tally.new += verdict.new
            self.tally.claims += verdict.new
            if verdict.problem:
                self._refuse(one, verdict.problem)
            else:
                self.tally.known += not verdict.new

    def _refuse(self, one: Line, why: str) -> None:
        self.tally.refuse(one.number, why)
        if self._skip_bad is not None:
            self._skip_bad.write(line({"line": one.number, "reason": why, "row": one.text()}))


def _cells(one: Line) -> Cells:
    try:
        record = one.parsed()
        what = record.get("type", "claim")
        if what != "claim":
            raise Refused(f"No change in the file made this {what}.", "Only claims can come without their events.")
        if is_uid(str(record.get("uid"))) and problem(record, "claim") is None:
            raise Refused("No change in the file made this claim.", "Give it a source, to import it without.")
        return Cells(one.number, cells(record))
    except FactcheckError as error:
        return Cells(one.number, {}, reason(error))
