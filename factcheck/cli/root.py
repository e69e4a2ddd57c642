"""All commands by name, each in a module that is loaded only when it is called."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Final

import typer
import typer.core
import typer.main

from factcheck import __version__

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("demo", "Make a small database to try things out."),
    "ingest": ("ingest", "Read articles into draft claims."),
    "add": ("add", "Log a claim, or one more place where it is made."),
    "unverified": ("claims", "List the claims that nobody has settled yet."),
    "claims": ("claims", "List claims by status, source, date and more."),
    "show": ("claims", "Show everything about one claim."),
    "assess": ("assess", "Judge claims: status, credibility, reason."),
    "history": ("history", "Show what happened to one claim."),
    "log": ("history", "Show what happened, newest first."),
    "search": ("claims", "Find claims and articles by words."),
    "origins": ("origins", "Show on whose word a claim rests: who has it from whom."),
    "stale": ("stale", "List what waits: verdicts whose evidence changed, predictions due, claims long unchecked."),
    "matches": ("matches", "Find other claims that may say the same."),
    "link": ("link", "Say that two claims are the same, contradict each other, or are part and whole."),
    "unlink": ("link", "Take back what links two claims."),
    "evidence": ("evidence", "Give evidence, list it, withdraw it."),
    "check-said": ("check_said", "Record whether a source really said it."),
    "review": ("review", "Work through drafts one by one, with single keys."),
    "accept": ("drafts", "Take drafts over."),
    "reject": ("drafts", "Turn drafts down."),
    "edit": ("correct", "Reword a claim, or say who really said it."),
    "split": ("correct", "Put several claims in the place of one."),
    "join": ("correct", "Put one claim in the place of two."),
    "undo": ("correct", "Take back the last decision about a claim."),
    "tag": ("tag", "Put tags on claims and take them off."),
    "source": ("source", "Keep sources: names, grades, merges."),
    "article": ("article", "List, show and compare articles."),
    "diff": ("diff", "Show what changed between two moments, and why."),
    "stats": ("stats", "Count what is in the database."),
    "import": ("exchange", "Read claims from JSONL or CSV."),
    "export": ("exchange", "Write everything as JSONL, or claims as CSV."),
    "db": ("db", "Look after the database."),
}
"""Each command's module and its line in the overview; a test keeps the line equal to the command's own help."""


class OutputClosed(Exception):
    """Nobody reads on, as behind `| head`. Its own class, because typer takes a BrokenPipeError for a failure."""


@contextmanager
def _closed_told() -> Iterator[None]:
    """Tell a closed pipe from a failure."""
    try:
        yield
    except BrokenPipeError:
        raise OutputClosed from None


class _Lazy(typer.core.TyperGroup):
    """Knows all commands by name and line, and loads the module of the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, (_, line) in COMMANDS.items():
            self.add_command(typer.core.TyperCommand(name, help=line), name)

    def make_context(self, *given: Any, **named: Any) -> Any:
        """Read the arguments, some of which are answered at once, as --help is."""
        with _closed_told():
            return super().make_context(*given, **named)

    def invoke(self, ctx: Any) -> Any:
        """Call the command."""
        with _closed_told():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The real command in place of the line that stood for it."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, load(name) if name in COMMANDS else found, rest


_ABOUT: Final = """Log who said what in contested news, and what you hold of it.

\b
Start with:
  factcheck demo
  factcheck ingest article.txt --publisher "Example Wire"
  factcheck unverified
"""

app = typer.Typer(
    cls=_Lazy,
    help=_ABOUT,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(value: bool) -> None:  # noqa: FBT001 -- how typer calls it
    if value:
        typer.echo(f"factcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    pass


def command() -> Any:
    """The whole program as one command."""
    return typer.main.get_command(app)


@cache
def load(name: str) -> Any:
    """One command, its module loaded; others of that module are not made, which takes as long for each."""
    app = import_module(f"factcheck.cli.{COMMANDS[name][0]}").app
    mine = [one for one in app.registered_commands if one.name == name]
    if mine:
        app = typer.Typer(rich_markup_mode=None, add_completion=False)
        app.registered_commands = mine
    return typer.main.get_command(app)
