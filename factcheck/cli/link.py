"""`link` and `unlink`: what claims are to each other, as a person sees it."""

import logging
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, writing
from factcheck.cli.options import Because, By, Db, FormatOption, OneClaim, choose_from, new_app
from factcheck.identity import CLAIM, handle, number
from factcheck.settings import analyst
from factcheck.vocabulary import Relation

app = new_app()
talk = logging.getLogger("factcheck")

Other = Annotated[str, typer.Argument(metavar="C9", help="The other claim.", show_default=False)]


@app.command(
    "link",
    epilog="""
    \b
    Examples:
      factcheck link C9 same C1
      factcheck link C9 contradicts C4 --because "the port cannot be open and closed"
      factcheck link C9 part_of C2
    """,
)
def link(
    claim: OneClaim,
    relation: Annotated[
        str,
        typer.Argument(
            metavar="RELATION",
            help=f"What it is to the other: {', '.join(Relation)}.",
            show_default=False,
            autocompletion=choose_from(Relation),
        ),
    ],
    other: Other,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Say that two claims are the same, contradict each other, or are part and whole."""
    parse.format_for(format)
    key, its, who = number(CLAIM, claim), number(CLAIM, other), analyst(by)
    meant = parse.word(Relation, "relation", relation)
    from factcheck.desk import links

    with writing(db) as session:
        done = links.link(session, key, meant, its, because=because, by=who)
    if not done.new:
        talk.info("%s and %s are linked so already.", handle(CLAIM, key), handle(CLAIM, its))
    elif meant is Relation.SAME:
        talk.info("%s stands for both: assess it, and it is the one that lists show.", handle(CLAIM, done.shown[0]))
    show_claims(db, done.shown, format)


@app.command(
    "unlink",
    epilog="""
    \b
    Examples:
      factcheck unlink C9 C1 --because "they speak of two bridges"
    """,
)
def unlink(
    claim: OneClaim,
    other: Other,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Take back what links two claims."""
    parse.format_for(format)
    key, its, who = number(CLAIM, claim), number(CLAIM, other), analyst(by)
    from factcheck.desk import links

    with writing(db) as session:
        links.unlink(session, key, its, because=because, by=who)
    show_claims(db, [key, its], format)
