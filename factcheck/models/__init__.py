"""The tables. All but `ledger` and `event` are a projection of the events and could be rebuilt from them.

`claim_vector` is a cache, made from the words of claims.

Table models do not validate (SQLModel's rule): validation happens at the desk, and their CHECKs are the last guard.
"""

from factcheck.models.claims import (
    Anchor,
    Article,
    ArticleSketch,
    Attribution,
    Claim,
    ClaimFlag,
    ClaimVector,
    Tag,
    Via,
)
from factcheck.models.judgements import Assessment, Basis, Evidence, EvidenceSource, Retraction, Withdrawal
from factcheck.models.ledger import Event, Ledger
from factcheck.models.links import Link, Unlinking
from factcheck.models.past import (
    AttributionPast,
    ClaimFlagPast,
    ClaimPast,
    SourceAliasPast,
    SourcePast,
    TagPast,
    ViaPast,
)
from factcheck.models.sources import Grade, Source, SourceAlias, SourceSkeleton
from factcheck.models.table import Table

__all__ = [
    "Anchor",
    "Article",
    "ArticleSketch",
    "Assessment",
    "Attribution",
    "AttributionPast",
    "Basis",
    "Claim",
    "ClaimFlag",
    "ClaimFlagPast",
    "ClaimPast",
    "ClaimVector",
    "Event",
    "Evidence",
    "EvidenceSource",
    "Grade",
    "Ledger",
    "Link",
    "Retraction",
    "Source",
    "SourceAlias",
    "SourceAliasPast",
    "SourcePast",
    "SourceSkeleton",
    "Table",
    "Tag",
    "TagPast",
    "Unlinking",
    "Via",
    "ViaPast",
    "Withdrawal",
]
