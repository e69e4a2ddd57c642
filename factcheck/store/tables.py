"""The Core tables behind the models: statements are written on these, since rows cross layers as frozen values."""

from sqlalchemy import Table as CoreTable

from factcheck import models


def _core(model: type[models.Table]) -> CoreTable:
    return models.Table.metadata.tables[str(model.__tablename__)]


ledger = _core(models.Ledger)
event = _core(models.Event)
source = _core(models.Source)
source_alias = _core(models.SourceAlias)
source_skeleton = _core(models.SourceSkeleton)
grade = _core(models.Grade)
article = _core(models.Article)
article_sketch = _core(models.ArticleSketch)
claim = _core(models.Claim)
attribution = _core(models.Attribution)
via = _core(models.Via)
anchor = _core(models.Anchor)
evidence = _core(models.Evidence)
evidence_source = _core(models.EvidenceSource)
withdrawal = _core(models.Withdrawal)
assessment = _core(models.Assessment)
basis = _core(models.Basis)
retraction = _core(models.Retraction)
link = _core(models.Link)
unlinking = _core(models.Unlinking)
tag = _core(models.Tag)
claim_flag = _core(models.ClaimFlag)
claim_vector = _core(models.ClaimVector)
claim_past = _core(models.ClaimPast)
attribution_past = _core(models.AttributionPast)
via_past = _core(models.ViaPast)
source_past = _core(models.SourcePast)
source_alias_past = _core(models.SourceAliasPast)
tag_past = _core(models.TagPast)
claim_flag_past = _core(models.ClaimFlagPast)


def named(name: str) -> CoreTable:
    """The table of this name."""
    return models.Table.metadata.tables[name]


def past_of(table: CoreTable) -> CoreTable:
    """The table of what this one's rows were."""
    return named(f"{table.name}_past")
