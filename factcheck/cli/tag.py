"""`tag`: words to sort claims by."""

from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, write
from factcheck.cli.options import By, Db, FormatOption, new_app
from factcheck.errors import UsageProblem
from factcheck.settings import analyst

app = new_app()


@app.command(
    "tag",
    context_settings={"ignore_unknown_options": True},
    epilog="""
    \b
    Examples:
      factcheck tag C1 C2 +missiles -todo
      factcheck search missile | factcheck tag - +missiles
    """,
)
def tag(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="C1... +TAG -TAG", help="Claims, or - for ids from stdin, then tags.", show_default=False
        ),
    ],
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Put tags on claims and take them off."""
    from factcheck.desk.claims import tag as label

    signed = [one for one in words if one[:1] in {"+", "-"} and one != "-"]
    for one in signed:
        if one.startswith("--"):
            raise UsageProblem(f"No such option: {one}", "See: factcheck tag --help")
    if not signed:
        raise UsageProblem("No tag is named.", "Give +TAG to put one on, -TAG to take one off.")
    numbers, who = parse.claim_ids([one for one in words if one not in signed]), analyst(by)
    parse.format_for(format)
    on, off = ([one[1:] for one in signed if one[0] == sign] for sign in "+-")
    write(db, lambda session: label(session, numbers, on, off, by=who))
    show_claims(db, numbers, format)
