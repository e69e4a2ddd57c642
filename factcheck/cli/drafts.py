"""`accept`, `reject` and `edit`: working through drafts."""

from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, writing
from factcheck.cli.options import Because, By, ClaimIds, Db, FormatOption, new_app
from factcheck.identity import CLAIM, number
from factcheck.settings import analyst

app = new_app()


@app.command(
    "accept",
    epilog="""
    \b
    Examples:
      factcheck accept C1 C2
      factcheck claims --draft --kind official | factcheck accept -
    """,
)
def accept(
    claims: ClaimIds,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Take drafts over."""
    from factcheck.desk.claims import accept as take_over

    numbers, who = parse.claim_ids(claims), analyst(by)
    parse.format_for(format)
    with writing(db, watch=numbers) as session:
        take_over(session, numbers, because=because, by=who)
    show_claims(db, numbers, format)


@app.command(
    "reject",
    epilog="""
    \b
    Examples:
      factcheck reject C7 --because "a headline, no claim"
      factcheck claims --draft --search advertisement | factcheck reject -
    """,
)
def reject(
    claims: ClaimIds,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Turn drafts down."""
    from factcheck.desk.claims import reject as turn_down

    numbers, who = parse.claim_ids(claims), analyst(by)
    parse.format_for(format)
    with writing(db, watch=numbers) as session:
        turn_down(session, numbers, because=because, by=who)
    show_claims(db, numbers, format)


@app.command(
    "edit",
    epilog="""
    \b
    Examples:
      factcheck edit C4 "The ministry will publish the figures in May."
    """,
)
def edit(
    claim: Annotated[str, typer.Argument(metavar="C1", help="The claim.", show_default=False)],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Its new words.", show_default=False)],
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Reword a claim that nobody has judged."""
    from factcheck.desk import words
    from factcheck.desk.claims import edit as reword

    key, who, wanted = number(CLAIM, claim), analyst(by), words.text(text, "claim")
    parse.format_for(format)
    with writing(db, watch=[key]) as session:
        reword(session, key, wanted, because=because, by=who)
    show_claims(db, [key], format)
