"""The words of the four axes, the life of a claim, and the moves an assessment may make.

Definitions for people stand in ``schema/vocabulary/*.toml``; a test keeps both equal, and equal to the CHECKs of
the database and to the JSON Schema. Standard library only.
"""

from enum import StrEnum, unique
from typing import Final


@unique
class Status(StrEnum):
    """What we hold about the proposition (axis A)."""

    UNCHECKED = "unchecked"
    IN_REVIEW = "in_review"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    DISPUTED = "disputed"
    INSUFFICIENT = "insufficient"
    NOT_CHECKABLE = "not_checkable"


VERDICTS: Final = frozenset({Status.CONFIRMED, Status.REFUTED, Status.DISPUTED, Status.INSUFFICIENT})
UNVERIFIED: Final = (Status.UNCHECKED, Status.IN_REVIEW, Status.INSUFFICIENT, Status.DISPUTED)

CREDIBILITIES: Final = (1, 2, 3, 4, 5, 6)
ALLOWED_CREDIBILITY: Final[dict[Status, tuple[int, ...]]] = {
    Status.CONFIRMED: (1,),
    Status.REFUTED: (5,),
    Status.DISPUTED: (2, 3, 4),
    Status.INSUFFICIENT: (2, 3, 4, 6),
}
"""Information credibility (STANAG 2511, axis B) that goes with a verdict; a status that is no verdict takes none."""


@unique
class Move(StrEnum):
    """What a move from one status to another asks for."""

    FREE = "free"
    UNLESS_JUDGED = "unless_judged"
    NEWER_EVIDENCE = "newer_evidence"
    ILLEGAL = "illegal"


def _moves() -> dict[tuple[Status, Status], Move]:
    table = """
                     unchecked  in_review  confirmed  refuted  disputed  insufficient  not_checkable
    unchecked            -          +          +         +         +          +             +
    in_review            ?          +          +         +         +          +             +
    confirmed            -          +          +         e         e          e             -
    refuted              -          +          e         +         e          e             -
    disputed             -          +          e         e         +          e             -
    insufficient         -          +          e         e         e          +             -
    not_checkable        -          +          -         -         -          -             -
    """
    signs = {"+": Move.FREE, "?": Move.UNLESS_JUDGED, "e": Move.NEWER_EVIDENCE, "-": Move.ILLEGAL}
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {(Status(row[0]), Status(to)): signs[sign] for row in rows for to, sign in zip(head, row[1:], strict=True)}


MOVES: Final = _moves()
"""Every move between two statuses: ``+`` free, ``e`` a gate (evidence newer than the last verdict), ``?`` only for a
claim that never had a verdict, ``-`` illegal."""


@unique
class Reliability(StrEnum):
    """Source reliability A-F (STANAG 2511, axis C). F is no middle: it says that there is no basis to judge."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


@unique
class Confidence(StrEnum):
    """How sure the analyst is of the verdict (ICD 203). No likelihood."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@unique
class Stance(StrEnum):
    """How a source stands to the proposition (axis D)."""

    ASSERTS = "asserts"
    DENIES = "denies"
    QUESTIONS = "questions"
    REPORTS_NO_CONFIRMATION = "reports_no_confirmation"


@unique
class Modality(StrEnum):
    """In which mode the proposition is put forward (axis D)."""

    STATED = "stated"
    ALLEGED = "alleged"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    PLANNED = "planned"
    FEARED = "feared"
    INTERPRETED = "interpreted"


@unique
class Voice(StrEnum):
    """In whose words the proposition stands in the article (axis D)."""

    QUOTED = "quoted"
    REPORTED = "reported"
    NARRATED = "narrated"


@unique
class SaidCheck(StrEnum):
    """Whether it was checked that the source said it. Says nothing about it being true."""

    NOT_CHECKED = "not_checked"
    QUOTE_LOCATED = "quote_located"
    ORIGINAL_SEEN = "original_seen"
    MISATTRIBUTED = "misattributed"
    WITHDRAWN = "withdrawn"


