"""Everything about one claim, as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.dates import stamp
from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.output import claims, evidence
from factcheck.output.answer import write_one
from factcheck.output.dossier import lines
from factcheck.output.terminal import terminal
from factcheck.settings import Format

if TYPE_CHECKING:
    from factcheck.store.details import AttributionRow, ClaimDetail
    from factcheck.store.judgements import Judgement
    from factcheck.store.links import LinkRow


def write_detail(
    detail: "ClaimDetail", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write everything about one claim."""
    write_one(shape(detail), lines(detail), format, out, terminal(out, width=width, color=color))


def shape(detail: "ClaimDetail") -> dict[str, Any]:
    """The claim as in lists, and all that hangs on it."""
    return {
        **claims.shape(detail.row),
        "due": detail.due,
        "engine": detail.engine,
        "attributions": [_attribution(one) for one in detail.attributions],
        "evidence": [evidence.shape(one) for one in detail.evidence],
        "assessments": [_assessment(one, detail.rests_on.get(one.id, ())) for one in detail.assessments],
        "links": [_link(one) for one in detail.links],
    }


def _attribution(one: "AttributionRow") -> dict[str, Any]:
    article = None
    if one.article_id is not None:
        article = {"id": handle(ARTICLE, one.article_id), "title": one.article_title}
    return {
        "id": handle(ATTRIBUTION, one.id),
        "uid": one.uid,
        "claim": handle(CLAIM, one.claim_id),
        "chain": [
            {
                "id": handle(SOURCE, source.id),
                "name": source.name,
                "kind": source.kind,
                "reliability": source.reliability,
            }
            for source in one.chain
        ],
        "article": article,
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
        "content": [list(span) for span in one.content],
        "cue": one.cue,
        "stance": one.stance,
        "modality": one.modality,
        "voice": one.voice,
        "said_on": one.said_on,
        "said_check": one.said_check,
        "inside": handle(ATTRIBUTION, one.inside_id) if one.inside_id is not None else None,
        "citation": dict(one.citation) if one.citation is not None else None,
        "anchors": [
            {"article": handle(ARTICLE, number), "start": start, "end": end} for number, start, end in one.anchors
        ],
        "recorded_at": stamp(one.recorded_at),
    }


def _link(one: "LinkRow") -> dict[str, Any]:
    return {
        "uid": one.uid,
        "claim": handle(CLAIM, one.claim_id),
        "relation": one.relation,
        "other": handle(CLAIM, one.other_id),
        "reason": one.reason,
        "by": one.by,
        "recorded_at": stamp(one.recorded_at),
    }


def _assessment(one: "Judgement", rests_on: Sequence[int]) -> dict[str, Any]:
    retracted = None if one.retracted_by is None else {"by": one.retracted_by, "because": one.retracted_because}
    return {
        "uid": one.uid,
        "status": one.status,
        "credibility": one.credibility,
        "confidence": one.confidence,
        "reason": one.reason,
        "override": one.override,
        "evidence": [handle(EVIDENCE, number) for number in rests_on],
        "due": one.due,
        "by": one.by,
        "recorded_at": stamp(one.recorded_at),
        "retracted": retracted,
    }
