"""Whether what an event says can be: what it names exists, quotes stand where it says, and words go together."""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Table, select

from factcheck.dates import bygone, partial
from factcheck.desk import words
from factcheck.errors import Refused
from factcheck.exchange.lives import Lives
from factcheck.exchange.parties import Parties
from factcheck.exchange.scratch import Scratch
from factcheck.exchange.ties import Ties
from factcheck.exchange.voices import Voices
from factcheck.identity import ARTICLE, handle
from factcheck.store.events import Event, canonical
from factcheck.store.projection.making import CREATES, makes, said
from factcheck.store.spans import is_anchored, misplaced
from factcheck.store.tables import (
    article,
    assessment,
    attribution,
    claim,
    evidence,
    grade,
    link,
    retraction,
    source,
    unlinking,
    withdrawal,
)
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action

_TABLES: Final[Mapping[str, Table]] = {
    "source": source,
    "article": article,
    "claim": claim,
    "attribution": attribution,
    "evidence": evidence,
    "withdrawal": withdrawal,
    "assessment": assessment,
    "grade": grade,
    "retraction": retraction,
    "link": link,
    "unlinking": unlinking,
}
_TEXTS: Final = {"article": "text", "claim": "text", "attribution": "quote"}
_KEPT: Final = 8


class Contents:
    """What the changes of one file say, in their order."""

    def __init__(self, session: Session, scratch: Scratch, *, empty: bool) -> None:
        self._session = session
        self._scratch = scratch
        self._empty = empty
        self._lives = Lives(session, scratch)
        self._ties = Ties(session, self._lives, empty=empty)
        self._parties = Parties(session, scratch)
        self._voices = Voices(session, scratch)
        self._text = lru_cache(_KEPT)(self._find_text)
        self._checks: dict[str, Callable[[Event], None]] = {
            Action.SOURCE_CREATED: self._source_created,
            Action.SOURCE_EDITED: self._source_edited,
            Action.SOURCE_MERGED: self._source_merged,
            Action.ARTICLE_ADDED: self._article_added,
            Action.CLAIM_LOGGED: self._attributed,
            Action.CLAIM_ATTRIBUTED: self._attributed,
            Action.CLAIM_EDITED: self._claim_edited,
            Action.CLAIM_REATTRIBUTED: self._claim_reattributed,
            Action.CLAIM_SUPERSEDED: self._claim_superseded,
            Action.CLAIM_RETRACTED: self._claim_retracted,
            Action.CLAIM_SAID_CHECKED: self._said_checked,
            Action.CLAIM_EVIDENCE_ADDED: self._evidence_added,
            Action.CLAIM_LINKED: self._linked,
        }

    def check(self, one: Event, *, known: bool) -> None:
        """Check the event, unless it is here already, and remember what it makes.

        Raises:
            Refused: it cannot be.
            UsageProblem: a date in it does not exist, or an address leads nowhere.

        """
        made = makes(one)
        if not known:
            if (one.version == 1) != (one.action in CREATES):
                raise Refused(f"A chain does not {'begin' if one.version == 1 else 'go on'} with {one.action}.")
            if one.version > 1:
                self._need(one.action.partition("_")[0], one.subject)
            for what, uid in made:
                if self._is(what, uid):
                    raise Refused(f"It makes the {what} {uid}, which exists already.")
            if one.action in self._checks:
                self._checks[one.action](one)
            self._lives.go_on(one, self._ties.same(one.subject) if one.action == Action.CLAIM_ASSESSED else ())
            self._ties.go_on(one)
            self._parties.go_on(one)
            self._voices.go_on(one)
        texts = _texts(one)
        for what, uid in made:
            self._scratch.make(uid, what, texts.get(uid), subject=one.subject)
        if one.action == Action.CLAIM_EDITED:
            self._scratch.make(one.subject, "claim", one.payload["to"], subject=one.subject)

    def _source_created(self, one: Event) -> None:
        if one.payload["owner"] is not None:
            self._need("source", one.payload["owner"])

    def _source_edited(self, one: Event) -> None:
        owner = one.payload["to"].get("owner")
        if owner is not None:
            self._need("source", owner)

    def _source_merged(self, one: Event) -> None:
        self._need("source", one.payload["into"])

    def _article_added(self, one: Event) -> None:
        about = one.payload
        self._need("source", about["publisher"])
        if hashlib.sha256(about["text"].encode()).hexdigest() != about["sha256"]:
            raise Refused("sha256 is not that of the article's text.")
        if about["revises"] is not None:
            self._need("article", about["revises"])
        self._is_other(about)
        if about["published"] is not None:
            partial(about["published"], "published")
        for uid, start, end in about["anchors"]:
            self._need("attribution", uid)
            _anchored(uid, self._text("attribution", uid), about["text"], start, end)

    def _is_other(self, about: Mapping[str, Any]) -> None:
        """An article is known by publisher, URL, text and what it revises: under another uid it is not taken in."""
        if not self._empty:
            self._is_other_here(about)
        if not self._scratch.use_up(canonical([about[name] for name in ("publisher", "url", "sha256", "revises")])):
            raise Refused("The same article stands in the file before, under another uid.")

    def _is_other_here(self, about: Mapping[str, Any]) -> None:
        revised = article.alias("revised")
        same = (source.c.uid == about["publisher"], article.c.url == about["url"], article.c.sha256 == about["sha256"])
        query = select(article.c.id).join(source, source.c.id == article.c.publisher_id)
        query = query.outerjoin(revised, revised.c.id == article.c.revises_id)
        query = query.where(*same, revised.c.uid.is_not_distinct_from(about["revises"]))
        if (number := self._session.connection().scalar(query)) is not None:
            raise Refused(f"The same article is here already, as {handle(ARTICLE, number)}, under another uid.")

    def _attributed(self, one: Event) -> None:
        for uid in one.payload.get("replaces", ()):
            self._need("claim", uid)
        met: set[str] = set()
        for made in said(one):
            if made["uid"] in met:
                raise Refused(f"The attribution {made['uid']} stands there twice.")
            met.add(made["uid"])
            for uid in (made["source"], *made["via"]):
                self._need("source", uid)
            if made["inside"] is not None and made["inside"] not in met:
                self._need("attribution", made["inside"])
            if made["said_on"] is not None:
                partial(made["said_on"], "said_on")
            self._located(made)

    def _located(self, made: Mapping[str, Any]) -> None:
        where = [made[name] is None for name in ("article", "quote", "start", "end")]
        if any(where):
            if not all(where):
                raise Refused("An attribution has article, quote, start and end, or none of them.")
            if made.get("anchors"):
                raise Refused("An attribution without a quote has no place in a revision.")
            return
        self._need("article", made["article"])
        quote, cue = (made["quote"], made["start"], made["end"]), (made["cue"], made["cue_span"])
        others = [made["source_span"], *(made["content"] or ())]
        if wrong := misplaced(self._text("article", made["article"]), quote, cue, others):
            raise Refused(f"{wrong} in its article.")
        for uid, start, end in made.get("anchors", ()):
            self._need("article", uid)
            _anchored(made["uid"], made["quote"], self._text("article", uid), start, end)

    def _claim_edited(self, one: Event) -> None:
        thing = self._scratch.thing(one.subject)
        before = thing[1] if thing is not None else self._find_text("claim", one.subject)
        if before != one.payload["from"]:
            raise Refused("It changes words that the claim does not have.")

    def _claim_reattributed(self, one: Event) -> None:
        self._need("attribution", one.payload["attribution"])
        for about in (one.payload["from"], one.payload["to"]):
            for uid in (about["source"], *about["via"]):
                self._need("source", uid)

    def _claim_superseded(self, one: Event) -> None:
        for uid in one.payload["by"]:
            self._need("claim", uid)

    def _claim_retracted(self, one: Event) -> None:
        self._need("assessment", one.payload["assessment"])

    def _said_checked(self, one: Event) -> None:
        if self._claim_of(one.payload["attribution"]) != one.subject:
            raise Refused(f"The attribution {one.payload['attribution']} is none of its claim.")

    def _evidence_added(self, one: Event) -> None:
        """The item is one that the desk takes: with something to go back to, and none of what it is evidence for."""
        item = one.payload["item"]
        if item["source"] is not None:
            self._need("source", item["source"])
        if item["date"] is not None:
            bygone(item["date"], one.recorded_at)
        for given in filter(None, (item["url"], item["archive_ref"])):
            words.address(given)
        if (item["file"] is None) != (item["sha256"] is None):
            raise Refused("A file has a name and a digest.")
        found = [item[name] for name in ("source", "attribution", "url", "file", "archive_ref") if item[name]]
        if not found and not (item["direct"] and item["note"]):
            raise Refused("It gives nothing as evidence.")
        if item["attribution"] is not None:
            if item["source"] is not None or item["direct"]:
                raise Refused("An attribution as evidence brings its own source, and is no direct evidence.")
            if self._claim_of(item["attribution"]) == one.subject:
                raise Refused("That a claim was said is no evidence for it.")

    def _linked(self, one: Event) -> None:
        self._need("claim", one.payload["other"])

    def _claim_of(self, uid: str) -> str | None:
        """The uid of the claim that an attribution is of.

        Raises:
            Refused: there is no such attribution.

        """
        self._need("attribution", uid)
        if (subject := self._scratch.subject_of(uid)) is not None:
            return subject
        query = select(claim.c.uid).join(attribution, attribution.c.claim_id == claim.c.id)
        found: str | None = self._session.connection().scalar(query.where(attribution.c.uid == uid))
        return found

    def _need(self, what: str, uid: str) -> None:
        if not self._is(what, uid):
            raise Refused(f"There is no {what} {uid}, neither here nor before it in the file.")

    def _is(self, what: str, uid: str) -> bool:
        thing = self._scratch.thing(uid)
        return thing[0] == what if thing is not None else self._column(what, uid, "uid") is not None

    def _find_text(self, what: str, uid: str) -> str:
        thing = self._scratch.thing(uid)
        return (thing[1] if thing is not None else self._column(what, uid, _TEXTS[what])) or ""

    def _column(self, what: str, uid: str, name: str) -> str | None:
        if self._empty:
            return None
        table = _TABLES[what]
        found: str | None = self._session.connection().scalar(select(table.c[name]).where(table.c.uid == uid))
        return found


def _texts(one: Event) -> dict[str, str | None]:
    texts: dict[str, str | None] = {made["uid"]: made["quote"] for made in said(one)}
    if one.action in {Action.ARTICLE_ADDED, Action.CLAIM_LOGGED}:
        texts[one.subject] = one.payload["text"]
    return texts


def _anchored(uid: str, quote: str, text: str, start: int | None, end: int | None) -> None:
    """Refuse an anchor where the attribution's words do not stand in the revision, white space and typography aside."""
    if start is None or end is None:
        if start is not end:
            raise Refused("An anchor has a start and an end, or neither.")
    elif not is_anchored(text, quote, start, end):
        raise Refused(f"The words of the attribution {uid} do not stand from {start} to {end}.")
