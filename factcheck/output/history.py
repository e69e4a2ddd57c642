"""What was done, in sentences: who, when, to what, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.dates import stamp
from factcheck.output import words
from factcheck.output.answer import View, write_many
from factcheck.output.listing import Cell, Column, Listing, Part, cell, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import Action, Modality, Relation, Reliability, SaidCheck, Stance, State, Status

if TYPE_CHECKING:
    from factcheck.store.history import HistoryRow

Payload = Mapping[str, Any]
COLUMNS: Final = "seq,subject,version,recorded_at,imported_at,by,action,reason,payload,hash"


def write_history(
    rows: "Iterable[HistoryRow]", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write events in the order given; in the plain format as subject, moment, analyst, action, what was done, why."""
    write_many(VIEW, rows, format, out, terminal(out, width=width, color=color))


def sentence(row: "HistoryRow") -> str:
    """What the event did, without who, when and why: `unchecked → in review`."""
    return f"{_SENTENCES[row.action](row.payload)}{_others(row)}"


def _others(row: "HistoryRow") -> str:
    if not row.others:
        return ""
    named = ", ".join(row.others)
    match row.action:
        case Action.CLAIM_LINKED | Action.CLAIM_UNLINKED:
            return f" {named}"
        case Action.CLAIM_EVIDENCE_ADDED | Action.CLAIM_EVIDENCE_WITHDRAWN:
            return f" ({named})"
        case Action.CLAIM_ASSESSED:
            return f", resting on {named}"
        case Action.CLAIM_LOGGED:
            return f" in place of {named}"
        case _:
            return f": split into {named}" if len(row.others) > 1 else f": joined into {named}"


def shape(row: "HistoryRow") -> dict[str, Any]:
    """The event as JSON."""
    return {
        "seq": row.seq,
        "subject": row.subject,
        "version": row.version,
        "recorded_at": stamp(row.recorded_at),
        "imported_at": stamp(row.imported_at) if row.imported_at else None,
        "by": row.by,
        "action": row.action,
        "reason": row.reason,
        "payload": dict(row.payload),
        "hash": row.hash,
    }


def fields(row: "HistoryRow") -> Sequence[str]:
    """The plain row."""
    return row.subject, stamp(row.recorded_at), row.by, row.action, sentence(row), row.reason or ""


def listing(rows: "Iterable[HistoryRow]", width: int) -> Listing:
    """What people see; the analyst stands under the moment where there is little room."""
    wide = width >= _WIDE
    who = (Column("Who", flexible=True, widest=14),) if wide else ()
    heads = (Column("When", flexible=True, widest=17), *who, Column("What"), Column("Done", flexible=True))
    return Listing(heads, (_cells(row, wide=wide) for row in rows))


def _cells(row: "HistoryRow", *, wide: bool) -> tuple[Cell, ...]:
    done = Part(sentence(row), _style(row))
    text = cell(done, f": {row.reason}") if row.reason else cell(done)
    if row.imported_at:
        text = (*text, line(Part(f"imported {words.moment(row.imported_at)}", "dim")))
    when = line(words.moment(row.recorded_at))
    subject = cell(Part(row.subject, "id"))
    return ((when,), cell(row.by), subject, text) if wide else ((when, line(Part(row.by, "dim"))), subject, text)


def _style(row: "HistoryRow") -> str:
    status = row.payload.get("status") if row.action == Action.CLAIM_ASSESSED else None
    return str(status) if status in list(Status) else ""


def _created(payload: Payload) -> str:
    about = [words.plain(payload["kind"])] if payload.get("kind") else []
    if "named" in payload:
        about.append("named" if payload["named"] else "unnamed")
    if payload.get("wire_group"):
        about.append(f"wire group {payload['wire_group']}")
    return _joined("new source", _name(payload.get("name")), f"({', '.join(about)})" if about else "")


def _source_edited(payload: Payload) -> str:
    before, after = payload.get("from") or {}, payload.get("to") or {}
    changes = [_changed(key, before.get(key), after[key]) for key in after if key != "owner"]
    if "owner" in after:
        changes.append(f"owner → {words.quoted(str(payload['owner_name']))}" if after["owner"] else "owner removed")
    return f"changed {'; '.join(changes)}" if changes else "changed"


def _changed(key: str, before: object, after: object) -> str:
    if key == "named":
        return "to named" if after else "to unnamed"
    write = words.plain if key == "kind" else words.quoted
    if after is None:
        return f"{words.plain(key)} removed"
    return f"{words.plain(key)} {'' if before is None else write(str(before)) + ' '}→ {write(str(after))}"


def _aliased(payload: Payload) -> str:
    return f"other names {_plus_minus(payload, words.quoted)}".rstrip()


def _graded(payload: Payload) -> str:
    grade = payload.get("reliability")
    before = payload.get("before")
    said = words.reliability(grade) if grade in list(Reliability) else str(grade or "")
    return _joined(_joined("graded", said), f"(before: {before})" if before else "")


def _merged(payload: Payload) -> str:
    return _joined("merged into", _name(payload.get("into_name")) or "another source")


def _added(payload: Payload) -> str:
    return _joined("new article", _name(payload.get("title")))


