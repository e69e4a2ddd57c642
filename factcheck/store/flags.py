"""The kept flags of claims, derived from their attributions, anchors, assessments and evidence.

What a claim rests on is counted over all that say the same, where it stands for others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from factcheck.store import bulk
from factcheck.store.asof import View, view
from factcheck.store.chains import Chain, flags
from factcheck.store.grounds import verdict_flags
from factcheck.store.links import representatives
from factcheck.store.locks import hold_claims
from factcheck.store.narrowing import one_of, unindexed
from factcheck.store.parties import parties_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.side import Side
from factcheck.store.tables import anchor, attribution, claim, claim_flag, via
from factcheck.vocabulary import KEPT_FLAGS, Flag, SaidCheck, Stance

_CHUNK: Final = 500
_VERDICTS: Final = (str(Flag.OVERRIDDEN), str(Flag.EVIDENCE_CHANGED))
_BROKEN: Final = str(Flag.QUOTE_BROKEN)
SAYINGS: Final = tuple(str(flag) for flag in KEPT_FLAGS if flag not in _VERDICTS)
"""Those that say who says it, and where."""


def begin(
    connection: Connection, claims: Sequence[int], chains: Mapping[int, Sequence[Chain]], broken: Collection[int]
) -> None:
    """Derive the flags of new claims, which they have since they came: nobody has judged or linked them yet.

    `chains` are those that assert, by claim; `broken` are the claims whose words are gone from the latest revision.
    """
    parties = parties_of(connection, {one for several in chains.values() for chain in several for one in chain.sources})
    rows = [(one, str(flag)) for one in claims for flag in flags(chains.get(one, ()), parties)]
    rows += [(one, _BROKEN) for one in claims if one in broken]
    bulk.insert(connection, claim_flag, ("claim_id", "flag"), rows)


def refresh(connection: Connection, changing: Mapping[int, datetime]) -> None:
    """Derive the flags of these claims again, of each at its moment."""
    for chunk in _chunks(_with_firsts(connection, changing)):
        _change(connection, chunk, derive(connection, sorted(chunk)))


def refresh_sayings(connection: Connection, changing: Mapping[int, datetime]) -> None:
    """Derive only those flags again that say who says it, and where: nothing was judged."""
    hold_claims(connection, changing)
    for chunk in _chunks(_with_firsts(connection, changing)):
        _change(connection, chunk, _of_sayings(connection, sorted(chunk)), among=SAYINGS)


def refresh_broken(connection: Connection, changing: Mapping[int, datetime]) -> None:
    """Derive only that flag again which says that words are gone: a revision came, and nobody said anything else."""
    hold_claims(connection, changing)
    for chunk in _chunks(changing):
        want = {(one, _BROKEN) for one in broken(connection, sorted(chunk))}
        _change(connection, chunk, want, among=(_BROKEN,))


def refresh_verdicts(
    connection: Connection, changing: Mapping[int, datetime], *, bare: Collection[int] = frozenset()
) -> None:
    """Derive only those flags again that say how verdicts stand, of each claim at its moment: nobody else says it.

    The verdicts on those of the claims that are `bare` are known to rest on no evidence and to have passed no gate.
    """
    hold_claims(connection, changing.keys() - bare)
    for chunk in _chunks(changing):
        rests = sorted(chunk.keys() - bare)
        _change(connection, chunk, verdict_flags(connection, rests) if rests else set(), among=_VERDICTS)


def derive(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    """What the flags of these claims (a chunk of them) have to be, as pairs of claim and flag."""
    return _of_sayings(connection, claims) | verdict_flags(connection, claims)


def _of_sayings(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    chains = asserted(connection, claims)
    sources = {one for several in chains.values() for chain in several for one in chain.sources}
    parties = parties_of(connection, sources)
    found = {(one, str(flag)) for one in claims for flag in flags(chains.get(one, ()), parties)}
    return found | {(one, _BROKEN) for one in broken(connection, claims)}


def _change(
    connection: Connection,
    changing: Mapping[int, datetime],
    want: set[tuple[int, str]],
    among: tuple[str, ...] = (),
) -> None:
    """Let each claim have the wanted flags from its moment on, and no others; `among` some, if the rest stays."""
    side = Side(connection, claim_flag, changing, among=among)
    have = set(side)
    for one in sorted(have - want):
        side.take_out(one, changing[one[0]])
    for one in sorted(want - have):
        side.put_in(one, changing[one[0]])
    side.write()


def _with_firsts(connection: Connection, changing: Mapping[int, datetime]) -> dict[int, datetime]:
    """The claims that stand for these change with them."""
    first = representatives(connection, changing)
    return {first[number]: moment for number, moment in changing.items()} | dict(changing)


def _chunks(changing: Mapping[int, datetime]) -> Iterator[dict[int, datetime]]:
    claims = sorted(changing)
    for at in range(0, len(claims), _CHUNK):
        yield {number: changing[number] for number in claims[at : at + _CHUNK]}


def asserted(connection: Connection, claims: Sequence[int]) -> dict[int, list[Chain]]:
    """The chains that assert, by claim.

    Those of claims that say the same are among those of the claim that stands for them.
    """
    these = view(connection)
    first: dict[int, int] = {row[0]: row[1] for row in _grouped(these).rows(connection, {"claims": claims})}
    wanted = {"claims": [*claims, *first]}
    chains: dict[int, list[Chain]] = defaultdict(list)
    by_attribution: dict[int, list[int]] = {}
    for attribution_id, claim_id, source_id, article_id in _speakers(these).rows(connection, wanted):
        by_attribution[attribution_id] = [source_id]
        chain = Chain(by_attribution[attribution_id], article_id)
        for number in {claim_id, first.get(claim_id, claim_id)}:
            chains[number].append(chain)
    for attribution_id, source_id in _passed(these).rows(connection, wanted):
        by_attribution[attribution_id].append(source_id)
    return chains


def broken(connection: Connection, claims: Sequence[int]) -> set[int]:
    """Those of these claims whose words are gone from the latest revision."""
    return {number for (number,) in _broken(view(connection)).rows(connection, {"claims": claims})}


@lru_cache(KEPT)
def _grouped(view: View) -> Prepared:
    return Prepared(select(claim.c.id, claim.c.group_id).where(one_of(view, claim.c.group_id, "claims")))


def _asserting(view: View) -> ColumnElement[bool]:
    """What a source says that did not say it asserts nothing. Who took it back did say it."""
    return and_(
        one_of(view, attribution.c.claim_id, "claims"),
        unindexed(attribution.c.stance) == str(Stance.ASSERTS),
        attribution.c.said_check != str(SaidCheck.MISATTRIBUTED),
    )


@lru_cache(KEPT)
def _speakers(view: View) -> Prepared:
    columns = (attribution.c[name] for name in ("id", "claim_id", "source_id", "article_id"))
    return Prepared(select(*columns).where(_asserting(view)).order_by(attribution.c.id))


@lru_cache(KEPT)
def _passed(view: View) -> Prepared:
    query = select(via.c.attribution_id, via.c.source_id).join(attribution, attribution.c.id == via.c.attribution_id)
    return Prepared(query.where(_asserting(view)).order_by(via.c.attribution_id, via.c.position))


@lru_cache(KEPT)
def _broken(view: View) -> Prepared:
    latest = (
        select(anchor.c.attribution_id, func.max(anchor.c.article_id).label("article_id"))
        .join(attribution, attribution.c.id == anchor.c.attribution_id)
        .where(one_of(view, attribution.c.claim_id, "claims"))
        .group_by(anchor.c.attribution_id)
        .subquery()
    )
    return Prepared(
        select(attribution.c.claim_id)
        .join(latest, latest.c.attribution_id == attribution.c.id)
        .join(
            anchor,
            and_(anchor.c.attribution_id == latest.c.attribution_id, anchor.c.article_id == latest.c.article_id),
        )
        .where(anchor.c.start.is_(None))
    )
