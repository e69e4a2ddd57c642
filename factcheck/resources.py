"""Where `schema/` is: shipped inside the package in a wheel, at the checkout's root otherwise."""

from pathlib import Path

from factcheck.errors import FactcheckError


def schema(*parts: str) -> Path:
    """The path of something in `schema/`, as `schema("migrations")`.

    Raises:
        FactcheckError: this installation lacks it.

    """
    package = Path(__file__).resolve().parent
    for root in (package / "_schema", package.parent / "schema"):
        if (root / "migrations").is_dir():
            return root.joinpath(*parts)
    raise FactcheckError("This installation lacks its schema folder.", "Install factcheck again.")
