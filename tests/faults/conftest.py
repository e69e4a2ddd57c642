"""The command line, as its own tests call it."""

import gc

import pytest

from tests.cli.conftest import cli, cli_lasting, cli_sqlite

__all__ = ["cli", "cli_lasting", "cli_sqlite", "looked_through"]


@pytest.fixture
def looked_through() -> None:
    """What is there already is not looked through again whenever a test collects the garbage that it made."""
    gc.collect()
    gc.freeze()
