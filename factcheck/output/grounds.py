"""How what a verdict rests on changed since it was given: `E2 withdrawn`, `E3: S4 Orm Times regraded B → E`."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from factcheck.dates import stamp
from factcheck.identity import ATTRIBUTION, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.vocabulary import GroundChange

if TYPE_CHECKING:
    from factcheck.store.grounds import Shift
    from factcheck.store.parties import SourceRef


def sentence(shift: "Shift") -> str:
    """What changed, in a few words."""
    items = " and ".join(handle(EVIDENCE, one) for one in shift.items)
    return f"{items}{_HOW[shift.change](shift)}"


def sentences(shifts: "Iterable[Shift]") -> str:
    """All that changed."""
    return "; ".join(map(sentence, shifts))


def shape(shift: "Shift") -> dict[str, Any]:
    """The change as JSON; `before` and `after` are grades, null where there is none."""
    return {
        "change": shift.change,
        "evidence": [handle(EVIDENCE, one) for one in shift.items],
        "attribution": handle(ATTRIBUTION, shift.attribution_id) if shift.attribution_id is not None else None,
        "source": {"id": handle(SOURCE, shift.source.id), "name": shift.source.name} if shift.source else None,
        "before": shift.before,
        "after": shift.after,
        "at": stamp(shift.at) if shift.at else None,
        "claim": handle(CLAIM, shift.claim_id) if shift.claim_id is not None else None,
    }


def _named(source: "SourceRef | None") -> str:
    return f"{handle(SOURCE, source.id)} {source.name}" if source else "its source"


def _claim(shift: "Shift") -> str:
    return handle(CLAIM, shift.claim_id) if shift.claim_id is not None else "another claim"


def _regraded(shift: "Shift") -> str:
    graded = f"regraded {shift.before} → {shift.after}" if shift.before else f"graded {shift.after}"
    return f": {_named(shift.source)} {graded}"


_HOW: Final[Mapping[GroundChange, "Callable[[Shift], str]"]] = {
    GroundChange.WITHDRAWN: lambda _: " withdrawn",
    GroundChange.MISATTRIBUTED: lambda shift: f": {_named(shift.source)} did not say it",
    GroundChange.TAKEN_BACK: lambda shift: f": {_named(shift.source)} took it back",
    GroundChange.REGRADED: _regraded,
    GroundChange.ONE_ORIGIN: lambda shift: f" {'have one origin' if len(shift.items) > 1 else 'stands alone'} now",
    GroundChange.PARTED: lambda shift: f" is on {_claim(shift)}, which says the same no longer",
    GroundChange.REPEATS: lambda shift: f" repeats {_claim(shift)}, which says the same now",
}
