"""The kept flags of claims, derived from their attributions, anchors, assessments and evidence.

What a claim rests on is counted over all that say the same, where it stands for others.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, select

from factcheck.store import bulk
from factcheck.store.chains import Chain, analyse
from factcheck.store.grounds import changed
from factcheck.store.judgements import holding
from factcheck.store.links import representatives
from factcheck.store.parties import parties_of
from factcheck.store.past import put_in, take_out
from factcheck.store.tables import anchor, assessment, attribution, claim, claim_flag, via
from factcheck.vocabulary import KEPT_FLAGS, Flag, SaidCheck, Stance

_CHUNK: Final = 500
_VERDICTS: Final = (str(Flag.OVERRIDDEN), str(Flag.EVIDENCE_CHANGED))
_SAYINGS: Final = tuple(str(flag) for flag in KEPT_FLAGS if flag not in _VERDICTS)
_CLAIMS: Final[BindParameter[Any]] = bindparam("claims", expanding=True)


def begin(
    connection: Connection, claims: Sequence[int], chains: Mapping[int, Sequence[Chain]], broken: Collection[int]
) -> None:
    """Derive the flags of new claims, which they have since they came: nobody has judged or linked them yet.

    `chains` are those that assert, by claim; `broken` are the claims whose words are gone from the latest revision.
    """
    parties = parties_of(connection, {one for several in chains.values() for chain in several for one in chain.sources})
    rows = [(one, str(flag)) for one in claims for flag in analyse(chains.get(one, ()), parties).flags()]
    rows += [(one, str(Flag.QUOTE_BROKEN)) for one in claims if one in broken]
    bulk.insert(connection, claim_flag, ("claim_id", "flag"), rows)


def refresh(connection: Connection, claims: Sequence[int], moment: datetime) -> None:
    """Derive the flags of these claims again; what changes does so at this moment."""
    for at in range(0, len(claims), _CHUNK):
        some = claims[at : at + _CHUNK]
        chunk = sorted({*some, *representatives(connection, some).values()})
        _change(connection, chunk, derive(connection, chunk), moment)


def refresh_sayings(connection: Connection, claims: Sequence[int], moment: datetime) -> None:
    """Derive only those flags again that say who says it, and where: nothing was judged."""
    for at in range(0, len(claims), _CHUNK):
        some = claims[at : at + _CHUNK]
        chunk = sorted({*some, *representatives(connection, some).values()})
        _change(connection, chunk, _of_sayings(connection, chunk), moment, without=_VERDICTS)


def refresh_verdicts(connection: Connection, claims: Sequence[int], moment: datetime) -> None:
    """Derive only those flags again that say how verdicts stand: nobody else says it, or elsewhere."""
    for at in range(0, len(claims), _CHUNK):
        chunk = sorted(set(claims[at : at + _CHUNK]))
        _change(connection, chunk, _of_verdicts(connection, chunk), moment, without=_SAYINGS)


def derive(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    """What the flags of these claims (a chunk of them) have to be, as pairs of claim and flag."""
    return _of_sayings(connection, claims) | _of_verdicts(connection, claims)


def _of_sayings(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    chains = _chains(connection, claims)
    sources = {one for several in chains.values() for chain in several for one in chain.sources}
    parties = parties_of(connection, sources)
    flags = {(one, str(flag)) for one in claims for flag in analyse(chains.get(one, ()), parties).flags()}
    return flags | {(one, str(Flag.QUOTE_BROKEN)) for one in connection.scalars(_broken(), {"claims": claims})}


def _of_verdicts(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    flags = {(one, str(Flag.OVERRIDDEN)) for one in connection.scalars(_overridden(), {"claims": claims})}
    return flags | {(one, str(Flag.EVIDENCE_CHANGED)) for one in changed(connection, claims)}


def _change(
    connection: Connection,
    claims: Sequence[int],
    want: set[tuple[int, str]],
    moment: datetime,
    without: Collection[str] = (),
) -> None:
    """Let the claims have the wanted flags, and no others but those that are left out."""
    rows = connection.execute(_kept(), {"claims": claims})
    have = {(number, flag) for number, flag in rows if flag not in without}
    for number, flag in sorted(have - want):
        gone = and_(claim_flag.c.claim_id == number, claim_flag.c.flag == flag)
        take_out(connection, claim_flag, gone, moment)
    new = [{"claim_id": number, "flag": flag} for number, flag in sorted(want - have)]
    put_in(connection, claim_flag, new, moment)


def _chains(connection: Connection, claims: Sequence[int]) -> dict[int, list[Chain]]:
    """The chains that assert, by claim.

    Those of claims that say the same are among those of the claim that stands for them.
    """
    first: dict[int, int] = dict(connection.execute(_grouped(), {"claims": claims}).all())
    wanted = {"claims": [*claims, *first]}
    chains: dict[int, list[Chain]] = defaultdict(list)
    by_attribution: dict[int, list[int]] = {}
    for attribution_id, claim_id, source_id, article_id in connection.execute(_speakers(), wanted):
        by_attribution[attribution_id] = [source_id]
        chain = Chain(by_attribution[attribution_id], article_id)
        for number in {claim_id, first.get(claim_id, claim_id)}:
            chains[number].append(chain)
    for attribution_id, source_id in connection.execute(_passed(), wanted):
        by_attribution[attribution_id].append(source_id)
    return chains


@cache
def _kept() -> Select[Any]:
    return select(claim_flag.c.claim_id, claim_flag.c.flag).where(claim_flag.c.claim_id.in_(_CLAIMS))


@cache
def _grouped() -> Select[Any]:
    return select(claim.c.id, claim.c.group_id).where(claim.c.group_id.in_(_CLAIMS))


@cache
def _asserting() -> ColumnElement[bool]:
    """What a source says that did not say it asserts nothing. Who took it back did say it."""
    return and_(
        attribution.c.claim_id.in_(_CLAIMS),
        attribution.c.stance == Stance.ASSERTS,
        attribution.c.said_check != SaidCheck.MISATTRIBUTED,
    )


@cache
def _speakers() -> Select[Any]:
    columns = (attribution.c[name] for name in ("id", "claim_id", "source_id", "article_id"))
    return select(*columns).where(_asserting()).order_by(attribution.c.id)


@cache
def _passed() -> Select[Any]:
    query = select(via.c.attribution_id, via.c.source_id).join(attribution, attribution.c.id == via.c.attribution_id)
    return query.where(_asserting()).order_by(via.c.attribution_id, via.c.position)


@cache
def _broken() -> Select[Any]:
    latest = (
        select(anchor.c.attribution_id, func.max(anchor.c.article_id).label("article_id"))
        .join(attribution, attribution.c.id == anchor.c.attribution_id)
        .where(attribution.c.claim_id.in_(_CLAIMS))
        .group_by(anchor.c.attribution_id)
        .subquery()
    )
    return (
        select(attribution.c.claim_id)
        .join(latest, latest.c.attribution_id == attribution.c.id)
        .join(
            anchor,
            and_(anchor.c.attribution_id == latest.c.attribution_id, anchor.c.article_id == latest.c.article_id),
        )
        .where(anchor.c.start.is_(None))
    )


@cache
def _overridden() -> Select[Any]:
    held = assessment.c.id.in_(holding(_CLAIMS))
    return select(assessment.c.claim_id).where(held, assessment.c.override.is_not(None))
