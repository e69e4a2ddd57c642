"""`check-said`: whether it was said, which is not whether it is true."""

import logging
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, writing
from factcheck.cli.options import Because, By, Db, FormatOption, choose_from, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import ATTRIBUTION, handle, number
from factcheck.settings import analyst
from factcheck.vocabulary import SaidCheck

app = new_app()
talk = logging.getLogger("factcheck")


@app.command(
    "check-said",
    epilog="""
    \b
    Examples:
      factcheck check-said T4 original_seen --because "heard the broadcast of 9 May"
      factcheck check-said T4 misattributed --because "the spokesman of another ministry said it"
    """,
)
def check_said(
    attribution: Annotated[
        str, typer.Argument(metavar="T4", help="The attribution; show lists them.", show_default=False)
    ],
    found: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help=f"One of {', '.join(SaidCheck)}.",
            autocompletion=choose_from(SaidCheck),
            show_default=False,
        ),
    ],
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Record whether a source really said it."""
    from factcheck.desk import said, words
    from factcheck.store.spoken import spoken

    key, value, who = number(ATTRIBUTION, attribution), parse.word(SaidCheck, "check", found), analyst(by)
    if because is None:
        raise UsageProblem("A check needs its reason.", 'Give --because "what was seen".')
    words.text(because, "reason")
    parse.format_for(format)
    with writing(db) as session:
        new = said.check_said(session, key, value, because=because, by=who)
        about = spoken(session, key)
    if new:
        talk.info("%s by %s is %s. The status stays as it is.", handle(ATTRIBUTION, key), about.said_by, value)
    else:
        talk.info("%s by %s is %s already: nobody has checked it.", handle(ATTRIBUTION, key), about.said_by, value)
    show_claims(db, [about.claim_id], format)