@unique
class Bearing(StrEnum):
    """What an item of evidence does for a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


DISOWNED: Final = frozenset({SaidCheck.MISATTRIBUTED, SaidCheck.WITHDRAWN})
"""Checks after which nobody stands behind an attribution any more, so that no verdict can rest on it."""


@unique
class SourceKind(StrEnum):
    """What sort of source it is. A kind implies no grade."""

    STATE_MEDIA = "state_media"
    OFFICIAL = "official"
    MILITARY = "military"
    INTERGOVERNMENTAL = "intergovernmental"
    INDEPENDENT_MEDIA = "independent_media"
    EXPERT = "expert"
    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"
    UNCONFIRMED_REPORT = "unconfirmed_report"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


NARRATOR: Final = "narrator"
"""The kind of the article's own voice in a reading; it is stored as the article's publisher."""

UNNAMED_KINDS: Final = frozenset({SourceKind.UNCONFIRMED_REPORT, SourceKind.ANONYMOUS, SourceKind.UNKNOWN})
"""Kinds that never are a known origin, whatever they are called."""


@unique
class State(StrEnum):
    """Where a claim stands in its life."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


LISTED: Final = (State.DRAFT, State.ACCEPTED)
"""The states that lists show."""


@unique
class Flag(StrEnum):
    """What the program derives about a claim; nobody sets one by hand."""

    DRAFT = "draft"
    SINGLE_ORIGIN = "single_origin"
    ORIGIN_UNKNOWN = "origin_unknown"
    STATE_MEDIA_ONLY = "state_media_only"
    CIRCULAR = "circular"
    STALE = "stale"
    QUOTE_BROKEN = "quote_broken"
    EVIDENCE_CHANGED = "evidence_changed"
    OVERRIDDEN = "overridden"


KEPT_FLAGS: Final = tuple(flag for flag in Flag if flag not in {Flag.DRAFT, Flag.STALE})
"""Those that are stored where a list needs them; the others are plain from a claim itself."""


@unique
class GroundChange(StrEnum):
    """How what a verdict rests on changed since."""

    WITHDRAWN = "withdrawn"
    MISATTRIBUTED = "misattributed"
    TAKEN_BACK = "taken_back"
    REGRADED = "regraded"
    ONE_ORIGIN = "one_origin"
    PARTED = "parted"
    REPEATS = "repeats"


@unique
class Overdue(StrEnum):
    """Why a claim waits for somebody to look at it again."""

    EVIDENCE_CHANGED = "evidence_changed"
    DUE = "due"
    NOT_CHECKED = "not_checked"


@unique
class Edit(StrEnum):
    """What a later revision of an article did to how something is put.

    A hedge keeps a distance or says that it may be otherwise: "reportedly", "may", "claimed" rather than "said".
    """

    HEDGE_LOST = "hedge_lost"
    HEDGE_GAINED = "hedge_gained"
    OTHER_SOURCE = "other_source"
    OTHER_STANCE = "other_stance"
    OTHER_MODALITY = "other_modality"
    OTHER_CUE = "other_cue"
    OTHER_DATE = "other_date"
    QUOTATION_LOST = "quotation_lost"
    QUOTATION_GAINED = "quotation_gained"
    REWORDED = "reworded"
    EXTENDED = "extended"


@unique
class Rewriting(StrEnum):
    """What is new in the text of a later revision: its words, their order or typography only, or nothing."""

    NONE = "none"
    TYPOGRAPHY = "typography"
    ORDER = "order"
    WORDS = "words"


@unique
class Relation(StrEnum):
    """How one claim is linked to another."""

    SAME = "same"
    CONTRADICTS = "contradicts"
    PART_OF = "part_of"


@unique
class Action(StrEnum):
    """What an event did to its subject."""

    SOURCE_CREATED = "source_created"
    SOURCE_EDITED = "source_edited"
    SOURCE_ALIASED = "source_aliased"
    SOURCE_GRADED = "source_graded"
    SOURCE_MERGED = "source_merged"
    ARTICLE_ADDED = "article_added"
    CLAIM_LOGGED = "claim_logged"
    CLAIM_ATTRIBUTED = "claim_attributed"
    CLAIM_ACCEPTED = "claim_accepted"
    CLAIM_REJECTED = "claim_rejected"
    CLAIM_EDITED = "claim_edited"
    CLAIM_REATTRIBUTED = "claim_reattributed"
    CLAIM_SUPERSEDED = "claim_superseded"
    CLAIM_RESTORED = "claim_restored"
    CLAIM_TAGGED = "claim_tagged"
    CLAIM_SAID_CHECKED = "claim_said_checked"
    CLAIM_EVIDENCE_ADDED = "claim_evidence_added"
    CLAIM_EVIDENCE_WITHDRAWN = "claim_evidence_withdrawn"
    CLAIM_ASSESSED = "claim_assessed"
    CLAIM_RETRACTED = "claim_retracted"
    CLAIM_LINKED = "claim_linked"
    CLAIM_UNLINKED = "claim_unlinked"
