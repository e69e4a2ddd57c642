"""On whose word a claim rests: its chains, what follows from them, and which of its articles are one text."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, or_, select

from factcheck.store.asof import View, view
from factcheck.store.chains import Chain, Findings, Party, analyse, citations
from factcheck.store.descent import Step, descent
from factcheck.store.missing import no_claim
from factcheck.store.narrowing import one_of
from factcheck.store.parties import SourceRef, chains_from, parties_of, references
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.sketch import echoes
from factcheck.store.tables import article, article_sketch, attribution, claim, source
from factcheck.store.traces import once_of
from factcheck.store.transaction import Session
from factcheck.vocabulary import Flag, SaidCheck, Stance

BEARINGS: Final = (*Stance, SaidCheck.MISATTRIBUTED)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One attribution: who it came through (speaker first, publisher last), where it stands, and how it is put."""

    attribution_id: int
    claim_id: int
    chain: tuple[SourceRef, ...]
    article_id: int | None
    article_title: str | None
    published: str | None
    stance: str
    modality: str
    said_check: str
    said_on: str | None

    @property
    def bearing(self) -> str:
        """What it does for the claim: its stance, or nothing, where the source did not say it."""
        return SaidCheck.MISATTRIBUTED if self.said_check == SaidCheck.MISATTRIBUTED else self.stance


