"""`claims`, `unverified`, `search` and `show`: asking."""

import logging
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factcheck.cli import filters, parse
from factcheck.cli.ask import reading
from factcheck.cli.options import AsOf, Db, FormatOption, Limit, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import CLAIM, handle, number
from factcheck.settings import Format
from factcheck.vocabulary import UNVERIFIED, State, Status

if TYPE_CHECKING:
    from factcheck.store.claims import ClaimRow
    from factcheck.store.filters import ClaimFilter
    from factcheck.store.transaction import Session

app = new_app()
talk = logging.getLogger("factcheck")

_EXAMPLES: Final = {
    "claims": """
    \b
    Examples:
      factcheck claims --status disputed,in_review
      factcheck claims --source S2 --said-since 2025-06
      factcheck claims --flag single_origin --format json
      factcheck claims --as-of 2026-03-01T12:00Z
    """,
    "unverified": """
    \b
    Examples:
      factcheck unverified --kind state_media
      factcheck unverified --tag missiles --sort -recorded
      factcheck unverified --accepted --count
    """,
    "show": """
    \b
    Examples:
      factcheck show C1
      factcheck show C1 --format json
      factcheck show C1 --as-of 2026-03-01T12:00Z
    """,
    "search": """
    \b
    Examples:
      factcheck search ballistic missile
      factcheck search "hostile and confrontational" --limit 5
    """,
}


def _claims(
    ctx: typer.Context,
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
    rejected: Annotated[bool, typer.Option("--rejected", help="Those turned down, which lists leave out.")] = False,
    said_since: filters.SaidSince = None,
    said_until: filters.SaidUntil = None,
    search: filters.Search = None,
    sort: Annotated[
        str, typer.Option(metavar="KEY", help="id, recorded, assessed, said, status or credibility; -KEY turns round.")
    ] = "id",
    limit: Limit = None,
    after: filters.After = None,
    count: filters.Count = False,
    as_of: AsOf = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    from factcheck.store.sorting import SORTS

    unverified = ctx.info_name == "unverified"
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    if key not in SORTS:
        raise UsageProblem(f"Nothing is sorted by {key!r}.", f"Choose one of: {', '.join(SORTS)}.")
    if search is not None and as_of is not None:
        raise UsageProblem("--search looks in the words as they are now.", "Leave out --search or --as-of.")
    form = parse.format_for(format)
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
    wanted = replace(
        wanted,
        statuses=_unverified(wanted.statuses) if unverified else wanted.statuses,
        states=(State.REJECTED,) if rejected else wanted.states,
        sort=key,
        descending=descending,
        after=number(CLAIM, after) if after is not None else None,
        limit=None if count else parse.limit_for(limit, form),
    )
    with reading(db, as_of=as_of) as session:
        wanted = filters.here(session, wanted)
        if count:
            _write_count(session, wanted, form, unverified=unverified)
        else:
            _write_list(session, wanted, form, unverified=unverified)


app.command("claims", epilog=_EXAMPLES["claims"], help="List claims by status, source, date and more.")(_claims)
app.command("unverified", epilog=_EXAMPLES["unverified"], help="List the claims that nobody has settled yet.")(_claims)


@app.command("show", epilog=_EXAMPLES["show"])
def show(
    claim: Annotated[str, typer.Argument(metavar="C1", help="The claim.", show_default=False)],
    as_of: AsOf = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show everything about one claim."""
    from factcheck.output.detail import write_detail
    from factcheck.store.details import detail

    form = parse.format_for(format)
    key = number(CLAIM, claim)
    with reading(db, as_of=as_of) as session:
        write_detail(detail(session, key), form, sys.stdout)


@app.command("search", epilog=_EXAMPLES["search"])
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="All of them must occur.", show_default=False)],
    limit: Limit = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Find claims and articles by words."""
    from factcheck.output.search import write_search
    from factcheck.store.articles import best_articles
    from factcheck.store.claims import best_claims

    form = parse.format_for(format)
    typed, most = " ".join(words), parse.limit_for(limit, form)
    with reading(db) as session:
        found, texts = best_claims(session, typed, most), best_articles(session, typed, most)
        write_search(found, texts, form, sys.stdout)
    if form is Format.TABLE and not found and not texts:
        talk.info("Nothing has all of these words.")


def _unverified(asked: tuple[Status, ...]) -> tuple[Status, ...]:
    for status in asked:
        if status not in UNVERIFIED:
            raise UsageProblem(f"{status} is not unverified.", f"List it with: factcheck claims --status {status}")
    return asked or UNVERIFIED


def _write_count(session: "Session", wanted: "ClaimFilter", form: Format, *, unverified: bool) -> None:
    from factcheck.output.claims import summary
    from factcheck.output.count import write_count
    from factcheck.store.claims import count

    counts = count(session, wanted)
    write_count(counts, form, sys.stdout)
    talk.info("%s", summary(counts, "unverified" if unverified else "claims"))


def _write_list(session: "Session", wanted: "ClaimFilter", form: Format, *, unverified: bool) -> None:
    from factcheck.output.claims import summary, write_claims
    from factcheck.store.claims import claims, count

    shown: list[ClaimRow] = []
    write_claims(_kept(claims(session, wanted), shown, wanted.limit), form, sys.stdout)
    if shown and len(shown) == wanted.limit:
        talk.info("There may be more. The next page: --after %s", handle(CLAIM, shown[-1].id))
    if form is not Format.TABLE:
        return
    is_all = wanted.after is None and len(shown) < (wanted.limit or 0)
    counts = Counter(one.status for one in shown) if is_all else count(session, replace(wanted, after=None))
    talk.info("%s", summary(counts, "unverified" if unverified else "claims"))


def _kept(found: "Iterator[ClaimRow]", shown: "list[ClaimRow]", limit: int | None) -> "Iterator[ClaimRow]":
    """Pass the rows on, and remember them if they are few enough to be a page."""
    for row in found:
        if limit is not None:
            shown.append(row)
        yield row
