"""On whose word a claim rests: its chains, what follows from them, and which of its articles are one text."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, func, or_, select
from sqlmodel import Session

from factcheck.store.asof import view
from factcheck.store.chains import Chain, Findings, Party, analyse, citations
from factcheck.store.descent import Step, descent
from factcheck.store.missing import no_claim
from factcheck.store.parties import SourceRef, parties_of, references
from factcheck.store.sketch import echoes
from factcheck.store.tables import article, article_sketch, attribution, claim, source, via
from factcheck.store.traces import once_of
from factcheck.vocabulary import Flag, SaidCheck, Stance

_CHUNK: Final = 500
_HOW: Final = ("stance", "modality", "said_check", "said_on")
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
    members = [one.id for one in claims]
    chains, parties, named = _chains(connection, members)
    asserting = [one for one in chains if one.bearing == Stance.ASSERTS]
    found = analyse(map(_plain, asserting), parties)
    rests_on = _origins(found, parties, named)
    alike = _echoes(connection, {one.article_id for one in chains if one.article_id is not None})
    return Origins(
        id=claims[0].id,
        text=claims[0].text,
        state=claims[0].state,
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


def _group(connection: Connection, number: int) -> Sequence[Row[Any, Any, Any]]:
    """The claim that stands for this one, then the others that say the same."""
    columns = (claim.c.id, claim.c.text, claim.c.state)
    first = select(func.coalesce(claim.c.group_id, claim.c.id)).where(claim.c.id == number).scalar_subquery()
    same = select(*columns).where(
        or_(claim.c.id == first, claim.c.group_id == first), once_of(view(connection), lambda group: group == first)
    )
    found = connection.execute(same.order_by(claim.c.group_id.is_not(None), claim.c.id)).all()
    if not found:
        raise no_claim(number, connection)
    return found


def _chains(
    connection: Connection, claims: Sequence[int]
) -> tuple[tuple[ChainRow, ...], dict[int, Party], dict[int, SourceRef]]:
    """All attributions of these claims, with what there is to know of the sources in them and of their owners."""
    said = select(
        *(attribution.c[name] for name in ("id", "claim_id", "source_id", "article_id", *_HOW)),
        article.c.title,
        article.c.published,
    )
    passed = select(via.c.attribution_id, via.c.source_id).join(attribution, attribution.c.id == via.c.attribution_id)
    rows: list[Row[Any]] = []
    through: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(0, len(claims), _CHUNK):
        mine = attribution.c.claim_id.in_(claims[at : at + _CHUNK])
        rows += connection.execute(said.outerjoin(article, article.c.id == attribution.c.article_id).where(mine))
        for number, behind in connection.execute(passed.where(mine).order_by(via.c.attribution_id, via.c.position)):
            through[number].append(behind)
    rows.sort(key=lambda row: row.id)
    numbers = {row.id: (row.source_id, *through[row.id]) for row in rows}
    parties = parties_of(connection, {one for chain in numbers.values() for one in chain})
    named = references(connection, set(parties))
    return tuple(_row(row, [named[one] for one in numbers[row.id]]) for row in rows), parties, named


def _row(row: Row[Any], chain: Sequence[SourceRef]) -> ChainRow:
    about = {name: getattr(row, name) for name in ("claim_id", "article_id", "published", *_HOW)}
    return ChainRow(attribution_id=row.id, chain=tuple(chain), article_title=row.title, **about)


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
    sketches: dict[int, bytes] = {}
    place: dict[int, tuple[int, object]] = {}
    wanted = sorted(articles)
    query = select(article.c.id, article.c.publisher_id, article.c.url, article_sketch.c.lowest).join(
        article_sketch, article_sketch.c.article_id == article.c.id
    )
    for at in range(0, len(wanted), _CHUNK):
        for number, publisher, url, lowest in connection.execute(
            query.where(article.c.id.in_(wanted[at : at + _CHUNK]))
        ):
            sketches[number] = lowest
            place[number] = (publisher, url or number)
    return tuple(one for one in echoes(sketches) if len({place[number] for number in one}) > 1)


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
    query = select(source.c.id, source.c.wire_group).where(source.c.wire_group.is_not(None))
    for at in range(0, len(known) if len(found.known) > 1 else 0, _CHUNK):
        for number, pool in connection.execute(query.where(source.c.id.in_(known[at : at + _CHUNK]))):
            members[pool][origins[parties[number].owner]] = None
    return {pool: tuple(several) for pool, several in members.items() if len(several) > 1}


def _trees(chains: Sequence[ChainRow], parties: Mapping[int, Party]) -> Iterator[Tree]:
    for bearing in BEARINGS:
        mine = tuple(one for one in chains if one.bearing == bearing)
        if mine:
            yield Tree(bearing, mine, tuple(descent(citations(map(_plain, mine), parties))))
