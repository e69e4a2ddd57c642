"""What came in, byte for byte, before anything is made of it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Original:
    """The bytes behind a path, stdin or an address.

    `shown` is what messages call it; `url` is where it was fetched from, after redirects, empty for a file.
    `media_type` (lower case, without parameters) and `charset` are what the sender says, None where nobody says so.
    """

    data: bytes
    shown: str
    url: str = ""
    media_type: str | None = None
    charset: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The digest of the bytes, in hex: by it an original is known again."""
        return hashlib.sha256(self.data).hexdigest()
