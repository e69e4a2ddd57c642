"""Texts that attack whoever looks at them, through every answer and every format."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest

from factcheck.cells import unescape
from factcheck.exchange.jsonlines import export_jsonl
from factcheck.exchange.spreadsheet import export_csv
from factcheck.output.articles import write_article, write_articles
from factcheck.output.claims import write_claims
from factcheck.output.comparison import write_comparison
from factcheck.output.detail import write_detail
from factcheck.output.evidence import write_evidence
from factcheck.output.history import write_history
from factcheck.output.ingested import write_ingested
from factcheck.output.overview import write_overview
from factcheck.output.search import write_search
from factcheck.output.sources import write_source, write_sources
from factcheck.settings import Format, Location
from factcheck.store.session import reading
from factcheck.store.sources import GradeRow
from factcheck.vocabulary import Action
from tests.factories import log
from tests.hostile import acting
from tests.output import examples as one
from tests.output.examples import event, written
from tests.output.revisions import COMPARISON, side

EVIL = (
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\ \x1b[2J\x9b31m\x07 [bold]CONFIRMED[/bold] [/nope] "
    "\u202egnorw\u2066\u200b\U000e0041\r\n\tnext|line `code` <script>"
)
CLAIM = replace(
    one.CLAIM, text=EVIL, article_title=EVIL, quote=EVIL, source_name=EVIL, cue=EVIL, tags=("x",), said_on="2026"
)
SAID = replace(
    one.ATTRIBUTION,
    chain=(replace(one.ATTRIBUTION.chain[0], name=EVIL),),
    article_title=EVIL,
    quote=EVIL,
    before=EVIL,
    after=EVIL,
    cue=EVIL,
    citation={EVIL: EVIL},
)
JUDGED = replace(one.SLIP, reason=EVIL, override=EVIL, by=EVIL, retracted_by=EVIL, retracted_because=EVIL)
GIVEN = replace(
    one.HEARSAY,
    source=replace(one.ATTRIBUTION.chain[0], name=EVIL),
    origin=replace(one.ATTRIBUTION.chain[1], name=EVIL),
    url=EVIL,
    file=EVIL,
    archive_ref=EVIL,
    quote=EVIL,
    date=EVIL,
    note=EVIL,
    by=EVIL,
    withdrawn_by=EVIL,
    withdrawn_because=EVIL,
)
SOURCE = replace(one.OWNED, name=EVIL, owner_name=EVIL)
ARTICLE = replace(one.ARTICLE, title=EVIL, publisher=EVIL, url=EVIL, lang=EVIL)
EVENTS = [
    event(Action.CLAIM_LOGGED, {"text": EVIL, "engine": EVIL}, EVIL, by=EVIL),
    event(Action.SOURCE_EDITED, {"from": {"name": EVIL}, "to": {"name": EVIL, EVIL: EVIL}}, EVIL),
    event(Action.CLAIM_EVIDENCE_ADDED, {"item": {"bearing": EVIL, "url": EVIL, "quote": EVIL}, "said_by": EVIL}),
    event(Action.CLAIM_SAID_CHECKED, {"said_check": EVIL, "said_by": EVIL}),
    event(Action.SOURCE_GRADED, {"reliability": EVIL, "before": EVIL}),
    event(Action.CLAIM_ASSESSED, {"status": EVIL, "before": EVIL, "confidence": EVIL, "due": EVIL, "override": EVIL}),
]
DOCUMENT = replace(one.INGESTED.document, text=EVIL * 3, title=EVIL)
DRAFT = replace(one.INGESTED.utterances[0], text=EVIL, speaker=replace(one.INGESTED.utterances[0].speaker, name=EVIL))
PUT = replace(side(CLAIM, EVIL), placed=replace(side(CLAIM, EVIL).placed, source=SAID.chain[0], cue=EVIL, said_on=EVIL))
REVISED = replace(
    COMPARISON,
    old=replace(ARTICLE, published=EVIL),
    changes=(replace(COMPARISON.changes[0], old=PUT, new=replace(PUT, quote=f"other {EVIL}")), *COMPARISON.changes[1:]),
)
ANSWERS: dict[str, tuple[Callable[..., None], tuple[object, ...]]] = {
    "claims": (write_claims, ([CLAIM],)),
    "detail": (
        write_detail,
        (replace(one.DETAIL, row=CLAIM, attributions=(SAID,), assessments=(JUDGED,), evidence=(GIVEN,)),),
    ),
    "evidence": (write_evidence, ([GIVEN],)),
    "history": (write_history, (EVENTS,)),
    "sources": (write_sources, ([SOURCE],)),
    "source": (
        write_source,
        (
            replace(
                one.SOURCE_DETAIL,
                row=SOURCE,
                aliases=(EVIL,),
                merged=((9, EVIL),),
                grades=(GradeRow("A", EVIL, EVIL, one.NOON),),
            ),
        ),
    ),
    "articles": (write_articles, ([ARTICLE],)),
    "article": (write_article, (replace(one.ARTICLE_DETAIL, row=ARTICLE, text=EVIL * 3), one.QUOTES[:1], {1: CLAIM})),
    "search": (write_search, ([CLAIM], [ARTICLE])),
    "comparison": (write_comparison, (REVISED,)),
    "overview": (write_overview, (one.OVERVIEW,)),
    "ingested": (
        write_ingested,
        ([replace(one.INGESTED, document=DOCUMENT, publisher=EVIL, utterances=(DRAFT, *one.INGESTED.utterances[1:]))],),
    ),
}
every_answer = pytest.mark.parametrize("answer", ANSWERS)


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@every_answer
@pytest.mark.parametrize("format", [one for one in Format if one is not Format.CSV])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_acts_on_whoever_looks(answer: str, format: Format, width: int) -> None:
    write, given = ANSWERS[answer]
    text = written(write, *given, format, width=width)
    assert not acting(text)


@pytest.mark.parametrize("answer", [one for one in ANSWERS if one != "overview"])
@pytest.mark.parametrize("format", [Format.TABLE, Format.PLAIN])
def test_markup_is_shown_as_it_was_written(answer: str, format: Format) -> None:
    write, given = ANSWERS[answer]
    assert "[bold]CONFIRMED[/bold]" in written(write, *given, format, width=1000)
    assert "[/nope]" in written(write, *given, format, width=1000)


@every_answer
def test_colours_are_the_only_escape_codes(answer: str) -> None:
    write, given = ANSWERS[answer]
    text = written(write, *given, Format.TABLE, color=True)
    pieces = text.split("\x1b[")
    assert not acting("".join(pieces))
    assert all(piece.partition("m")[0].replace(";", "").isdigit() for piece in pieces[1:])


@pytest.mark.parametrize("answer", ["claims", "history", "sources", "articles", "search", "ingested", "comparison"])
def test_a_plain_row_is_exactly_one_line_with_the_same_fields(answer: str) -> None:
    write, given = ANSWERS[answer]
    text = written(write, *given, Format.PLAIN)
    rows = text.splitlines()
    assert len(rows) == text.count("\n")
    assert answer == "search" or len({row.count("\t") for row in rows}) == 1


@every_answer
def test_json_is_exact(answer: str) -> None:
    write, given = ANSWERS[answer]
    for form in (Format.JSON, Format.JSONL):
        text = written(write, *given, form)
        values = json.loads(text) if form is Format.JSON else [json.loads(line) for line in text.splitlines()]
        assert answer == "overview" or json.dumps(EVIL)[1:-1] in json.dumps(values)


@every_answer
def test_csv_is_exact_in_a_file(answer: str) -> None:
    write, given = ANSWERS[answer]
    cells = [cell for row in csv.reader(StringIO(written(write, *given, Format.CSV), newline="")) for cell in row]
    assert answer == "overview" or any(EVIL in cell for cell in cells)


@pytest.mark.parametrize(
    "text", ["carriage\rreturn", "two\nlines", 'a "word"', "=1+1", "'=1+1", "\t", "a\x0bb\x85c\u2028d"]
)
def test_a_cell_of_csv_is_read_back_as_it_was(text: str) -> None:
    out = written(write_claims, [replace(CLAIM, text=text)], Format.CSV)
    (row,) = csv.DictReader(StringIO(out, newline=""), strict=True)
    assert unescape(row["text"]) == text


def test_csv_is_sanitised_on_a_terminal() -> None:
    out = Screen()
    write_claims([CLAIM], Format.CSV, out)
    assert not acting(out.getvalue())


@pytest.mark.parametrize("export", [export_csv, export_jsonl])
def test_an_export_acts_on_no_terminal(sqlite: Location, export: Callable[..., int]) -> None:
    log(sqlite, EVIL, cue=EVIL)
    out = Screen()
    with reading(sqlite) as session:
        export(session, out)
    assert not acting(out.getvalue())


@pytest.mark.parametrize("answer", ["claims", "history", "sources", "articles", "search", "ingested", "comparison"])
def test_markdown_keeps_to_its_cells(answer: str) -> None:
    write, given = ANSWERS[answer]
    text = written(write, *given, Format.MARKDOWN)
    assert "<" not in text
    assert "`" not in text.replace("\\`", "")
    for table in text.split("\n\n"):
        bars = {line.replace("\\|", "").count("|") for line in table.splitlines()}
        assert len(bars) == 1
