"""`add`: logging by hand."""

import logging
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, write, writing
from factcheck.cli.options import By, Db, FormatOption, Kind, ModalityOption, StanceOption, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import CLAIM, handle, number
from factcheck.settings import analyst
from factcheck.vocabulary import Modality, SourceKind, Stance

app = new_app()
talk = logging.getLogger("factcheck")


@app.command(
    "add",
    epilog="""
    \b
    Examples:
      factcheck add "The bridge was closed on Monday." --said-by "City council" --said-on 2025-03-10
      factcheck add "Two ships left port." --said-by "port officials" --via S2 --tag shipping
      factcheck add --to C1 --said-by "Foreign Ministry" --stance denies
    """,
)
def add(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The claim, worded positively.", show_default=False)
    ] = None,
    said_by: Annotated[
        str | None,
        typer.Option(metavar="NAME|S5", help="Who says it; a new name becomes a new source.", show_default=False),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="C1", help="Add an attribution to this claim instead.", show_default=False)
    ] = None,
    kind: Kind = None,
    via: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME|S5", help="Who passed it on, nearest to the speaker first.", show_default=False),
    ] = None,
    article: Annotated[str | None, typer.Option(metavar="A3", help="Where it stands.", show_default=False)] = None,
    quote: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its exact words in the article.", show_default=False)
    ] = None,
    cue: Annotated[
        str | None, typer.Option(metavar="TEXT", help="How it was put, as warned.", show_default=False)
    ] = None,
    stance: StanceOption = "asserts",
    modality: ModalityOption = "stated",
    said_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="When: 2025, 2025-01 or 2025-01-15.", show_default=False)
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="A tag for it.", show_default=False)] = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Log a claim, or one more place where it is made."""
    if said_by is None:
        raise UsageProblem("It is not known who says it.", "Give --said-by NAME.")
    if (text is None) == (to is None):
        raise UsageProblem("Give either the claim's text, or --to C1.", "See: factcheck add --help")
    if to is not None and tag:
        from factcheck.shell import word

        raise UsageProblem(
            "--tag goes with a new claim.", f"Use: factcheck tag {word(to, 'C1')} {word(f'+{tag[0]}', '+TAG')}"
        )
    who = analyst(by)
    parse.format_for(format)
    from factcheck.desk.attributions import Said
    from factcheck.desk.claims import attribute, log

    said = Said(
        said_by,
        kind=parse.word(SourceKind, "kind of source", kind) if kind is not None else None,
        via=tuple(via or ()),
        article=article,
        quote=quote,
        cue=cue,
        stance=parse.word(Stance, "stance", stance),
        modality=parse.word(Modality, "modality", modality),
        said_on=said_on,
    )
    if to is not None:
        claim = number(CLAIM, to)
        with writing(db, watch=[claim]) as session:
            attribute(session, claim, said, by=who)
        talk.info("%s has a new attribution: %s %s it.", handle(CLAIM, claim), said.by, said.stance)
    else:
        logged = write(db, lambda session: log(session, text or "", said, tags=tag or (), by=who))
        claim = logged.id
        if logged.twins:
            twins = ", ".join(handle(CLAIM, one) for one in logged.twins)
            talk.info("%s says the same, by the same source.", twins)
    show_claims(db, [claim], format)
