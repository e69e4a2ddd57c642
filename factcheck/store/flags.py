"""The kept flags of claims, derived from their attributions, anchors, assessments and evidence.

What a claim rests on is counted over all that say the same, where it stands for others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, func, select

from factcheck.store.chains import Chain, analyse
from factcheck.store.grounds import changed
from factcheck.store.judgements import holding
from factcheck.store.links import representatives
from factcheck.store.parties import parties_of
from factcheck.store.past import put_in, take_out
from factcheck.store.tables import anchor, assessment, attribution, claim, claim_flag, via
from factcheck.vocabulary import Flag, SaidCheck, Stance

_CHUNK: Final = 500


def begin(connection: Connection, claims: Sequence[int]) -> None:
    """Derive the flags of new claims, which they have since they came."""
    for at in range(0, len(claims), _CHUNK):
        rows = [{"claim_id": one, "flag": flag} for one, flag in sorted(derive(connection, claims[at : at + _CHUNK]))]
        if rows:
            connection.execute(claim_flag.insert(), rows)


def refresh(connection: Connection, claims: Sequence[int], moment: datetime) -> None:
    """Derive the flags of these claims again; what changes does so at this moment."""
    for at in range(0, len(claims), _CHUNK):
        some = claims[at : at + _CHUNK]
        chunk = sorted({*some, *representatives(connection, some).values()})
        want = derive(connection, chunk)
        query = select(claim_flag.c.claim_id, claim_flag.c.flag).where(claim_flag.c.claim_id.in_(chunk))
        have = {(number, flag) for number, flag in connection.execute(query)}
        for number, flag in sorted(have - want):
            which = and_(claim_flag.c.claim_id == number, claim_flag.c.flag == flag)
            take_out(connection, claim_flag, which, moment)
        rows = [{"claim_id": number, "flag": flag} for number, flag in sorted(want - have)]
        put_in(connection, claim_flag, rows, moment)


def derive(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    """What the flags of these claims (a chunk of them) have to be, as pairs of claim and flag."""
    chains = _chains(connection, claims)
    sources = {one for several in chains.values() for chain in several for one in chain.sources}
    parties = parties_of(connection, sources)
    flags: set[tuple[int, str]] = set()
    for number in claims:
        found = analyse(chains.get(number, []), parties)
        flags |= {(number, str(flag)) for flag in found.flags()}
    flags |= {(number, str(Flag.QUOTE_BROKEN)) for number in _broken(connection, claims)}
    flags |= {(number, str(Flag.OVERRIDDEN)) for number in _overridden(connection, claims)}
    flags |= {(number, str(Flag.EVIDENCE_CHANGED)) for number in changed(connection, claims)}
    return flags


def _chains(connection: Connection, claims: Sequence[int]) -> dict[int, list[Chain]]:
    """The chains that assert: one by a source that did not say it asserts nothing. Who took it back did say it.

    Those of claims that say the same are among those of the claim that stands for them.
    """
    first = dict(connection.execute(select(claim.c.id, claim.c.group_id).where(claim.c.group_id.in_(claims))).all())
    asserting = and_(
        attribution.c.claim_id.in_([*claims, *first]),
        attribution.c.stance == Stance.ASSERTS,
        attribution.c.said_check != SaidCheck.MISATTRIBUTED,
    )
    speakers = select(*(attribution.c[name] for name in ("id", "claim_id", "source_id", "article_id"))).where(asserting)
    passed = (
        select(via.c.attribution_id, via.c.source_id)
        .join(attribution, attribution.c.id == via.c.attribution_id)
        .where(asserting)
        .order_by(via.c.attribution_id, via.c.position)
    )
    chains: dict[int, list[Chain]] = defaultdict(list)
    by_attribution: dict[int, list[int]] = {}
    for attribution_id, claim_id, source_id, article_id in connection.execute(speakers.order_by(attribution.c.id)):
        by_attribution[attribution_id] = [source_id]
        chain = Chain(by_attribution[attribution_id], article_id)
        for number in {claim_id, first.get(claim_id, claim_id)}:
            chains[number].append(chain)
    for attribution_id, source_id in connection.execute(passed):
        by_attribution[attribution_id].append(source_id)
    return chains


def _broken(connection: Connection, claims: Sequence[int]) -> Iterable[int]:
    latest = (
        select(anchor.c.attribution_id, func.max(anchor.c.article_id).label("article_id"))
        .join(attribution, attribution.c.id == anchor.c.attribution_id)
        .where(attribution.c.claim_id.in_(claims))
        .group_by(anchor.c.attribution_id)
        .subquery()
    )
    query = (
        select(attribution.c.claim_id)
        .join(latest, latest.c.attribution_id == attribution.c.id)
        .join(
            anchor,
            and_(anchor.c.attribution_id == latest.c.attribution_id, anchor.c.article_id == latest.c.article_id),
        )
        .where(anchor.c.start.is_(None))
    )
    return connection.scalars(query)


def _overridden(connection: Connection, claims: Sequence[int]) -> Iterable[int]:
    held = assessment.c.id.in_(holding(claims))
    return connection.scalars(select(assessment.c.claim_id).where(held, assessment.c.override.is_not(None)))
