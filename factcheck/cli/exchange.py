"""`import` and `export`."""

from factcheck.cli.options import new_app

app = new_app()


@app.command("import")
def import_() -> None:
    """Read claims from JSONL or CSV."""


@app.command("export")
def export() -> None:
    """Write everything as JSONL, or claims as CSV."""
