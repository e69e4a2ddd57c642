"""Options that several commands share, and how a command's module makes its app."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from factcheck.settings import Format
from factcheck.vocabulary import Modality, SourceKind, Stance


def new_app(about: str | None = None) -> typer.Typer:
    """An app with plain help; one that says what it is about is a group of its own."""
    return typer.Typer(help=about, rich_markup_mode=None, add_completion=False, no_args_is_help=True)


def choose_from(words: Any) -> Callable[[str], list[str]]:
    """Shell completion from a vocabulary."""
    return lambda incomplete: [str(word) for word in words if str(word).startswith(incomplete)]


Db = Annotated[
    str | None,
    typer.Option("--db", metavar="PATH|URL", help="The database: a file or a PostgreSQL URL.", show_default=False),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who is at work; else your login name.", show_default=False)
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, plain, json, jsonl, csv or markdown.",
        show_default=False,
        autocompletion=choose_from(Format),
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", help="At most so many; 100 for people.", show_default=False)
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        help="As it was then: 2026-03-01T12:00Z, or 2026-03-01 for the end of that day.",
        show_default=False,
    ),
]
Because = Annotated[str | None, typer.Option("--because", metavar="TEXT", help="Why.", show_default=False)]
ClaimIds = Annotated[
    list[str], typer.Argument(metavar="C1...", help="Claims; - reads ids from stdin, one a line.", show_default=False)
]
OneClaim = Annotated[str, typer.Argument(metavar="C1", help="The claim.", show_default=False)]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=f"What sort of source: {', '.join(SourceKind)}.",
        show_default=False,
        autocompletion=choose_from(SourceKind),
    ),
]
StanceOption = Annotated[
    str,
    typer.Option(
        "--stance",
        metavar="STANCE",
        help=f"How the source stands to it: {', '.join(Stance)}.",
        autocompletion=choose_from(Stance),
    ),
]
ModalityOption = Annotated[
    str,
    typer.Option(
        "--modality",
        metavar="MODALITY",
        help=f"In which mode it is said: {', '.join(Modality)}.",
        autocompletion=choose_from(Modality),
    ),
]
