"""`ingest`: from articles to draft claims."""

import logging
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading as open_reading
from factcheck.cli.ask import writing
from factcheck.cli.options import By, Db, FormatOption, new_app
from factcheck.cli.progress import progress
from factcheck.errors import UsageProblem
from factcheck.identity import ARTICLE, handle
from factcheck.settings import Format, analyst, max_bytes

if TYPE_CHECKING:
    from factcheck.desk.outcomes import Ingested
    from factcheck.reading.document import Document

app = new_app()
talk = logging.getLogger("factcheck")


@app.command(
    "ingest",
    epilog="""
    \b
    Examples:
      factcheck ingest article.txt --publisher "Example Wire" --published 2025-08-24
      factcheck ingest *.txt --publisher "Example Wire"
      factcheck ingest - --url https://example.org/1 --dry-run < article.txt
    """,
)
def ingest(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Texts; - is stdin.", show_default=False)],
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME|S5", help="Who published it.", show_default=False)
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.", show_default=False)] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it stood.", show_default=False)] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When: 2025, 2025-01 or 2025-01-15.", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Its language, as en.", show_default=False)] = None,
    engine: Annotated[str, typer.Option(metavar="NAME", help="The reading engine.")] = "rules",
    limit_bytes: Annotated[
        int | None,
        typer.Option("--max-bytes", min=1, metavar="N", help="Refuse larger files; 20 MB.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be proposed; store nothing.")] = False,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Read articles into draft claims."""
    form, who = parse.format_for(format), analyst(by)
    if len(files) > 1 and (url is not None or title is not None):
        raise UsageProblem("--url and --title belong to one article.", "Ingest the files one by one.")
    if files.count("-") > 1:
        raise UsageProblem("Standard input can be read only once.", "Give - once.")
    from factcheck.desk import words

    about = {
        "title": words.name(title, "title") if title is not None else None,
        "url": words.url(url or ""),
        "published": parse.date(published, "date for --published"),
        "lang": words.name(lang, "language") if lang is not None else None,
    }
    documents = _documents(files, publisher, about, max_bytes(limit_bytes))
    if dry_run:
        _propose(documents, engine, form)
    else:
        _store(documents, engine, form, who, db)


def _documents(files: list[str], publisher: str | None, about: "dict[str, str | None]", most: int) -> "list[Document]":
    """All texts, before anything is written: one that cannot be read stops them all."""
    from factcheck.desk import words
    from factcheck.reading.document import Document
    from factcheck.reading.inputs.files import load

    if publisher is not None:
        publisher = words.name(publisher, "publisher")
    return [Document(load(file, max_bytes=most), publisher=publisher, **about) for file in files]  # type: ignore[arg-type]


def _propose(documents: "list[Document]", engine: str, form: Format) -> None:
    from factcheck.desk.ingest import propose
    from factcheck.output.ingested import write_ingested
    from factcheck.reading import read

    write_ingested([propose(one, read(one, engine=engine)) for one in documents], form, sys.stdout)
    talk.info("This was a dry run: nothing was stored.")


def _store(documents: "list[Document]", engine: str, form: Format, who: str, db: str | None) -> None:
    from factcheck.desk.ingest import ingest as store
    from factcheck.output.claims import write_claims
    from factcheck.output.ingested import write_ingested
    from factcheck.reading import read
    from factcheck.store.claims import rows

    readings = [(one, read(one, engine=engine)) for one in progress(documents, "Reading")]
    with writing(db) as session:
        done = [store(session, one, reading, by=who) for one, reading in progress(readings, "Storing")]
    for one in done:
        talk.info("%s", _summary(one))
    if form in {Format.JSON, Format.JSONL}:
        write_ingested(done, form, sys.stdout)
        return
    with open_reading(db) as session:
        numbers = [key for one in done for key in one.claim_ids if key is not None]
        write_claims(rows(session, numbers), form, sys.stdout)


def _summary(one: "Ingested") -> str:
    key = handle(ARTICLE, one.article_id or 0)
    if one.known:
        return f"{key} holds this text already; nothing was added."
    drafts = _counted(len(one.utterances), "draft")
    if one.revises_id is None:
        same = ", ".join(handle(ARTICLE, other) for other in one.echoes)
        echo = f" The same text is here as {same}." if same else ""
        return f"{key} by {one.publisher}: {drafts} from {_counted(one.sentences, 'sentence')}.{echo}"
    stand = f"of {_counted(one.kept + one.broken, 'earlier quote')}, {one.broken} no longer found"
    return f"{key} revises {handle(ARTICLE, one.revises_id)}: {drafts} from new sentences; {stand}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
