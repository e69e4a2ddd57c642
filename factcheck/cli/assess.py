"""`assess`: judging."""

from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import show_claims, writing
from factcheck.cli.options import Because, By, Db, FormatOption, choose_from, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import CLAIM, EVIDENCE, is_handle
from factcheck.settings import analyst
from factcheck.vocabulary import CREDIBILITIES, Confidence, Status

app = new_app()


@app.command(
    "assess",
    epilog="""
    \b
    Examples:
      factcheck assess C1 in_review --because "asked the desk"
      factcheck assess C2 C3 insufficient --credibility 6 --because "searched the registers, found nothing"
      factcheck assess C4 refuted --because "the log says otherwise" --evidence E1,E2
      factcheck assess C4 confirmed --because "see the record" --override "record seen on paper"
      factcheck assess C1 --retract --because "meant C11"
    """,
)
def assess(
    claims: Annotated[
        list[str],
        typer.Argument(
            metavar="C1... STATUS",
            help="Claims, or - for ids from stdin, then the new status.",
            autocompletion=choose_from(Status),
            show_default=False,
        ),
    ],
    because: Because = None,
    credibility: Annotated[
        str | None,
        typer.Option(metavar="1-6", help="How credible the information is (STANAG 2511).", show_default=False),
    ] = None,
    confidence: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL",
            help="How sure you are of the verdict: low, moderate or high.",
            autocompletion=choose_from(Confidence),
            show_default=False,
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            metavar="E1,E2", help="What the verdict rests on; else all that its gate counts.", show_default=False
        ),
    ] = None,
    override: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Why a verdict may stand without what it needs.", show_default=False),
    ] = None,
    due: Annotated[
        str | None, typer.Option(metavar="DATE", help="When a prediction falls due.", show_default=False)
    ] = None,
    expect_version: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only if the claim still has this version.", show_default=False),
    ] = None,
    retract: Annotated[bool, typer.Option("--retract", help="Take the last assessment back as a slip.")] = False,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Judge claims: status, credibility, reason."""
    who = analyst(by)
    parse.format_for(format)
    if because is None:
        raise UsageProblem("A judgement needs its reason.", 'Give --because "what was seen, or searched".')
    if retract:
        numbers = parse.claim_ids(claims)
        _only_one(numbers, "--retract")
        _refuse_with_retract(credibility, confidence, *evidence or (), override, due)
        _retract(numbers, because, expect_version, who, db)
    else:
        *ids, status = claims
        if status == "-" or is_handle(CLAIM, status):
            raise UsageProblem("No status is given.", f"Choose one of: {', '.join(Status)}.")
        numbers = parse.claim_ids(ids)
        if expect_version is not None:
            _only_one(numbers, "--expect-version")
        items = parse.handles(EVIDENCE, evidence)
        if items:
            _only_one(numbers, "--evidence")
        from factcheck.desk.assess import Decision
        from factcheck.desk.assess import assess as judge

        decision = Decision(
            parse.word(Status, "status", status),
            because,
            credibility=_credibility(credibility),
            confidence=parse.word(Confidence, "confidence", confidence) if confidence is not None else None,
            override=override,
            due=due,
            evidence=items,
        )
        with writing(db, watch=numbers, expect=expect_version) as session:
            judge(session, numbers, decision, by=who)
    show_claims(db, numbers, format)


def _retract(numbers: list[int], because: str, expect: int | None, who: str, db: str | None) -> None:
    from factcheck.desk import words
    from factcheck.desk.assess import retract as take_back

    words.text(because, "reason")
    with writing(db, watch=numbers, expect=expect) as session:
        take_back(session, numbers[0], because=because, by=who)


def _only_one(numbers: list[int], option: str) -> None:
    if len(numbers) > 1:
        raise UsageProblem(f"{option} goes with one claim only.", "Name one.")


def _refuse_with_retract(*given: str | None) -> None:
    if any(one is not None for one in given):
        raise UsageProblem("--retract takes nothing but a reason.", "Retract first, then assess again.")


def _credibility(given: str | None) -> int | None:
    if given is None:
        return None
    if given.strip() not in map(str, CREDIBILITIES):
        raise UsageProblem(f"{given!r} is no credibility.", "Give a number from 1 to 6.")
    return int(given)
