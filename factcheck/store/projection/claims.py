"""Claims, the attributions they come with, their life and their tags."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from factcheck.store import bulk, search
from factcheck.store.chains import Chain
from factcheck.store.events import Event, canonical, canonical_of
from factcheck.store.flags import begin, refresh_sayings, refresh_verdicts
from factcheck.store.grounds import resting_on_attributions
from factcheck.store.locks import hold_sources
from factcheck.store.past import keep, keep_chains
from factcheck.store.projection.evidence import come_through
from factcheck.store.projection.keys import Keys
from factcheck.store.side import Side
from factcheck.store.tables import anchor, article, attribution, claim, evidence, source, tag, via
from factcheck.store.tellings import Telling, Tellings
from factcheck.vocabulary import SaidCheck, Stance, State, Status

_UNCHECKED: Final = str(Status.UNCHECKED)
_NOT_CHECKED: Final = str(SaidCheck.NOT_CHECKED)
_ASSERTS: Final = str(Stance.ASSERTS)
_NOWHERE: Final = (None, None)
_CLAIM: Final = (
    *("id", "uid", "version", "text", "state", "status", "engine", "digest", "recorded_at", "imported_at"),
)
_SAID: Final = ("quote", "start", "end", "cue", "stance", "modality", "voice", "said_on")
_ATTRIBUTION: Final = (
    *("id", "uid", "claim_id", "article_id", "source_id", *_SAID, "said_check", "content", "source_start"),
    *("source_end", "cue_start", "cue_end", "inside_id", "citation", "recorded_at", "imported_at"),
)
_VIA: Final = ("attribution_id", "position", "source_id")
_plain: Final = itemgetter(*_SAID)


def logged(keys: Keys, events: Sequence[Event]) -> None:
    """New claims with their attributions and tags."""
    new = keys.new(claim, [one.subject for one in events])
    rows = [
        (
            *(new[one.subject], one.subject, one.version, one.payload["text"], one.payload["state"], _UNCHECKED),
            *(one.payload["engine"], one.payload["digest"], *one.stamps()),
        )
        for one in events
    ]
    bulk.insert(keys.connection, claim, _CLAIM, rows)
    tellings = _attribute(
        keys, [(new[one.subject], one, said) for one in events for said in one.payload["attributions"]]
    )
    tags = [(new[one.subject], name) for one in events for name in one.payload["tags"]]
    bulk.insert(keys.connection, tag, ("claim_id", "name"), tags)
    search.add_claims(keys.connection, [(row[0], row[3]) for row in rows])
    chains: dict[int, list[Chain]] = defaultdict(list)
    for one in tellings:
        if one.chain is not None:
            chains[one.claim].append(one.chain)
    begin(keys.connection, list(new.values()), chains, {one.claim for one in tellings if one.broken})


def attributed(keys: Keys, events: Sequence[Event]) -> None:
    """One more attribution each."""
    claims = keys.of(claim, [one.subject for one in events])
    numbers = [claims[one.subject] for one in events]
    tellings = Tellings(keys.connection, numbers, keys.memory)
    _count(keys, events)
    new = [(number, one, one.payload["attribution"]) for number, one in zip(numbers, events, strict=True)]
    tellings.add([one.known_at for one in events], _attribute(keys, new))


def accepted(keys: Keys, events: Sequence[Event]) -> None:
    """A person took the claim over."""
    _turn(keys, events, State.ACCEPTED)


def rejected(keys: Keys, events: Sequence[Event]) -> None:
    """A person turned the draft down; it is kept."""
    _turn(keys, events, State.REJECTED)


def edited(keys: Keys, events: Sequence[Event]) -> None:
    """Reworded, before anybody judged them; none of them twice but in one moment."""
    claims = keys.of(claim, [one.subject for one in events])
    keep(keys.connection, claim, [(claims[one.subject], one.known_at) for one in events])
    rows = [(one.version, one.payload["to"], claims[one.subject]) for one in events]
    bulk.update(keys.connection, claim, "version = ?, text = ?", rows)
    for one in events:
        search.change_claim(keys.connection, claims[one.subject], one.payload["from"], one.payload["to"])


def reattributed(keys: Keys, events: Sequence[Event]) -> None:
    """Another speaker behind the same words, with its chain; that this one said them nobody has checked."""
    for one in keys.in_turn(events):
        about, number = one.payload["to"], _count(keys, [one])[one.subject]
        sources = keys.of(source, [about["source"], *about["via"]])
        hold_sources(keys.connection, {sources[uid] for uid in (about["source"], *about["via"])})
        said = keys.of(attribution, [one.payload["attribution"]])[one.payload["attribution"]]
        span = about["source_span"] or (None, None)
        values = {"source_id": sources[about["source"]], "source_start": span[0], "source_end": span[1]}
        values |= {"voice": about["voice"], "said_check": SaidCheck.NOT_CHECKED}
        keep_chains(keys.connection, [(said, keys.moment)])
        keys.connection.execute(attribution.update().where(attribution.c.id == said).values(**values))
        keys.connection.execute(via.delete().where(via.c.attribution_id == said))
        _pass_on(keys, said, [sources[uid] for uid in about["via"]])
        come_through(keys, evidence.c.attribution_id == said)
        refresh_sayings(keys.connection, {number: keys.moment})
        resting = resting_on_attributions(keys.connection, [said])
        refresh_verdicts(keys.connection, {held: keys.moment for _, held in resting})


def superseded(keys: Keys, events: Sequence[Event]) -> None:
    """Others took its place."""
    _turn(keys, events, State.SUPERSEDED)


def restored(keys: Keys, events: Sequence[Event]) -> None:
    """A decision about its state was taken back."""
    for one in events:
        _turn(keys, [one], one.payload["to"])


def tagged(keys: Keys, events: Sequence[Event]) -> None:
    """Tags put on and taken off."""
    claims = _count(keys, events)
    tags = Side(keys.connection, tag, [claims[one.subject] for one in events])
    for one in events:
        number, moment = claims[one.subject], one.known_at
        for name in one.payload["removed"]:
            tags.take_out((number, name), moment)
        for name in one.payload["added"]:
            tags.put_in((number, name), moment)
    tags.write()


def _count(keys: Keys, events: Sequence[Event]) -> Mapping[str, int]:
    """Count these changes of claims, whose numbers by uid are told."""
    numbers = keys.of(claim, [one.subject for one in events])
    last = {numbers[one.subject]: one.version for one in events}
    bulk.update(keys.connection, claim, "version = ?", [(version, number) for number, version in last.items()])
    return numbers


def _turn(keys: Keys, events: Sequence[Event], state: str) -> None:
    """Let claims have this state, none of them twice but in one moment."""
    claims = keys.of(claim, [one.subject for one in events])
    keep(keys.connection, claim, [(claims[one.subject], one.known_at) for one in events])
    rows = [(one.version, str(state), claims[one.subject]) for one in events]
    bulk.update(keys.connection, claim, "version = ?, state = ?", rows)


def _attribute(keys: Keys, new: Sequence[tuple[int, Event, dict[str, Any]]]) -> list[Telling]:
    """Store new attributions, and tell of each what its claim rests on by it."""
    saids = [said for _, _, said in new]
    speakers = {said["source"] for said in saids}.union(*(said["via"] for said in saids))
    numbers, sources = keys.new(attribution, [said["uid"] for said in saids]), keys.of(source, speakers)
    articles = keys.of(article, [said["article"] for said in saids if said["article"]])
    enclosing = keys.of(attribution, [said["inside"] for said in saids if said["inside"]])
    hold_sources(keys.connection, {sources[uid] for uid in speakers})
    numbered, rows, passed = [], [], []
    for number, one, said in new:
        key, where = numbers[said["uid"]], articles[said["article"]] if said["article"] else None
        chain = [sources[said["source"]], *[sources[uid] for uid in said["via"]]]
        content = canonical(said["content"]) if said["content"] else None
        inside = enclosing[said["inside"]] if said["inside"] else None
        citation = canonical_of(*said["citation"].items()) if said["citation"] else None
        spans = *(said["source_span"] or _NOWHERE), *(said["cue_span"] or _NOWHERE)
        about = (key, said["uid"], number, where, chain[0], *_plain(said), _NOT_CHECKED)
        rows.append((*about, content, *spans, inside, citation, *one.stamps()))
        passed += [(key, position, through) for position, through in enumerate(chain[1:], 1)]
        numbered.append((key, number, Chain(chain, where) if said["stance"] == _ASSERTS else None))
    bulk.insert(keys.connection, attribution, _ATTRIBUTION, rows)
    bulk.insert(keys.connection, via, _VIA, passed)
    broken = _anchor(keys, [(numbers[said["uid"]], said["anchors"]) for said in saids if said.get("anchors")])
    return [Telling(number, chain, key in broken) for key, number, chain in numbered]


def _pass_on(keys: Keys, number: int, through: Sequence[int]) -> None:
    passed = [(number, position, key) for position, key in enumerate(through, 1)]
    bulk.insert(keys.connection, via, _VIA, passed)


def _anchor(keys: Keys, copied: Sequence[tuple[int, Sequence[Sequence[Any]]]]) -> set[int]:
    """Where the words stand in later revisions, of attributions copied from older ones; those gone from the latest."""
    articles = keys.of(article, [uid for _, anchors in copied for uid, _, _ in anchors])
    rows = [(number, articles[uid], start, end) for number, anchors in copied for uid, start, end in anchors]
    bulk.insert(keys.connection, anchor, ("attribution_id", "article_id", "start", "end"), rows)
    latest = {row[0]: row for row in sorted(rows, key=itemgetter(0, 1))}
    return {number for number, row in latest.items() if row[2] is None}
