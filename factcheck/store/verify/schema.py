"""Whether tables, constraints, indexes and triggers are those that factcheck ships, no more and no less."""

from typing import Final

from sqlalchemy import Connection, text

from factcheck.store import migrate
from factcheck.store.ddl import lines, shipped
from factcheck.store.verify.report import Found, Tally

_GUARD: Final = "Restore a backup: while a guard was gone, anything may have been rewritten. Compare with your seals."
_NOISE: Final = frozenset({"CREATE", "OR", "REPLACE", "UNIQUE", "VIRTUAL"})
_EXTRA: Final = "Remove it, or keep it in a database of its own."
_REVISIONS: Final = f"Take out all but one row, {migrate.HEAD}."


def check_schema(connection: Connection, tally: Tally) -> None:
    """Compare the schema with the snapshot of it that this factcheck ships.

    Raises:
        Found: something is missing, is other than it should be, or does not belong there.

    """
    found, wanted = lines(connection), shipped(connection.dialect.name)
    here, ours = set(found), set(wanted)
    names = {_name(line) for line in found}
    for line in wanted:
        if line not in here:
            what = "It is other than factcheck made it." if _name(line) in names else "It is missing."
            raise Found(_name(line), None, what, _GUARD)
    for line in found:
        if line not in ours:
            raise Found(_name(line), None, "It does not belong here: factcheck made none such.", _EXTRA)
    revisions = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    if revisions != [migrate.HEAD]:
        raise Found("table alembic_version", None, f"It names {len(revisions)} revisions, not one.", _REVISIONS)
    tally.add(len(wanted))


def _name(line: str) -> str:
    """What a line is about, as `trigger event_no_update`."""
    words = (
        line.replace("CREATE ", "").replace("OR REPLACE ", "").replace("UNIQUE ", "").replace("VIRTUAL ", "").split()
    )
    about = words[:3] if words[0] == "TABLE" and words[1].endswith(":") else words[:2]
    if words[0] == "FOREIGN":
        about = words[:4]
    return " ".join([about[0].lower(), *about[1:]]).rstrip(":(")
