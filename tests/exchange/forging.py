"""Events that nobody's desk would record, with hashes that are right all the same."""

import hashlib
import json
from typing import Any

from factcheck.identity import new_uid
from factcheck.store.events import canonical

Record = dict[str, Any]
_SEALED = ("subject", "version", "recorded_at", "by", "action", "reason", "payload", "prev_hash")


def seal(one: Record) -> Record:
    """Give the event the hash of what it says now."""
    one["hash"] = hashlib.sha256(canonical([one[field] for field in _SEALED]).encode()).hexdigest()
    return one


def text(lines: list[Record]) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


class Forgery:
    """A file of events that goes on as one likes."""

    def __init__(self) -> None:
        self.lines: list[Record] = [{"type": "header", "format": "factcheck", "version": 1}]
        self.moment = "2025-01-01T00:00:00.000000Z"

    def add(self, subject: str, action: str, **payload: Any) -> str:
        """One more event of this subject, in its place in the chain."""
        before = [one for one in self.lines if one.get("subject") == subject]
        one = {
            "type": "event",
            "subject": subject,
            "version": len(before) + 1,
            "recorded_at": self.moment,
            "by": "mallory",
            "action": action,
            "reason": "because",
            "payload": payload,
            "prev_hash": before[-1]["hash"] if before else "",
            "imported_at": None,
        }
        self.lines.append(seal(one))
        return subject

    def source(self, kind: str = "official", *, named: bool = True, owner: str | None = None) -> str:
        uid = new_uid()
        return self.add(uid, "source_created", name=uid, kind=kind, named=named, owner=owner)

    def edit(self, source: str, **to: Any) -> None:
        self.add(source, "source_edited", **{"from": to, "to": to, "owner_name": None})

    def merge(self, source: str, into: str) -> None:
        self.add(source, "source_merged", into=into, into_name="x")

    def article(self, body: str, publisher: str, revises: str | None = None, anchors: Any = ()) -> str:
        return self.add(
            new_uid(),
            "article_added",
            publisher=publisher,
            url="",
            title=None,
            published=None,
            lang=None,
            sentences=1,
            engine=None,
            text=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            revises=revises,
            anchors=list(anchors),
        )

    def said(self, **changed: Any) -> Record:
        """An attribution."""
        plain: Record = dict.fromkeys(
            ("article", "quote", "start", "end", "content", "source_span", "cue", "cue_span", "said_on", "inside")
        )
        words: Record = {"stance": "asserts", "modality": "stated", "voice": "reported", "via": [], "citation": None}
        return {**plain, "uid": new_uid(), **words, **changed}

    def claim(self, state: str = "accepted", tags: Any = (), replaces: Any = (), **said: Any) -> str:
        said.setdefault("source", self.source())
        more = {"replaces": list(replaces)} if replaces else {}
        return self.add(
            new_uid(),
            "claim_logged",
            text="The words",
            state=state,
            engine=None,
            digest="0" * 64,
            tags=list(tags),
            attributions=[self.said(**said)],
            **more,
        )

    def assess(self, claim: str, before: str, status: str, credibility: int | None = None, **changed: Any) -> str:
        """An assessment, with a reason to override; gives its uid."""
        uid = new_uid()
        about = {"confidence": None, "override": "none yet", "missing": [], "due": None, **changed}
        self.add(
            claim, "claim_assessed", assessment=uid, before=before, status=status, credibility=credibility, **about
        )
        return uid

    def give(self, claim: str, **changed: Any) -> str:
        """An item of evidence; gives its uid."""
        plain: Record = dict.fromkeys(
            ("source", "attribution", "url", "file", "sha256", "archive_ref", "quote", "date", "note")
        )
        item = {"uid": new_uid(), "bearing": "refutes", "direct": False, **plain, **(changed or {"url": "https://x"})}
        self.add(claim, "claim_evidence_added", item=item, said_by=None)
        return str(item["uid"])

    def withdraw(self, claim: str, item: str) -> None:
        self.add(claim, "claim_evidence_withdrawn", withdrawal=new_uid(), evidence=item)

    def check(self, claim: str, attribution: str) -> None:
        self.add(claim, "claim_said_checked", attribution=attribution, said_check="original_seen", said_by="x")

    def spoken(self) -> str:
        """The attribution of the claim that was logged last."""
        logged = [one for one in self.lines if one.get("action") == "claim_logged"]
        return str(logged[-1]["payload"]["attributions"][0]["uid"])

    def retract(self, claim: str, assessment: str, status: str, back_to: str) -> None:
        self.add(claim, "claim_retracted", retraction=new_uid(), assessment=assessment, status=status, back_to=back_to)
