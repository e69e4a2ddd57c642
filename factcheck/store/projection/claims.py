"""Claims, the attributions they come with, their life and their tags."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_

from factcheck.store import search
from factcheck.store.events import Event, canonical
from factcheck.store.flags import begin, refresh
from factcheck.store.grounds import resting_on_attribution
from factcheck.store.locks import hold_sources
from factcheck.store.past import keep, keep_chain, put_in, take_out
from factcheck.store.projection.evidence import come_through
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import anchor, article, attribution, claim, evidence, source, tag, via
from factcheck.vocabulary import SaidCheck, State, Status


def logged(keys: Keys, events: Sequence[Event]) -> None:
    """New claims with their attributions and tags."""
    new = keys.new(claim, [one.subject for one in events])
    rows = [
        {
            "id": new[one.subject],
            "uid": one.subject,
            "version": one.version,
            "text": one.payload["text"],
            "state": one.payload["state"],
            "status": Status.UNCHECKED,
            "engine": one.payload["engine"],
            "digest": one.payload["digest"],
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
        }
        for one in events
    ]
    keys.connection.execute(claim.insert(), rows)
    _attribute(keys, [(new[one.subject], one, said) for one in events for said in one.payload["attributions"]])
    tags = [{"claim_id": new[one.subject], "name": name} for one in events for name in one.payload["tags"]]
    if tags:
        keys.connection.execute(tag.insert(), tags)
    search.add_claims(keys.connection, [(row["id"], row["text"]) for row in rows])
    begin(keys.connection, list(new.values()))


def attributed(keys: Keys, events: Sequence[Event]) -> None:
    """One more attribution each."""
    numbers = [_touch(keys, one) for one in events]
    _attribute(keys, [(number, one, one.payload["attribution"]) for number, one in zip(numbers, events, strict=True)])
    refresh(keys.connection, numbers, keys.moment)


def accepted(keys: Keys, events: Sequence[Event]) -> None:
    """A person took the claim over."""
    for one in events:
        _touch(keys, one, state=State.ACCEPTED)


def rejected(keys: Keys, events: Sequence[Event]) -> None:
    """A person turned the draft down; it is kept."""
    for one in events:
        _touch(keys, one, state=State.REJECTED)


def edited(keys: Keys, events: Sequence[Event]) -> None:
    """Reworded, before anybody judged it."""
    for one in events:
        number = _touch(keys, one, text=one.payload["to"])
        search.change_claim(keys.connection, number, one.payload["from"], one.payload["to"])


def reattributed(keys: Keys, events: Sequence[Event]) -> None:
    """Another speaker behind the same words, with its chain; that this one said them nobody has checked."""
    for one in events:
        about, number = one.payload["to"], _touch(keys, one)
        sources = keys.of(source, [about["source"], *about["via"]])
        hold_sources(keys.connection, {sources[uid] for uid in (about["source"], *about["via"])})
        said = keys.of(attribution, [one.payload["attribution"]])[one.payload["attribution"]]
        span = about["source_span"] or (None, None)
        values = {"source_id": sources[about["source"]], "source_start": span[0], "source_end": span[1]}
        values |= {"voice": about["voice"], "said_check": SaidCheck.NOT_CHECKED}
        keep_chain(keys.connection, said, keys.moment)
        keys.connection.execute(attribution.update().where(attribution.c.id == said).values(**values))
        keys.connection.execute(via.delete().where(via.c.attribution_id == said))
        _pass_on(keys, [(said, [sources[uid] for uid in about["via"]])])
        come_through(keys, evidence.c.attribution_id == said)
        refresh(keys.connection, [number, *resting_on_attribution(keys.connection, said)], keys.moment)


def superseded(keys: Keys, events: Sequence[Event]) -> None:
    """Others took its place."""
    for one in events:
        _touch(keys, one, state=State.SUPERSEDED)


def restored(keys: Keys, events: Sequence[Event]) -> None:
    """A decision about its state was taken back."""
    for one in events:
        _touch(keys, one, state=one.payload["to"])


def tagged(keys: Keys, events: Sequence[Event]) -> None:
    """Tags put on and taken off."""
    for one in events:
        number = _touch(keys, one)
        gone = and_(tag.c.claim_id == number, tag.c.name.in_(one.payload["removed"]))
        take_out(keys.connection, tag, gone, keys.moment)
        put_in(keys.connection, tag, [{"claim_id": number, "name": name} for name in one.payload["added"]], keys.moment)


def _touch(keys: Keys, one: Event, **values: Any) -> int:
    number = keys.of(claim, [one.subject])[one.subject]
    if values:
        keep(keys.connection, claim, [number], keys.moment)
    keys.connection.execute(claim.update().where(claim.c.id == number).values(version=one.version, **values))
    return number


def _attribute(keys: Keys, new: Sequence[tuple[int, Event, dict[str, Any]]]) -> None:
    if not new:
        return
    saids = [said for _, _, said in new]
    numbers = keys.new(attribution, [said["uid"] for said in saids])
    sources = keys.of(source, [uid for said in saids for uid in (said["source"], *said["via"])])
    articles = keys.of(article, [said["article"] for said in saids if said["article"]])
    enclosing = keys.of(attribution, [said["inside"] for said in saids if said["inside"]])
    hold_sources(keys.connection, {sources[uid] for said in saids for uid in (said["source"], *said["via"])})
    rows = []
    for number, one, said in new:
        source_span, cue_span = said["source_span"] or (None, None), said["cue_span"] or (None, None)
        row = {name: said[name] for name in ("quote", "start", "end", "cue", "stance", "modality", "voice", "said_on")}
        row |= {
            "id": numbers[said["uid"]],
            "uid": said["uid"],
            "claim_id": number,
            "article_id": articles[said["article"]] if said["article"] else None,
            "content": canonical(said["content"]) if said["content"] else None,
            "source_id": sources[said["source"]],
            "source_start": source_span[0],
            "source_end": source_span[1],
            "cue_start": cue_span[0],
            "cue_end": cue_span[1],
            "said_check": SaidCheck.NOT_CHECKED,
            "inside_id": enclosing[said["inside"]] if said["inside"] else None,
            "citation": canonical(said["citation"]) if said["citation"] else None,
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
        }
        rows.append(row)
    keys.connection.execute(attribution.insert(), rows)
    _pass_on(keys, [(numbers[said["uid"]], [sources[uid] for uid in said["via"]]) for said in saids])
    _anchor(keys, [(numbers[said["uid"]], said["anchors"]) for said in saids if said.get("anchors")])


def _pass_on(keys: Keys, chains: Sequence[tuple[int, Sequence[int]]]) -> None:
    passed = [
        {"attribution_id": number, "position": position, "source_id": key}
        for number, through in chains
        for position, key in enumerate(through, 1)
    ]
    if passed:
        keys.connection.execute(via.insert(), passed)


def _anchor(keys: Keys, copied: Sequence[tuple[int, Sequence[Sequence[Any]]]]) -> None:
    """Where the words stand in later revisions, of attributions copied from older ones."""
    articles = keys.of(article, [uid for _, anchors in copied for uid, _, _ in anchors])
    rows = [
        {"attribution_id": number, "article_id": articles[uid], "start": start, "end": end}
        for number, anchors in copied
        for uid, start, end in anchors
    ]
    if rows:
        keys.connection.execute(anchor.insert(), rows)
