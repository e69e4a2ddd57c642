"""Gzip of one or many members as a stream that never holds more than a block, and never gives more than its cap."""

import zlib
from typing import Final

from factcheck.errors import Unreadable

_MAGIC: Final = b"\x1f\x8b"
_BLOCK: Final = 1 << 16


class Unpacked:
    """What the bytes unpack to; the bytes themselves where they are not packed.

    `torn` says whether they ended before their last member did.
    """

    def __init__(self, data: bytes, shown: str, *, most: int) -> None:
        self.torn = False
        self._data = data
        self._shown = shown
        self._most = most
        self._at = 0
        self._given = 0
        self._packed = data.startswith(_MAGIC)
        self._member: zlib._Decompress | None = None

    def tell(self) -> int:
        """How many bytes were given."""
        return self._given

    def read(self, size: int = _BLOCK) -> bytes:
        """At most that many bytes more; none at the end.

        Raises:
            Unreadable: it unpacks to more than the cap.

        """
        block = self._unpacked(size) if self._packed else self._data[self._at : self._at + size]
        if not self._packed:
            self._at += len(block)
        self._given += len(block)
        if self._given > self._most:
            raise Unreadable(
                f"{self._shown} unpacks to more than {self._most:,} bytes.",
                "Take the pages out of it that matter, or raise the limit with --max-bytes.",
            )
        return block

    def _unpacked(self, size: int) -> bytes:
        while self._at < len(self._data):
            if self._member is None:
                if not self._data.startswith(_MAGIC, self._at):
                    self.torn = self._data.find(b"\0", self._at) != self._at  # zeros pad tapes and disks
                    self._at = len(self._data)
                    return b""
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            piece = self._data[self._at : self._at + _BLOCK]
            try:
                block = self._member.decompress(piece, size)
            except zlib.error:
                self.torn, self._at = True, len(self._data)
                return b""
            left = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            self._at += len(piece) - len(left)
            if self._member.eof:
                self._member = None
            if block:
                return block
        self.torn = self.torn or self._member is not None
        return b""