@dataclass(frozen=True, slots=True)
class Origin:
    """The root of a chain, or the owner of several `roots`, which are one. One that is not `known` counts as none."""

    id: int
    name: str
    known: bool
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The chains of one bearing (a stance, or `misattributed`) as steps, which name them by their positions here."""

    bearing: str
    chains: tuple[ChainRow, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """What `origins` tells of a claim. `id` stands for all that say the same, whichever of the `members` was asked for.

    `circles` and `echoes` are of sources and of articles; `one_copy` are known origins that speak for themselves in
    articles which echo each other, `wire_groups` those that carry the copy of one pool. `chains` are all there are,
    `trees` the same by bearing, those that assert first. `sources` and `parties` have all that are in them, and owners.
    """

    id: int
    text: str
    state: str
    members: tuple[int, ...]
    origins: tuple[Origin, ...]
    circles: tuple[tuple[SourceRef, ...], ...]
    echoes: tuple[tuple[int, ...], ...]
    one_copy: tuple[tuple[Origin, ...], ...]
    wire_groups: Mapping[str, tuple[Origin, ...]]
    flags: tuple[Flag, ...]
    chains: tuple[ChainRow, ...]
    trees: tuple[Tree, ...]
    sources: Mapping[int, SourceRef]
    parties: Mapping[int, Party]

    @property
    def count(self) -> int:
        """How many known origins there are. They may still have it from one that nobody names."""
        return sum(one.known for one in self.origins)


def origins(session: Session, number: int) -> Origins:
    """On whose word a claim, and all that say the same, rests; whatever its state.

    Raises:
        NotFound: there is no such claim.

    """
    connection = session.connection()
    claims = _group(connection, number)
    members = [one for one, *_ in claims]
    number, text, state = claims[0]
    chains, parties, named = _chains(connection, members)
    asserting = [one for one in chains if one.bearing == Stance.ASSERTS]
    found = analyse(map(_plain, asserting), parties)
    rests_on = _origins(found, parties, named)
    alike = _echoes(connection, {one.article_id for one in chains if one.article_id is not None})
    return Origins(
        id=number,
        text=text,
        state=state,
        members=tuple(members),
        origins=tuple(rests_on.values()),
        circles=tuple(tuple(named[one] for one in circle) for circle in found.circles),
        echoes=alike,
        one_copy=tuple(_one_copy(asserting, alike, parties, rests_on)),
        wire_groups=_wire_groups(connection, found, parties, rests_on),
        flags=found.flags(),
        chains=chains,
        trees=tuple(_trees(chains, parties)),
        sources=named,
        parties=parties,
    )


def _group(connection: Connection, number: int) -> Sequence[Sequence[Any]]:
    """Number, words and state of the claim that stands for this one, then of the others that say the same."""
    found = _same(view(connection)).rows(connection, {"number": number})
    if not found:
        raise no_claim(number, connection)
    return found


@lru_cache(KEPT)
def _same(view: View) -> Prepared:
    which = claim.c.id == bindparam("number")
    first = select(func.coalesce(claim.c.group_id, claim.c.id)).where(which).scalar_subquery()
    same = select(claim.c.id, claim.c.text, claim.c.state).where(
        or_(claim.c.id == first, claim.c.group_id == first), once_of(view, lambda group: group == first)
    )
    return Prepared(same.order_by(claim.c.group_id.is_not(None), claim.c.id))


def _chains(
    connection: Connection, claims: Sequence[int]
) -> tuple[tuple[ChainRow, ...], dict[int, Party], dict[int, SourceRef]]:
    """All attributions of these claims, with what there is to know of the sources in them and of their owners."""
    rows = _said(view(connection)).rows(connection, {"claims": claims})
    chains = chains_from(connection, {number: speaker for number, speaker, *_ in rows})
    parties = parties_of(connection, {one for chain in chains.values() for one in chain})
    named = references(connection, set(parties))
    made = (ChainRow(number, of, tuple([named[one] for one in chains[number]]), *how) for number, _, of, *how in rows)
    return tuple(made), parties, named


@lru_cache(KEPT)
def _said(view: View) -> Prepared:
    """The attributions of `claims`: number, speaker, and the rest as a ChainRow has it."""
    said = attribution.c
    where = (said.article_id, article.c.title, article.c.published)
    how = (said.stance, said.modality, said.said_check, said.said_on)
    query = select(said.id, said.source_id, said.claim_id, *where, *how)
    joined = query.outerjoin(article, article.c.id == said.article_id)
    return Prepared(joined.where(one_of(view, said.claim_id, "claims")).order_by(said.id))


def _plain(row: ChainRow) -> Chain:
    return Chain([one.id for one in row.chain], row.article_id)


def _origins(found: Findings, parties: Mapping[int, Party], named: Mapping[int, SourceRef]) -> dict[int, Origin]:
    """By what they count as: the owner of known ones, which stands for several that it owns; others by themselves."""
    roots: defaultdict[int, list[int]] = defaultdict(list)
    for root in found.roots:
        roots[parties[root].owner if parties[root].named else root].append(root)
    origins: dict[int, Origin] = {}
    for counts_as, several in roots.items():
        alike = [one for one in several if parties[one].named] or several
        shown = counts_as if len(alike) > 1 else alike[0]
        names = tuple(named[one].name for one in alike)
        origins[counts_as] = Origin(shown, named[shown].name, parties[alike[0]].named, names)
    return origins


def _echoes(connection: Connection, articles: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """The articles that are nearly one text. The revisions of an article, all at one address, echo nothing by that."""
    if not articles:
        return ()
    sketches: dict[int, bytes] = {}
    place: dict[int, tuple[int, object]] = {}
    for number, publisher, url, lowest in _sketched(view(connection)).rows(connection, {"numbers": articles}):
        sketches[number] = lowest
        place[number] = (publisher, url or number)
    return tuple(one for one in echoes(sketches) if len({place[number] for number in one}) > 1)


@lru_cache(KEPT)
def _sketched(view: View) -> Prepared:
    query = select(article.c.id, article.c.publisher_id, article.c.url, article_sketch.c.lowest)
    sketched = query.join(article_sketch, article_sketch.c.article_id == article.c.id)
    return Prepared(sketched.where(one_of(view, article.c.id, "numbers")))


def _one_copy(
    asserting: Sequence[ChainRow],
    alike: Sequence[Sequence[int]],
    parties: Mapping[int, Party],
    origins: Mapping[int, Origin],
) -> Iterator[tuple[Origin, ...]]:
    """Known origins whose word nobody but themselves passed on, in articles that are nearly one text."""
    speaking: defaultdict[int | None, set[int]] = defaultdict(set)
    for row in asserting:
        sources = {one.id for one in row.chain}
        if len(sources) == 1:
            speaking[row.article_id].add(parties[row.chain[0].id].owner)
    for group in alike:
        together = {one for number in group for one in speaking[number]}
        several = tuple(one for number, one in origins.items() if number in together and one.known)
        if len(several) > 1:
            yield several


def _wire_groups(
    connection: Connection, found: Findings, parties: Mapping[int, Party], origins: Mapping[int, Origin]
) -> dict[str, tuple[Origin, ...]]:
    """The pools of copy that several known origins belong to."""
    known = [root for root in found.roots if parties[root].named]
    members: defaultdict[str, dict[Origin, None]] = defaultdict(dict)
    if len(found.known) > 1:
        for number, pool in _pools(view(connection)).rows(connection, {"numbers": known}):
            members[pool][origins[parties[number].owner]] = None
    return {pool: tuple(several) for pool, several in members.items() if len(several) > 1}


@lru_cache(KEPT)
def _pools(view: View) -> Prepared:
    query = select(source.c.id, source.c.wire_group).where(source.c.wire_group.is_not(None))
    return Prepared(query.where(one_of(view, source.c.id, "numbers")))


def _trees(chains: Sequence[ChainRow], parties: Mapping[int, Party]) -> Iterator[Tree]:
    for bearing in BEARINGS:
        mine = tuple(one for one in chains if one.bearing == bearing)
        if mine:
            yield Tree(bearing, mine, tuple(descent(citations(map(_plain, mine), parties))))
