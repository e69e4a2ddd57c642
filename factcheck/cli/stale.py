"""`stale`: what waits for somebody to look at it again."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli import filters, parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, Limit, choose_from, new_app
from factcheck.identity import CLAIM, handle, number
from factcheck.settings import STALE_DAYS, Format
from factcheck.vocabulary import Overdue

if TYPE_CHECKING:
    from factcheck.store.stale import StaleRow

app = new_app()
talk = logging.getLogger("factcheck")


@app.command(
    "stale",
    epilog="""
    \b
    Examples:
      factcheck stale
      factcheck stale --days 7 --kind state_media
      factcheck stale --why due,evidence_changed --format json
    """,
)
def stale(
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=0, max=36500, help="Not checked for longer than so many days.")
    ] = STALE_DAYS,
    why: Annotated[
        list[str] | None,
        typer.Option(
            "--why",
            metavar="WHY",
            help=f"Only for this reason: {', '.join(Overdue)}.",
            autocompletion=choose_from(Overdue),
            show_default=False,
        ),
    ] = None,
    status: filters.Statuses = None,
    source: filters.Sources = None,
    kind: filters.Kinds = None,
    article: filters.Articles = None,
    tag: filters.Tags = None,
    stance: filters.Stances = None,
    modality: filters.Modalities = None,
    credibility: filters.Credibilities = None,
    flag: filters.Flags = None,
    draft: filters.Draft = None,
    said_since: filters.SaidSince = None,
    said_until: filters.SaidUntil = None,
    search: filters.Search = None,
    limit: Limit = None,
    after: filters.After = None,
    count: filters.Count = False,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """List what waits: verdicts whose evidence changed, predictions due, claims long unchecked.

    A check is an assessment, or evidence given or withdrawn. Reading, tagging and check-said are none.
    """
    form = parse.format_for(format)
    whys = parse.several(Overdue, "reason", why) or tuple(Overdue)
    wanted = filters.wanted(
        status=status,
        source=source,
        kind=kind,
        article=article,
        tag=tag,
        stance=stance,
        modality=modality,
        credibility=credibility,
        flag=flag,
        draft=draft,
        said_since=said_since,
        said_until=said_until,
        search=search,
    )
    from factcheck.output.stale import summary, write_count, write_stale
    from factcheck.store import stale as waiting

    wanted = replace(
        wanted,
        stale_days=days,
        after=number(CLAIM, after) if after is not None else None,
        limit=None if count else parse.limit_for(limit, form),
    )
    with reading(db) as session:
        wanted = filters.here(session, wanted)
        shown: list[StaleRow] = []
        if not count:
            write_stale(_kept(waiting.stale(session, wanted, whys), shown, wanted.limit), form, sys.stdout)
        if shown and len(shown) == wanted.limit:
            talk.info("There may be more. The next page: --after %s", handle(CLAIM, shown[-1].claim.id))
        if not count and form is not Format.TABLE:
            return
        counts = waiting.count(session, replace(wanted, after=None), whys)
        if count:
            write_count(counts, form, sys.stdout)
        talk.info("%s", summary(counts))


def _kept(found: "Iterator[StaleRow]", shown: "list[StaleRow]", limit: int | None) -> "Iterator[StaleRow]":
    """Pass the rows on, and remember them if they are few enough to be a page."""
    for row in found:
        if limit is not None:
            shown.append(row)
        yield row
