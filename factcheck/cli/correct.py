"""`edit`, `split`, `join` and `undo`: setting right what a reading, or a person, got wrong."""

from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, writing
from factcheck.cli.options import Because, By, Db, FormatOption, Kind, OneClaim, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import ATTRIBUTION, CLAIM, number
from factcheck.settings import analyst
from factcheck.vocabulary import SourceKind

app = new_app()


@app.command(
    "edit",
    epilog="""
    \b
    Examples:
      factcheck edit C4 "The ministry will publish the figures in May."
      factcheck edit C4 --said-by "Ministry of Works" --kind official
      factcheck edit C4 --said-by S2 --attribution T7
    """,
)
def edit(
    claim: OneClaim,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Its new words, unless it was assessed.", show_default=False)
    ] = None,
    said_by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|S5", help="Who really said it; a new name becomes a new source.", show_default=False
        ),
    ] = None,
    kind: Kind = None,
    attribution: Annotated[
        str | None, typer.Option(metavar="T4", help="Where it has several, which one.", show_default=False)
    ] = None,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Reword a claim, or say who really said it."""
    key, who = number(CLAIM, claim), analyst(by)
    if text is None and said_by is None:
        raise UsageProblem("Nothing to change was given.", "Give the new words, or --said-by NAME.")
    if said_by is None and not (kind is None and attribution is None):
        raise UsageProblem("--kind and --attribution go with --said-by.", "Give --said-by NAME as well.")
    of_kind = parse.word(SourceKind, "kind of source", kind) if kind is not None else None
    place = number(ATTRIBUTION, attribution) if attribution is not None else None
    parse.format_for(format)
    from factcheck.desk import words
    from factcheck.desk.claims import edit as reword
    from factcheck.desk.correction import correct

    wanted = words.text(text, "claim") if text is not None else None
    with writing(db, watch=[key]) as session:
        if wanted is not None:
            reword(session, key, wanted, because=because, by=who)
        if said_by is not None:
            correct(session, key, said_by, attribution=place, kind=of_kind, because=because, by=who)
    show_claims(db, [key], format)


@app.command(
    "split",
    epilog="""
    \b
    Examples:
      factcheck split C4 "The bridge was closed." "Two ferries were sold."
    """,
)
def split(
    claim: OneClaim,
    texts: Annotated[list[str], typer.Argument(metavar="TEXT TEXT...", help="Each claim.", show_default=False)],
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Put several claims in the place of one.

    Each has all its attributions and tags. The one before is kept, and superseded.
    """
    key, who = number(CLAIM, claim), analyst(by)
    parse.format_for(format)
    from factcheck.desk.replacement import split as part

    with writing(db, watch=[key]) as session:
        numbers = part(session, key, texts, because=because, by=who)
    show_claims(db, numbers, format)


@app.command(
    "join",
    epilog="""
    \b
    Examples:
      factcheck join C4 C5
      factcheck join C4 C5 "The bridge was closed and two ferries were sold."
    """,
)
def join(
    first: OneClaim,
    second: Annotated[str, typer.Argument(metavar="C2", help="Another of the same article.", show_default=False)],
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help="What both say; else the one, then the other.", show_default=False),
    ] = None,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Put one claim in the place of two.

    It has the attributions and tags of both. The two are kept, and superseded.
    """
    keys, who = (number(CLAIM, first), number(CLAIM, second)), analyst(by)
    parse.format_for(format)
    from factcheck.desk.replacement import join as put_together

    with writing(db, watch=keys) as session:
        joined = put_together(session, *keys, text=text, because=because, by=who)
    show_claims(db, [joined], format)


@app.command(
    "undo",
    epilog="""
    \b
    Examples:
      factcheck undo C4
    """,
)
def undo(
    claim: OneClaim,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Take back the last decision about a claim.

    That it was accepted, rejected, reworded, given to another source, split or joined. The history keeps both.
    """
    key, who = number(CLAIM, claim), analyst(by)
    parse.format_for(format)
    from factcheck.desk.undo import undo as take_back

    with writing(db, watch=[key]) as session:
        numbers = take_back(session, key, because=because, by=who)
    show_claims(db, numbers, format)
