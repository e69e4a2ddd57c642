"""What became of the articles read in, in every format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.identity import ARTICLE, CLAIM, handle
from factcheck.output import csv, json, markdown, page, plain, table, words
from factcheck.output.answer import WIDE
from factcheck.output.listing import Cell, Column, Line, Listing, Part, cell, line, title
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import NARRATOR, Status

if TYPE_CHECKING:
    from factcheck.desk.outcomes import Ingested
    from factcheck.reading.utterance import Utterance

COLUMNS: Final = (
    "article_id,article_sha256,article_title,article_sentences,id,text,quote,start,end,content,source_text,source_span,source_name,"
    "source_kind,cue_text,cue_span,voice,stance,modality,said_on,inside"
)


@dataclass(frozen=True, slots=True)
class _Proposal:
    """An utterance with the claim that it became, if it became one."""

    number: int | None
    said: "Utterance"
    text: str
    publisher: str

    @property
    def source(self) -> str:
        return self.publisher if self.said.speaker.kind == NARRATOR else self.said.speaker.name


def write_ingested(
    outcomes: "Iterable[Ingested]",
    format: Format,
    out: TextIO,
    *,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Write each article with its drafts; in the plain format as `write_claims` does, `-` for the id in a dry run."""
    match format:
        case Format.JSON:
            json.write_array(map(shape, outcomes), out)
        case Format.JSONL:
            json.write_lines(map(shape, outcomes), out)
        case Format.CSV:
            csv.write(COLUMNS, _records(outcomes), out)
        case Format.PLAIN:
            plain.write((_fields(one) for outcome in outcomes for one in _proposals(outcome)), out)
        case Format.MARKDOWN:
            rows = (_cells(one, wide=True) for outcome in outcomes for one in _proposals(outcome))
            markdown.write(Listing(_columns(wide=True), rows), out)
        case Format.TABLE:
            shown = terminal(out, width=width, color=color)
            for at, outcome in enumerate(outcomes):
                page.write([*([line()] if at else []), *_head(outcome)], out, shown)
                wide = shown.width >= WIDE
                if outcome.utterances:
                    rows = (_cells(one, wide=wide) for one in _proposals(outcome))
                    out.write("\n")
                    table.write(Listing(_columns(wide=wide), rows), out, shown)


def shape(outcome: "Ingested") -> dict[str, Any]:
    """The article and its drafts as scripts rely on it."""
    article = {
        "id": handle(ARTICLE, outcome.article_id) if outcome.article_id is not None else None,
        "sha256": outcome.document.sha256,
        "title": outcome.document.title,
        "sentences": outcome.sentences,
    }
    return {"article": article, "claims": [_claim(one) for one in _proposals(outcome)]}


def _proposals(outcome: "Ingested") -> Iterator[_Proposal]:
    numbers = outcome.claim_ids or (None,) * len(outcome.utterances)
    for number, said in zip(numbers, outcome.utterances, strict=True):
        yield _Proposal(number, said, outcome.document.text, outcome.publisher)


def _claim(one: _Proposal) -> dict[str, Any]:
    said, text = one.said, one.text
    named = said.speaker.span
    return {
        "id": handle(CLAIM, one.number) if one.number is not None else None,
        "text": said.text,
        "quote": said.span.of(text),
        "start": said.span.start,
        "end": said.span.end,
        "content": [[piece.start, piece.end] for piece in said.content],
        "source": {
            "text": named.of(text) if named else None,
            "span": [named.start, named.end] if named else None,
            "name": one.source,
            "kind": said.speaker.kind,
        },
        "cue": {"text": said.cue.of(text), "span": [said.cue.start, said.cue.end]} if said.cue else None,
        "voice": said.voice,
        "stance": said.stance,
        "modality": said.modality,
        "said_on": said.said_on,
        "inside": said.inside,
    }


def _records(outcomes: "Iterable[Ingested]") -> Iterator[dict[str, Any]]:
    for outcome in outcomes:
        one = shape(outcome)
        for claim in one["claims"]:
            yield {**claim, "article": one["article"]}


def _fields(one: _Proposal) -> Sequence[str]:
    number = handle(CLAIM, one.number) if one.number is not None else ""
    return number, Status.UNCHECKED, "draft", one.said.speaker.kind, one.source, one.said.text


def _head(outcome: "Ingested") -> Iterator[Line]:
    number = handle(ARTICLE, outcome.article_id) if outcome.article_id is not None else "(dry run)"
    yield title(number, outcome.document.title or "(no title)")
    indent = len(number) + 2
    counts = f"{words.counted(outcome.sentences, 'sentence')}, {words.counted(len(outcome.utterances), 'draft')}"
    yield line(Part(f"{outcome.publisher}: {counts}", "dim"), indent=indent)
    if outcome.known:
        yield line("is here already: nothing was added", indent=indent)
    if outcome.revises_id is not None:
        kept = f"{words.counted(outcome.kept, 'quote')} kept, {outcome.broken} gone"
        yield line(f"revises {handle(ARTICLE, outcome.revises_id)}: {kept}", indent=indent)


def _columns(*, wide: bool) -> tuple[Column, ...]:
    head = (Column("ID"), Column("Claim", flexible=True))
    more = (Column("Said by", flexible=True, widest=20), Column("How", flexible=True, widest=12))
    return (*head, *more) if wide else head


def _cells(one: _Proposal, *, wide: bool) -> tuple[Cell, ...]:
    number = cell(Part(handle(CLAIM, one.number) if one.number is not None else "-", "id"))
    how, kind = words.how(one.said.stance, one.said.modality), words.plain(one.said.speaker.kind)
    if wide:
        return number, cell(one.said.text), (line(one.source), line(Part(kind, "dim"))), cell(how)
    about = Part(f" ({kind}){f' · {how}' if how else ''}", "dim")
    return number, (line(one.said.text), line(Part("— ", "dim"), one.source, about))
