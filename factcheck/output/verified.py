"""What a verification found, in every format."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.output import words
from factcheck.output.answer import write_one
from factcheck.output.listing import Line, Part, about, line
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.verify import Check, Report

_INDENT = 15


def write_report(
    report: "Report", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write what was found."""
    write_one(shape(report), _lines(report), format, out, terminal(out, width=width, color=color))


def shape(report: "Report") -> dict[str, Any]:
    """The report as JSON; `first` is the first bad record of all, as it stands at its check."""
    checks = [_check(one) for one in report.checks]
    return {
        "database": report.place,
        "uid": report.uid,
        "ok": report.first is None,
        "events": report.events,
        "records": report.records,
        "checks": checks,
        "first": next((one["damage"] for one in checks if one["damage"] is not None), None),
    }


def _check(check: "Check") -> dict[str, Any]:
    found = check.damage
    damage = {"record": found.record, "uid": found.uid, "what": found.what, "remedy": found.remedy} if found else None
    return {"name": check.name, "ok": _ok(check), "records": check.records, "damage": damage, "note": check.note}


def _ok(check: "Check") -> bool | None:
    """Whether the check found nothing; None where it was not made."""
    if check.damage is not None:
        return False
    return None if check.note is not None and not check.records else True


def _lines(report: "Report") -> Iterator[Line]:
    yield line(Part(report.place, "strong"))
    yield about("ledger", f"{report.uid or 'unknown'}, {words.counted(report.events, 'event')}")
    for check in report.checks:
        word, style = {True: ("ok", "confirmed"), False: ("damaged", "warning"), None: ("skipped", "dim")}[_ok(check)]
        yield about(check.name, Part(word, style), f", {check.about}")
        if check.damage is not None:
            found = check.damage
            yield line(
                Part(found.record, "id"), f"{f' {found.uid}' if found.uid else ''}: {found.what}", indent=_INDENT
            )
        if check.note is not None:
            yield line(Part(check.note, "dim"), indent=_INDENT)
    yield about("records", f"{report.records:,}")
