"""A text as it came in, with what is known about where it came from."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Document:
    """One immutable text. `published` is a partial date; an empty `url` means that none is known.

    `author` is whom the page names; `original_sha256` the digest of the bytes that the text was taken from;
    `archive_ref` where the page is archived. `live` tells that this is what stands at the URL now, fetched or vouched
    for, and not a file of any age.
    """

    text: str
    publisher: str | None = None
    title: str | None = None
    url: str = ""
    published: str | None = None
    lang: str | None = None
    author: str | None = None
    original_sha256: str | None = None
    archive_ref: str | None = None
    live: bool = False

    @cached_property
    def sha256(self) -> str:
        """The digest of the text's UTF-8, in hex: by it the text is known again."""
        import hashlib

        return hashlib.sha256(self.text.encode()).hexdigest()