def _logged(payload: Payload) -> str:
    draft = payload.get("state") == State.DRAFT
    engine = f"by {payload['engine']}" if payload.get("engine") else ""
    return _joined("proposed as a draft" if draft else "logged", engine) + _colon(payload.get("text"))


def _attributed(payload: Payload) -> str:
    said = payload.get("attribution") or {}
    how = words.how(said.get("stance") or Stance.ASSERTS, said.get("modality") or Modality.STATED)
    speaker = f"to {words.quoted(payload['said_by'])}" if payload.get("said_by") else ""
    return _joined("another attribution", speaker, f"({how})" if how else "") + _colon(said.get("quote"))


def _accepted(_: Payload) -> str:
    return "accepted"


def _rejected(_: Payload) -> str:
    return "rejected"


def _edited(payload: Payload) -> str:
    before, after = payload.get("from"), payload.get("to")
    return f"reworded {words.quoted(str(before))} → {words.quoted(str(after))}" if before and after else "reworded"


def _said_checked(payload: Payload) -> str:
    said = payload.get("said_check")
    found = words.SAID[SaidCheck(said)] if said in list(SaidCheck) else "whether it was said was checked"
    return _joined(_name(payload.get("said_by")), found)


def _evidence_added(payload: Payload) -> str:
    about = payload.get("item") or {}
    said = [str(payload["said_by"])] if payload.get("said_by") else []
    said += [str(about[name]) for name in ("date", "url", "file") if about.get(name)]
    words_of_it = _colon(about.get("quote")) or _colon(about.get("note"))
    bearing = words.BEARING.get(str(about.get("bearing")), "evidence")
    return _joined("direct" if about.get("direct") else "", bearing, ", ".join(said)).strip() + words_of_it


def _evidence_withdrawn(_: Payload) -> str:
    return "evidence withdrawn"


def _reattributed(payload: Payload) -> str:
    before, after = payload.get("from") or {}, payload.get("to") or {}
    return _joined("said by", _name(before.get("name")), "→", _name(after.get("name")) or "another source")


def _superseded(_: Payload) -> str:
    return "superseded"


def _restored(payload: Payload) -> str:
    return f"undone: {words.plain(str(payload.get('from')))} → {words.plain(str(payload.get('to')))}"


def _tagged(payload: Payload) -> str:
    return f"tags {_plus_minus(payload, str)}".rstrip()


def _assessed(payload: Payload) -> str:
    before, status = payload.get("before"), words.plain(str(payload.get("status")))
    said = [f"{words.plain(before)} → {status}" if before else status]
    if payload.get("credibility"):
        said.append(f"credibility {words.credibility(payload['credibility'])}")
    if payload.get("confidence"):
        said.append(f"confidence {payload['confidence']}")
    if payload.get("due"):
        said.append(f"due {payload['due']}")
    if payload.get("override"):
        said.append(f"gate passed with a reason ({payload['override']})")
    return ", ".join(said)


def _retracted(payload: Payload) -> str:
    slip, back = payload.get("status"), payload.get("back_to")
    said = f"took back {words.plain(slip)}" if slip else "took the last assessment back"
    return f"{said} → {words.plain(back)}" if back else said


def _linked(payload: Payload) -> str:
    return f"linked: {_relation(payload)}"


def _unlinked(payload: Payload) -> str:
    return f"unlinked: no longer {_relation(payload)}"


def _relation(payload: Payload) -> str:
    relation = payload.get("relation")
    return words.RELATION[Relation(relation)] if relation in list(Relation) else "related to"


def _plus_minus(payload: Payload, write: Callable[[str], str]) -> str:
    added = [f"+{write(one)}" for one in payload.get("added") or ()]
    return " ".join([*added, *(f"-{write(one)}" for one in payload.get("removed") or ())])


def _name(given: object) -> str:
    return words.quoted(str(given)) if given else ""


def _colon(text: object) -> str:
    return f" {words.quoted(str(text))}" if text else ""


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


_SENTENCES: Final[dict[Action, Callable[[Payload], str]]] = {
    Action.SOURCE_CREATED: _created,
    Action.SOURCE_EDITED: _source_edited,
    Action.SOURCE_ALIASED: _aliased,
    Action.SOURCE_GRADED: _graded,
    Action.SOURCE_MERGED: _merged,
    Action.ARTICLE_ADDED: _added,
    Action.CLAIM_LOGGED: _logged,
    Action.CLAIM_ATTRIBUTED: _attributed,
    Action.CLAIM_ACCEPTED: _accepted,
    Action.CLAIM_REJECTED: _rejected,
    Action.CLAIM_EDITED: _edited,
    Action.CLAIM_REATTRIBUTED: _reattributed,
    Action.CLAIM_SUPERSEDED: _superseded,
    Action.CLAIM_RESTORED: _restored,
    Action.CLAIM_TAGGED: _tagged,
    Action.CLAIM_SAID_CHECKED: _said_checked,
    Action.CLAIM_EVIDENCE_ADDED: _evidence_added,
    Action.CLAIM_EVIDENCE_WITHDRAWN: _evidence_withdrawn,
    Action.CLAIM_ASSESSED: _assessed,
    Action.CLAIM_RETRACTED: _retracted,
    Action.CLAIM_LINKED: _linked,
    Action.CLAIM_UNLINKED: _unlinked,
}
_WIDE: Final = 80
VIEW: Final = View(shape, COLUMNS, fields, listing)
