"""The program as processes of its own that start in no time, since all that they import is there already."""

from tests.processes.forked import Forked, Piped

__all__ = ["Forked", "Piped"]
