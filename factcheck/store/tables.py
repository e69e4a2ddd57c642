"""The Core tables of the models, which statements are written on, since rows cross layers as frozen values.

They are made from a snapshot of the models' columns: to build the model classes takes longer than most answers do.
"""

import json
from typing import Any, Final

from sqlalchemy import Column, ForeignKey, MetaData
from sqlalchemy import Table as CoreTable

from factcheck.columns import KINDS
from factcheck.resources import schema


def _column(name: str, said: str) -> Column[Any]:
    kind, *rest = said.split()
    points = [ForeignKey(f"{rest[-1]}.id")] if "->" in rest else []
    return Column(name, KINDS[kind], *points, primary_key="key" in rest, nullable="null" in rest)


_METADATA: Final = MetaData()
for _name, _columns in json.loads(schema("snapshot", "tables.json").read_text("utf-8")).items():
    CoreTable(_name, _METADATA, *(_column(*one) for one in _columns.items()))


def named(name: str) -> CoreTable:
    """The table of this name."""
    return _METADATA.tables[name]


def past_of(table: CoreTable) -> CoreTable:
    """The table of what this one's rows were."""
    return named(f"{table.name}_past")


ledger = named("ledger")
event = named("event")
source = named("source")
source_alias = named("source_alias")
source_skeleton = named("source_skeleton")
grade = named("grade")
article = named("article")
article_sketch = named("article_sketch")
claim = named("claim")
attribution = named("attribution")
via = named("via")
anchor = named("anchor")
evidence = named("evidence")
evidence_source = named("evidence_source")
withdrawal = named("withdrawal")
assessment = named("assessment")
basis = named("basis")
retraction = named("retraction")
link = named("link")
unlinking = named("unlinking")
tag = named("tag")
claim_flag = named("claim_flag")
claim_vector = named("claim_vector")
claim_past = named("claim_past")
attribution_past = named("attribution_past")
via_past = named("via_past")
source_past = named("source_past")
source_alias_past = named("source_alias_past")
tag_past = named("tag_past")
claim_flag_past = named("claim_flag_past")
