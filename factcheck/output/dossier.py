"""Everything about one claim, for people: what we hold, who says it in which words, and who judged it when and why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, EVIDENCE, handle
from factcheck.output import evidence, words
from factcheck.output.listing import Line, Part, about, dated, heading, line, title
from factcheck.vocabulary import Flag, Relation, SaidCheck, State

if TYPE_CHECKING:
    from factcheck.store.details import AttributionRow, ClaimDetail
    from factcheck.store.judgements import Judgement
    from factcheck.store.links import LinkRow
    from factcheck.store.parties import SourceRef

_CONTEXT: Final = 120
"""Code points of context that a person needs on either side of a quote."""
_TO: Final = {
    Relation.SAME: "same as",
    Relation.CONTRADICTS: "contradicted by",
    Relation.PART_OF: "has as a part",
}
"""What a link is, seen from its other end."""
_STATES: Final = {
    State.DRAFT: "draft: no person has accepted it",
    State.REJECTED: "rejected: kept, and can be accepted again",
    State.SUPERSEDED: "superseded: others took its place",
}


def lines(detail: "ClaimDetail") -> Iterator[Line]:
    """The page, from what is asked most to what is asked least."""
    yield title(handle(CLAIM, detail.row.id), detail.row.text)
    yield line()
    yield from _head(detail)
    yield line()
    yield heading("Said by")
    for one in detail.attributions:
        yield from _attribution(one, detail.row.id)
    if detail.links:
        yield line()
        yield heading("Links")
        for link in detail.links:
            yield from _link(link, detail)
    if detail.evidence:
        yield line()
        yield heading("Evidence")
        yield from evidence.lines(detail.evidence, detail.row.id)
    yield line()
    yield heading("Assessments")
    if not detail.assessments:
        yield line(Part("none: nobody has looked at it", "dim"), indent=2)
    holding = _holding(detail)
    for judgement in detail.assessments:
        yield from _assessment(judgement, detail.rests_on.get(judgement.id, ()), holds=judgement is holding)


def _head(detail: "ClaimDetail") -> Iterator[Line]:
    row = detail.row
    state = f" ({_STATES[row.state]})" if row.state in _STATES else ""
    yield about("status", words.status(row.status), state)
    if row.group_id is not None:
        yield about("", f"that of {handle(CLAIM, row.group_id)}, which stands for this claim in lists")
    if row.group is not None:
        yield about("stands for", words.group(row.group))
    holding = _holding(detail)
    if holding is not None and holding.override:
        yield about("", Part(f"gate passed with a reason: {holding.override}", "warning"))
    if row.credibility is not None:
        yield about("credibility", words.credibility(row.credibility))
    if row.confidence is not None:
        yield about("confidence", row.confidence, Part(" (how sure the analyst is of the verdict)", "dim"))
    if detail.due:
        yield about("due", detail.due)
    label = "flags"
    for flag in row.flags:
        if flag != Flag.DRAFT:
            yield about(label, words.plain(flag), Part(f": {words.FLAGS[flag]}", "dim"))
            label = ""
    if row.tags:
        yield about("tags", " ".join(row.tags))
    engine = f" by {detail.engine}" if detail.engine else ""
    yield about("recorded", f"{words.moment(row.recorded_at)}{engine}, version {row.version}")


def _link(one: "LinkRow", detail: "ClaimDetail") -> Iterator[Line]:
    other = one.across(detail.row.id)
    relation = words.RELATION[one.relation] if one.claim_id == detail.row.id else _TO[one.relation]
    text = detail.linked[other]
    yield line(f"{relation} ", Part(handle(CLAIM, other), "id"), f" {words.quoted(text)}", indent=2)
    because = f": {one.reason}" if one.reason else ""
    yield line(Part(f"by {one.by} at {words.moment(one.recorded_at)}{because}", "dim"), indent=4)


def _attribution(one: "AttributionRow", mine: int) -> Iterator[Line]:
    number = handle(ATTRIBUTION, one.id)
    indent = len(number) + 4
    chain: list[Part | str] = []
    for source in one.chain:
        chain += [" ← " if chain else "", Part(source.name, "strong"), Part(f" ({_kind(source)})", "dim")]
    yield Line(line(*chain).parts, indent, ((Part(f"  {number}", "id"),),))
    yield line(_how(one), indent=indent)
    if one.claim_id != mine:
        yield line(Part(words.of_same(one.claim_id), "dim"), indent=indent)
    if one.article_id is not None:
        where = f"{handle(ARTICLE, one.article_id)}{' ' + words.quoted(one.article_title) if one.article_title else ''}"
        span = f", {one.start}-{one.end}" if one.start is not None else ""
        yield line(Part(f"{where}{span}", "dim"), indent=indent)
    if one.quote is not None:
        yield line(*_quote(one), indent=indent + 2)
    for number_later, start, end in one.anchors:
        stands = "its words are gone" if start is None else f"stands at {start}-{end}"
        yield line(Part(f"in the revision {handle(ARTICLE, number_later)}: {stands}", "dim"), indent=indent)
    for key, value in (one.citation or {}).items():
        yield line(Part(f"{words.plain(key)}: {value}", "dim"), indent=indent)


def _kind(source: "SourceRef") -> str:
    grade = f", {words.reliability(source.reliability)}" if source.reliability else ""
    return f"{words.plain(source.kind)}{grade}"


def _how(one: "AttributionRow") -> str:
    said = [words.plain(one.stance), words.plain(one.modality), words.plain(one.voice)]
    if one.cue:
        said.append(f"by the word {words.quoted(one.cue)}" if len(one.cue.split()) == 1 else words.quoted(one.cue))
    if one.said_on:
        said.append(f"said on {one.said_on}")
    if one.inside_id is not None:
        said.append(f"inside {handle(ATTRIBUTION, one.inside_id)}")
    return f"{', '.join(said)}; {words.SAID[SaidCheck(one.said_check)]}"


def _quote(one: "AttributionRow") -> Iterator[Part]:
    """The quote in its context, the line breaks of which do not matter here."""
    before, after = one.before[-_CONTEXT:], one.after[:_CONTEXT]
    if len(before) < len(one.before) or (one.start or 0) > len(one.before):
        before = f"… {before.partition(' ')[2]}"
    if len(after) == _CONTEXT:
        after = f"{after.rpartition(' ')[0]} …"
    yield Part(_flowing(before), "dim")
    yield Part(f"«{_flowing(one.quote or '').strip()}»", "quote")
    yield Part(_flowing(after), "dim")


def _flowing(text: str) -> str:
    middle = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{middle}{' ' * (bool(middle) and text[-1:].isspace())}"


def _holding(detail: "ClaimDetail") -> "Judgement | None":
    """The assessment that the status comes from."""
    standing = [one for one in detail.assessments if one.retracted_by is None]
    return standing[-1] if standing else None


def _assessment(one: "Judgement", rests_on: Sequence[int], *, holds: bool) -> Iterator[Line]:
    said = [words.plain(one.status)]
    if one.credibility is not None:
        said.append(f"credibility {words.credibility(one.credibility)}")
    if one.confidence is not None:
        said.append(f"confidence {one.confidence}")
    if one.due is not None:
        said.append(f"due {one.due}")
    style = "gone" if one.retracted_by is not None else one.status if holds else ""
    when = words.moment(one.recorded_at)
    yield dated(when, Part(f"{one.by}  ", "dim"), Part(", ".join(said), style), f": {one.reason}")
    if rests_on:
        yield dated(" " * len(when), f"rests on {', '.join(handle(EVIDENCE, number) for number in rests_on)}")
    if one.override:
        yield dated(" " * len(when), f"gate passed with a reason: {one.override}")
    if one.retracted_by is not None:
        yield dated(" " * len(when), f"taken back by {one.retracted_by}: {one.retracted_because}")
