"""`ingest`: from articles to draft claims."""

import logging
import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading as open_reading
from factcheck.cli.ask import write
from factcheck.cli.options import By, Db, FormatOption, new_app
from factcheck.cli.progress import progress
from factcheck.errors import UsageProblem
from factcheck.identity import ARTICLE, CLAIM, handle
from factcheck.settings import Format, analyst, location, max_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.desk.matches import Hint
    from factcheck.desk.outcomes import Ingested
    from factcheck.reading.document import Document
    from factcheck.reading.inputs.about import About
    from factcheck.reading.utterance import Reading

app = new_app()
talk = logging.getLogger("factcheck")
_HINTS = 5


@app.command(
    "ingest",
    epilog="""
    \b
    Examples:
      factcheck ingest article.txt --publisher "Example Wire" --published 2025-08-24
      factcheck ingest *.txt --publisher "Example Wire"
      factcheck ingest saved.html feed.xml report.pdf pages.warc.gz
      factcheck ingest https://example.org/1 --archive-ref https://archive.example/1
      factcheck ingest - --url https://example.org/1 --dry-run < article.txt
    """,
)
def ingest(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Text, Markdown, HTML, PDF, RSS, Atom, WARC, or https://...; - is stdin.",
            show_default=False,
        ),
    ],
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME|S5", help="Who published it.", show_default=False)
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.", show_default=False)] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Who wrote it.", show_default=False)] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it stood.", show_default=False)] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When: 2025, 2025-01 or 2025-01-15.", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Its language, as en.", show_default=False)] = None,
    archive_ref: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the page is archived.", show_default=False)
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="The reading engine: rules, or spacy of the extra nlp.")
    ] = "rules",
    limit_bytes: Annotated[
        int | None,
        typer.Option("--max-bytes", min=1, metavar="N", help="Refuse larger files; 20 MB.", show_default=False),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private networks and this machine, too.")
    ] = False,
    live: Annotated[
        bool, typer.Option("--live", help="What the files hold is what stands at their URLs now, as after https://...")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be proposed; store nothing.")] = False,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Read articles into draft claims."""
    form, who = parse.format_for(format), analyst(by)
    if len(files) > 1:
        _refuse_for_several(title, url, archive_ref)
    if files.count("-") > 1:
        raise UsageProblem("Standard input can be read only once.", "Give - once.")
    from factcheck.desk import words
    from factcheck.reading.inputs.about import About

    about = About(
        title=words.name(title, "title") if title is not None else None,
        author=words.name(author, "author") if author is not None else None,
        publisher=words.name(publisher, "publisher") if publisher is not None else None,
        url=words.url(url or ""),
        published=parse.date(published, "date for --published"),
        lang=_language(lang) if lang is not None else None,
        archive_ref=words.url(archive_ref or "") or None,
    )
    documents = _documents(files, about, max_bytes(limit_bytes), live=live, allow_private=allow_private)
    if len(documents) > 1:
        _refuse_for_several(title, url, archive_ref)
    if dry_run:
        _propose(documents, engine, form, db)
    else:
        _store(documents, engine, form, who, db)


def _language(given: str) -> str:
    from factcheck.reading.inputs.about import language

    code = language(given)
    if code is None:
        raise UsageProblem("What --lang gives is no language.", "Give its code, as en or pt-BR.")
    return code


def _refuse_for_several(title: str | None, url: str | None, archive_ref: str | None) -> None:
    if any(one is not None for one in (title, url, archive_ref)):
        raise UsageProblem(
            "--title, --url and --archive-ref belong to one article, and there are several.",
            "Leave them out, or ingest the articles one by one.",
        )


def _documents(files: list[str], about: "About", most: int, *, live: bool, allow_private: bool) -> "list[Document]":
    """All articles, before anything is written: an input that cannot be read stops them all."""
    from factcheck.reading.inputs import opened
    from factcheck.reading.inputs.files import load

    documents: list[Document] = []
    for file in progress(files, "Opening"):
        fetched = file.lower().startswith(("http://", "https://"))
        if fetched:
            from factcheck.reading.inputs.fetch import fetch

            original = fetch(file, allow_private=allow_private, max_bytes=most)
        else:
            original = load(file, max_bytes=most)
        found = opened(original, about, max_bytes=most)
        documents += [replace(one, live=live or fetched) for one in found.documents]
        for problem in found.problems:
            talk.warning("%s", problem)
    return documents


def _propose(documents: "list[Document]", engine: str, form: Format, db: str | None) -> None:
    from factcheck.desk.ingest import propose
    from factcheck.output.ingested import write_ingested
    from factcheck.reading import read
    from factcheck.store.engine import exists

    readings = [(one, read(one, engine=engine)) for one in documents]
    for document, reading in readings:
        _notify(document.title or "This text", reading)
    with open_reading(db) if exists(location(db)) else nullcontext() as session:
        proposed = [propose(one, reading, session) for one, reading in readings]
    write_ingested(proposed, form, sys.stdout)
    talk.info("This was a dry run: nothing was stored.")


def _store(documents: "list[Document]", engine: str, form: Format, who: str, db: str | None) -> None:
    from factcheck.desk.ingest import ingest as store
    from factcheck.desk.matches import hints
    from factcheck.output.claims import write_claims
    from factcheck.output.ingested import write_ingested
    from factcheck.reading import read
    from factcheck.store.claims import rows

    readings = [(one, read(one, engine=engine)) for one in progress(documents, "Reading")]
    done = write(db, lambda session: [store(session, *one, by=who) for one in progress(readings, "Storing")])
    for one, (_, reading) in zip(done, readings, strict=True):
        talk.info("%s", _summary(one))
        if not one.known:
            _notify(handle(ARTICLE, one.article_id or 0), reading)
    with open_reading(db, written=True) as session:
        _hint([hint for one in done for hint in hints(session, one.stored)])
        if form in {Format.JSON, Format.JSONL}:
            write_ingested(done, form, sys.stdout)
        else:
            write_claims(rows(session, [key for one in done for key in one.stored]), form, sys.stdout)


def _hint(found: "Sequence[Hint]") -> None:
    """Say which drafts may repeat or contradict what was there before: a person decides."""
    for one in found[:_HINTS]:
        says = "the contrary of" if one.opposite else "what"
        new, known = handle(CLAIM, one.new), handle(CLAIM, one.known)
        talk.info("%s may say %s %s%s: factcheck matches %s", new, says, known, "" if one.opposite else " says", new)
    if len(found) > _HINTS:
        talk.info("%d more drafts are like earlier claims, too.", len(found) - _HINTS)


def _notify(name: str, reading: "Reading") -> None:
    for notice in reading.notices:
        talk.warning("%s: %s", name, notice)


def _summary(one: "Ingested") -> str:
    key = handle(ARTICLE, one.article_id or 0)
    if one.known and one.later_id is not None:
        later = handle(ARTICLE, one.later_id)
        return f"{key} holds this text already, and {later} revises it: if the page went back to it, give --live."
    if one.known:
        return f"{key} holds this text already; nothing was added."
    drafts = _counted(len(one.utterances), "draft")
    if one.revises_id is None:
        same = ", ".join(handle(ARTICLE, other) for other in one.echoes)
        echo = f" The same text is here as {same}." if same else ""
        return f"{key} by {one.publisher}: {drafts} from {_counted(one.sentences, 'sentence')}.{echo}"
    stand = f"of {_counted(one.kept + one.broken, 'earlier quote')}, {one.broken} no longer found"
    said = f"{key} revises {handle(ARTICLE, one.revises_id)}: {drafts} from new sentences; {stand}."
    return f"{said} What changed: factcheck article diff {key}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
