"""`history` and `log`: what was done, by whom, when and why."""

import sys
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, Limit, OneClaim, choose_from, new_app
from factcheck.errors import UnknownWord
from factcheck.identity import CLAIM, number
from factcheck.vocabulary import Action

app = new_app()

Who = Annotated[
    str | None, typer.Option("--who", metavar="NAME", help="Only what this analyst did.", show_default=False)
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE|TIME", help="Done then or later.", show_default=False)
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE|TIME", help="Done then or before.", show_default=False)
]
Actions = Annotated[
    list[str] | None,
    typer.Option(
        "--action",
        metavar="ACTION",
        help=f"Only this kind of change: {', '.join(Action)}. assessed will do for claim_assessed.",
        autocompletion=choose_from(Action),
        show_default=False,
    ),
]


@app.command(
    "history",
    epilog="""
    \b
    Examples:
      factcheck history C1
      factcheck history C1 --action assessed,retracted --format json
      factcheck history C1 --source "Harbour Authority"
    """,
)
def history(
    claim: OneClaim,
    who: Who = None,
    since: Since = None,
    until: Until = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="NAME|S5",
            help="Only what names this source, what it said, or evidence from it.",
            show_default=False,
        ),
    ] = None,
    action: Actions = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show what happened to one claim."""
    form = parse.format_for(format)
    key, actions = number(CLAIM, claim), _actions(action)
    start, end = parse.moment(since, "time for --since"), parse.moment(until, "time for --until", end=True)
    from factcheck.output.history import write_history
    from factcheck.store.history import Asked, of_claim

    with reading(db) as session:
        write_history(of_claim(session, key, Asked(who, actions, start, end, source)), form, sys.stdout)


@app.command(
    "log",
    epilog="""
    \b
    Examples:
      factcheck log --limit 20
      factcheck log --who ana --since 2026-03 --format jsonl
      factcheck log --source S3 --action source_graded,claim_assessed
    """,
)
def log(
    who: Who = None,
    since: Since = None,
    until: Until = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME|S5", help="Only about this source and claims it is quoted in.", show_default=False
        ),
    ] = None,
    action: Actions = None,
    limit: Limit = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show what happened, newest first."""
    form = parse.format_for(format)
    actions, most = _actions(action), parse.limit_for(limit, form)
    start, end = parse.moment(since, "time for --since"), parse.moment(until, "time for --until", end=True)
    from factcheck.output.history import write_history
    from factcheck.store.history import Asked
    from factcheck.store.log import log as events

    with reading(db) as session:
        asked = Asked(who, actions, start, end, source)
        write_history(events(session, asked, limit=most), form, sys.stdout)


def _actions(given: list[str] | None) -> tuple[Action, ...]:
    """Kinds of change, each once; without what it is done to where only one kind ends so."""
    typed = [one.strip().replace("-", "_").lower() for option in given or () for one in option.split(",")]
    return tuple(dict.fromkeys(map(_action, typed)))


def _action(word: str) -> Action:
    if word in list(Action):
        return Action(word)
    found = [one for one in Action if one.partition("_")[2] == word]
    if len(found) != 1:
        raise UnknownWord("kind of change", word, Action)
    return found[0]
