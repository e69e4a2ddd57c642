"""The filters that lists of claims share, as options and as what the store looks for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factcheck.cli import parse
from factcheck.cli.options import choose_from
from factcheck.errors import UsageProblem
from factcheck.identity import ARTICLE, fold, number
from factcheck.vocabulary import CREDIBILITIES, LISTED, Flag, Modality, SourceKind, Stance, State, Status

if TYPE_CHECKING:
    from factcheck.store.filters import ClaimFilter
    from factcheck.store.transaction import Session

_MOST_TAGS: Final = 100
"""Each is a condition of its own, and a database takes so many."""

Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help=f"Of this status: {', '.join(Status)}.",
        autocompletion=choose_from(Status),
        show_default=False,
    ),
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME|S5", help="Said by this source.", show_default=False)
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=f"Said by this kind of source: {', '.join(SourceKind)}.",
        autocompletion=choose_from(SourceKind),
        show_default=False,
    ),
]
Articles = Annotated[
    list[str] | None, typer.Option("--article", metavar="A3", help="In this article.", show_default=False)
]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="With this tag.", show_default=False)]
Stances = Annotated[
    list[str] | None,
    typer.Option(
        "--stance",
        metavar="STANCE",
        help=f"The source {', '.join(Stance)} it.",
        autocompletion=choose_from(Stance),
        show_default=False,
    ),
]
Modalities = Annotated[
    list[str] | None,
    typer.Option(
        "--modality",
        metavar="MODALITY",
        help=f"It is {', '.join(Modality)}.",
        autocompletion=choose_from(Modality),
        show_default=False,
    ),
]
Credibilities = Annotated[
    list[str] | None, typer.Option("--credibility", metavar="1-6", help="Of this credibility.", show_default=False)
]
Flags = Annotated[
    list[str] | None,
    typer.Option(
        "--flag",
        metavar="FLAG",
        help=f"With this flag: {', '.join(Flag)}.",
        autocompletion=choose_from(Flag),
        show_default=False,
    ),
]
Draft = Annotated[
    bool | None, typer.Option("--draft/--accepted", help="Drafts only, or accepted ones only.", show_default=False)
]
SaidSince = Annotated[
    str | None, typer.Option("--said-since", metavar="DATE", help="Said then or later.", show_default=False)
]
SaidUntil = Annotated[
    str | None, typer.Option("--said-until", metavar="DATE", help="Said then or before.", show_default=False)
]
Search = Annotated[
    str | None,
    typer.Option("--search", metavar="WORDS", help="With all these words, as they are now.", show_default=False),
]
After = Annotated[
    str | None,
    typer.Option("--after", metavar="C12", help="The next page, behind this claim.", show_default=False),
]
Count = Annotated[bool, typer.Option("--count", help="Only how many.")]


def wanted(
    *,
    status: Sequence[str] | None,
    source: Sequence[str] | None,
    kind: Sequence[str] | None,
    article: Sequence[str] | None,
    tag: Sequence[str] | None,
    stance: Sequence[str] | None,
    modality: Sequence[str] | None,
    credibility: Sequence[str] | None,
    flag: Sequence[str] | None,
    draft: bool | None,
    said_since: str | None,
    said_until: str | None,
    search: str | None,
) -> "ClaimFilter":
    """What the options ask for.

    Raises:
        UsageProblem: one is malformed, or no word of its vocabulary.

    """
    from factcheck.store.filters import ClaimFilter

    return ClaimFilter(
        statuses=parse.several(Status, "status", status),
        states=LISTED if draft is None else (State.DRAFT,) if draft else (State.ACCEPTED,),
        sources=tuple(source or ()),
        kinds=parse.several(SourceKind, "kind of source", kind),
        articles=tuple(number(ARTICLE, one) for one in article or ()),
        tags=_tags(tag),
        stances=parse.several(Stance, "stance", stance),
        modalities=parse.several(Modality, "modality", modality),
        credibilities=_credibilities(credibility),
        flags=parse.several(Flag, "flag", flag),
        said_since=parse.date(said_since, "date for --said-since"),
        said_until=parse.date(said_until, "date for --said-until"),
        search=search,
    )


def here(session: "Session", given: "ClaimFilter") -> "ClaimFilter":
    """The filter with its sources as they are spelled here.

    Raises:
        NotFound: there is no such source or article.

    """
    from factcheck.store.claims import require_named

    if given.sources:
        from factcheck.desk.resolution import spelled_here

        given = replace(given, sources=spelled_here(session, given.sources))
    require_named(session, given)
    return given


def _tags(given: Sequence[str] | None) -> tuple[str, ...]:
    typed = tuple(dict.fromkeys(map(fold, given or ())))
    if len(typed) > _MOST_TAGS:
        raise UsageProblem(f"More than {_MOST_TAGS} tags are asked for.", "Leave some out.")
    return typed


def _credibilities(given: Sequence[str] | None) -> tuple[int, ...]:
    typed = [one.strip() for option in given or () for one in option.split(",")]
    for one in typed:
        if one not in map(str, CREDIBILITIES):
            raise UsageProblem(f"{one!r} is no credibility.", "Give a number from 1 to 6.")
    return tuple(dict.fromkeys(map(int, typed)))
