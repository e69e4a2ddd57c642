"""The tables that ship with the reading engines, as TOML beside the code that reads them."""

import pkgutil  # importlib.resources takes a tenth of what it takes to load the rules
import tomllib
from typing import Any


def table(package: str, name: str) -> dict[str, Any]:
    """A table of a package, by its name without ".toml"."""
    data = pkgutil.get_data(package, f"{name}.toml")
    if data is None:  # a loader that keeps no data
        raise FileNotFoundError(f"{package}/{name}.toml")
    return tomllib.loads(data.decode("utf-8"))
