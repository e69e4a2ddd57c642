"""The command line, as its own tests call it."""

from tests.cli.conftest import cli, cli_lasting, cli_sqlite

__all__ = ["cli", "cli_lasting", "cli_sqlite"]
