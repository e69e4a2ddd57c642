"""The schema: what migrations make equals the models, the vocabulary and the snapshots, on both databases."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from factcheck import models, vocabulary
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store import ddl, migrate
from factcheck.store.session import reading
from tests.snapshot import columns


def test_the_newest_revision_is_the_one_that_reads_expect() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_revisions_import_nothing_but_alembic_and_sqlalchemy() -> None:
    for revision in schema("migrations", "versions").glob("*.py"):
        imports = [line for line in revision.read_text().splitlines() if line.startswith(("import ", "from "))]
        assert set(imports) <= {"import sqlalchemy as sa", "from alembic import op"}, revision.name


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # on SQLite only the snapshot tells of one
def test_models_equal_migrations(location: Location) -> None:
    def ours(_object: Any, name: str | None, _type: str, _reflected: bool, _compare_to: Any) -> bool:
        return "_search" not in (name or "") and name != "alembic_version"

    with reading(location) as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_object": ours, "compare_type": _same_family}
        )
        assert compare_metadata(context, models.Table.metadata) == []


def _same_family(_context: Any, _column: Any, _model: Any, found: Any, wanted: Any) -> bool:
    """Alembic knows no types of ours: compare what they are on this database."""
    return bool(_bare(_context.dialect, found) != _bare(_context.dialect, wanted))


def _bare(dialect: sa.Dialect, kind: Any) -> str:
    return str(kind.compile(dialect=dialect)).replace("BIGSERIAL", "BIGINT").replace("SERIAL", "INTEGER")


def test_checks_of_the_database_equal_those_of_the_models(location: Location) -> None:
    with reading(location) as session:
        inspector = sa.inspect(session.connection())
        for table in models.Table.metadata.sorted_tables:
            found = {check["name"] for check in inspector.get_check_constraints(table.name)}
            wanted = {one.name for one in table.constraints if isinstance(one, sa.CheckConstraint)}
            assert found == wanted, table.name


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("claim", "status", vocabulary.Status),
        ("claim", "state", vocabulary.State),
        ("claim", "confidence", vocabulary.Confidence),
        ("claim", "credibility", vocabulary.CREDIBILITIES),
        ("assessment", "status", vocabulary.Status),
        ("assessment", "confidence", vocabulary.Confidence),
        ("assessment", "credibility", vocabulary.CREDIBILITIES),
        ("source", "kind", vocabulary.SourceKind),
        ("grade", "reliability", vocabulary.Reliability),
        ("attribution", "stance", vocabulary.Stance),
        ("attribution", "modality", vocabulary.Modality),
        ("attribution", "voice", vocabulary.Voice),
        ("attribution", "said_check", vocabulary.SaidCheck),
        ("evidence", "bearing", vocabulary.Bearing),
        ("link", "relation", vocabulary.Relation),
    ],
)
def test_the_vocabulary_equals_the_check(location: Location, table: str, column: str, words: Any) -> None:
    with reading(location) as session:
        checks = sa.inspect(session.connection()).get_check_constraints(table)
        (text,) = (check["sqltext"] for check in checks if check["name"] == f"ck_{table}_{column}")
    found = set(sa.text(text).text.replace("ARRAY", "").split("'")[1::2]) or set(
        "".join(one if one.isdigit() else " " for one in text).split()
    )
    assert found == {str(word) for word in words}


def test_snapshot_equals_what_the_migrations_make(location: Location, pytestconfig: pytest.Config) -> None:
    with reading(location) as session:
        connection = session.connection()
        dialect = connection.dialect.name
        made, path = ddl.written(dialect, ddl.lines(connection)), ddl.path(dialect)
    if pytestconfig.getoption("--write-snapshots"):
        path.write_text(made, "utf-8")
    assert path.read_text("utf-8") == made


def test_statements_are_written_on_the_columns_of_the_models() -> None:
    assert json.loads(schema("snapshot", "tables.json").read_text("utf-8")) == columns()


def test_every_constraint_has_a_name() -> None:
    for table in models.Table.metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints), table.name
