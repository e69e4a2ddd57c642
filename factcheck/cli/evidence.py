"""`evidence`: what speaks for and against a claim."""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading, writing
from factcheck.cli.options import Because, By, Db, FormatOption, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import CLAIM, EVIDENCE, handle, number
from factcheck.settings import analyst, max_bytes
from factcheck.vocabulary import Bearing

if TYPE_CHECKING:
    from factcheck.desk.evidence import Filed

app = new_app("Give evidence, list it, withdraw it.")
talk = logging.getLogger("factcheck")


@app.command(
    "add",
    epilog="""
    \b
    Examples:
      factcheck evidence add C1 --supports --source "Harbour Authority" --url https://harbour.example/log
      factcheck evidence add C1 --refutes --direct --file photo.jpg --date 2025-03-10 --note "the berth is empty"
      factcheck evidence add C1 --supports --attribution T4 --note "the union says the same of another ship"
    """,
)
def add(
    claim: Annotated[str, typer.Argument(metavar="C1", help="The claim.", show_default=False)],
    supports: Annotated[bool, typer.Option("--supports", help="It speaks for the claim.")] = False,
    refutes: Annotated[bool, typer.Option("--refutes", help="It speaks against the claim.")] = False,
    context: Annotated[bool, typer.Option("--context", help="It explains, and speaks for neither.")] = False,
    source: Annotated[
        str | None,
        typer.Option(metavar="NAME|S5", help="Who says it; created if not known.", show_default=False),
    ] = None,
    attribution: Annotated[
        str | None, typer.Option(metavar="T4", help="What is said in another claim.", show_default=False)
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it is.", show_default=False)] = None,
    file: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="A file: its name and SHA-256 are kept, not the file.", show_default=False),
    ] = None,
    archive_ref: Annotated[
        str | None, typer.Option(metavar="URL", help="Where a copy is archived.", show_default=False)
    ] = None,
    quote: Annotated[str | None, typer.Option(metavar="TEXT", help="Its words.", show_default=False)] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of when it is: 2025, 2025-01 or 2025-01-15.", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="What it shows.", show_default=False)] = None,
    direct: Annotated[bool, typer.Option("--direct", help="It is a record, imagery or own observation.")] = False,
    limit_bytes: Annotated[
        int | None,
        typer.Option("--max-bytes", min=1, metavar="N", help="Refuse larger files; 20 MB.", show_default=False),
    ] = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Give evidence on a claim."""
    key, bearing, who = number(CLAIM, claim), _bearing(supports, refutes, context), analyst(by)
    parse.format_for(format)
    most = max_bytes(limit_bytes)
    from factcheck.desk import evidence

    item = evidence.Item(
        bearing,
        direct=direct,
        source=source,
        attribution=attribution,
        url=url,
        file=_filed(file, most) if file is not None else None,
        archive_ref=archive_ref,
        quote=quote,
        date=date,
        note=note,
    )
    with writing(db) as session:
        new = evidence.add(session, key, item, by=who)
    _show(db, new, format)


@app.command(
    "list",
    epilog="""
    \b
    Examples:
      factcheck evidence list C1
      factcheck evidence list C1 --format json
    """,
)
def list_(
    claim: Annotated[str, typer.Argument(metavar="C1", help="The claim.", show_default=False)],
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """List the evidence on a claim and all that say the same, what was withdrawn included."""
    from factcheck.output.evidence import write_evidence
    from factcheck.store.claims import rows
    from factcheck.store.evidence import of_claims
    from factcheck.store.links import members

    form, key = parse.format_for(format), number(CLAIM, claim)
    with reading(db) as session:
        rows(session, [key])
        together = members(session.connection(), key)
        write_evidence(of_claims(session.connection(), together), form, sys.stdout, of=key)


@app.command(
    "withdraw",
    epilog="""
    \b
    Examples:
      factcheck evidence withdraw E1 --because "the photograph shows another harbour"
    """,
)
def withdraw(
    item: Annotated[str, typer.Argument(metavar="E1", help="The item.", show_default=False)],
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Take evidence back; it stays in sight."""
    from factcheck.desk import evidence, words

    key, who = number(EVIDENCE, item), analyst(by)
    if because is None:
        raise UsageProblem("A withdrawal needs its reason.", "Give --because TEXT.")
    words.text(because, "reason")
    parse.format_for(format)
    with writing(db) as session:
        flagged = evidence.withdraw(session, key, because=because, by=who)
    for one in flagged:
        talk.info("The verdict on %s rests on it: it stands, flagged evidence_changed.", handle(CLAIM, one))
    _show(db, key, format)


def _bearing(supports: bool, refutes: bool, context: bool) -> Bearing:  # noqa: FBT001 -- how they are typed
    given = [one for one, is_given in zip(Bearing, (supports, refutes, context), strict=True) if is_given]
    if len(given) != 1:
        raise UsageProblem("It is not clear what the evidence does.", "Give one of --supports, --refutes, --context.")
    return given[0]


def _filed(path: str, most: int) -> "Filed":
    from factcheck.desk.evidence import Filed
    from factcheck.reading.inputs.files import load

    original = load(path, max_bytes=most)
    return Filed(Path(path).name or path, original.sha256)


def _show(db: str | None, key: int, given: str | None) -> None:
    from factcheck.output.evidence import write_evidence
    from factcheck.store.evidence import item

    with reading(db, written=True) as session:
        write_evidence([item(session, key)], parse.format_for(given), sys.stdout)
