"""`source`: who says things, and how reliable they are."""

import logging
import sys
from dataclasses import replace
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading, write, writing
from factcheck.cli.options import Because, By, Db, FormatOption, Kind, Limit, new_app
from factcheck.errors import UsageProblem
from factcheck.settings import analyst
from factcheck.vocabulary import Reliability, SourceKind

app = new_app("Keep sources: names, grades, merges.")
talk = logging.getLogger("factcheck")

Name = Annotated[str, typer.Argument(metavar="NAME|S5", help="The source.", show_default=False)]
Owner = Annotated[
    str | None, typer.Option(metavar="NAME|S5", help="Who owns it; none takes the owner away.", show_default=False)
]
Named = Annotated[
    bool | None,
    typer.Option(
        "--named/--unnamed", help='An institution or named person, or one of "officials".', show_default=False
    ),
]


@app.command(
    "add",
    epilog="""
    \b
    Examples:
      factcheck source add "Harbour Authority" --kind official
      factcheck source add "Evening Post" --kind independent_media --owner S2
    """,
)
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.", show_default=False)],
    kind: Kind = None,
    owner: Owner = None,
    named: Named = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Add a source."""
    from factcheck.desk import sources

    who, becomes = analyst(by), _kind(kind)
    parse.format_for(format)
    key = write(db, lambda session: sources.add(session, name, kind=becomes, named=named, owner=owner, by=who))
    _show(db, key, format)


@app.command(
    "list",
    epilog="""
    \b
    Examples:
      factcheck source list --kind state_media
      factcheck source list --format csv
    """,
)
def list_(
    kind: Kind = None,
    limit: Limit = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """List sources with grades and numbers of claims."""
    from factcheck.output.sources import write_sources
    from factcheck.store.sources import sources

    form, wanted = parse.format_for(format), _kind(kind)
    with reading(db) as session:
        write_sources(sources(session, kind=wanted, limit=parse.limit_for(limit, form)), form, sys.stdout)


@app.command(
    "show",
    epilog="""
    \b
    Examples:
      factcheck source show "Harbour Authority"
      factcheck source show S5 --format json
    """,
)
def show(
    source: Name,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show a source: other names, grades, claims by status over time, verdicts that rest on it."""
    _show(db, source, format, written=False)


@app.command(
    "alias",
    epilog="""
    \b
    Examples:
      factcheck source alias S5 "Port Authority" "the harbour office"
      factcheck source alias S5 --remove "the harbour office"
    """,
)
def alias(
    source: Name,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="What else it is called.", show_default=False)
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Take this other name away.", show_default=False)
    ] = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Say what else a source is called."""
    from factcheck.desk import sources, words

    if not names and not remove:
        raise UsageProblem("No name is given.", "Give other names, or --remove NAME.")
    who, added = analyst(by), [words.name(name) for name in names or ()]
    parse.format_for(format)
    key = write(db, lambda session: sources.alias(session, source, added, remove or (), by=who))
    _show(db, key, format)


@app.command(
    "edit",
    epilog="""
    \b
    Examples:
      factcheck source edit S3 --kind state_media --owner S2
      factcheck source edit S3 --owner none
      factcheck source edit "Orm Dispatch" --wire-group AP
    """,
)
def edit(
    source: Name,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Its new name.", show_default=False)] = None,
    kind: Kind = None,
    owner: Owner = None,
    wire_group: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The pool of copy that it belongs to, as AP; none takes it away.", show_default=False
        ),
    ] = None,
    named: Named = None,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Change what is known of a source."""
    from factcheck.desk import sources, words

    who, becomes = analyst(by), _kind(kind)
    parse.format_for(format)
    about = {"name": words.name(name) if name is not None else None, "owner": owner, "wire_group": wire_group}
    if becomes is None and named is None and not any(value is not None for value in about.values()):
        raise sources.nothing_to_change()
    with writing(db) as session:
        key = sources.edit(session, source, **about, kind=becomes, named=named, because=because, by=who)
    _show(db, key, format)


@app.command(
    "grade",
    epilog="""
    \b
    Examples:
      factcheck source grade S3 D --because "two of its last five reports were withdrawn"
      factcheck source grade "Harbour Authority" F --because "no record to judge by"
    """,
)
def grade(
    source: Name,
    reliability: Annotated[
        str, typer.Argument(metavar="A-F", help="A completely reliable ... F cannot be judged.", show_default=False)
    ],
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Judge how reliable a source is (STANAG 2511); tells which verdicts rest on it."""
    from factcheck.desk import sources, words

    letter, who = parse.word(Reliability, "reliability", reliability), analyst(by)
    if because is None:
        raise UsageProblem("A grade needs its reason.", "Give --because TEXT.")
    words.text(because, "reason")
    parse.format_for(format)
    with writing(db) as session:
        key = sources.grade(session, source, letter, because=because, by=who)
    _show(db, key, format)


@app.command(
    "merge",
    epilog="""
    \b
    Examples:
      factcheck source merge S7 S3 --because "its old name"
    """,
)
def merge(
    source: Name,
    into: Annotated[str, typer.Argument(metavar="NAME|S3", help="What it is the same as.", show_default=False)],
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Make two sources one, under the name of the second."""
    from factcheck.desk import sources

    who = analyst(by)
    parse.format_for(format)
    with writing(db) as session:
        key = sources.merge(session, source, into, because=because, by=who)
    _show(db, key, format)


def _kind(given: str | None) -> SourceKind | None:
    return parse.word(SourceKind, "kind of source", given) if given is not None else None


def _show(db: str | None, source: str | int, given: str | None, *, written: bool = True) -> None:
    from factcheck.desk.resolution import meant
    from factcheck.output.sources import write_source
    from factcheck.store.record import record_of
    from factcheck.store.sources import source_detail

    form = parse.format_for(given)
    with reading(db, written=written) as session:
        key = source if isinstance(source, int) else meant(session, source).id
        write_source(replace(source_detail(session, key), record=record_of(session, key)), form, sys.stdout)
