"""The body of an answer, unpacked while it comes in, so that a bomb is refused before it has gone off."""

import zlib
from collections.abc import Iterable, Iterator
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Final

from factcheck.errors import Unreadable
from factcheck.reading.inputs.files import shown_name

_PIECE: Final = 64 << 10
_MAX_RATIO: Final = 100
"""Pages unpack to ten times their size, the most repetitive to fifty; a bomb to a thousand."""

_RATIO_FROM: Final = 1 << 20
"""Below this size a ratio harms nobody."""

_GZIP: Final = frozenset({"gzip", "x-gzip"})
_GZIP_MARK: Final = 0x1F
_PLAIN: Final = frozenset({"", "identity"})
_KNOWN: Final = _GZIP | _PLAIN | {"deflate"}
_OTHERWISE: Final = "Save the page with a browser and give the file."


def read(response: HTTPResponse, shown: str, *, max_bytes: int) -> bytes:
    """All of a body of at most `max_bytes`, packed or not; `shown` is what messages call it.

    Raises:
        Unreadable: too large, cut off, damaged, or packed in a way that was not asked for.
        HTTPException: it does not keep to HTTP.

    """
    coding = _header(response, "Content-Encoding")
    foreign = "" if coding in _KNOWN else coding
    if foreign := foreign or ("" if response.chunked else _header(response, "Transfer-Encoding")):
        raise Unreadable(f"{shown} is packed as {shown_name(foreign[:40])}, which was not asked for.", _OTHERWISE)
    if response.length is not None and response.length > max_bytes:
        raise Unreadable(*too_large(shown, max_bytes))
    pieces = _pieces(response, shown)
    data = bytearray()
    try:
        for piece in pieces if coding in _PLAIN else _unpacked(pieces, coding, shown):
            data += piece
            if len(data) > max_bytes:
                raise Unreadable(*too_large(shown, max_bytes))
    except zlib.error:
        raise Unreadable(f"{shown} is packed as {coding}, but damaged.", "Try again later.") from None
    return bytes(data)


def too_large(shown: str, max_bytes: int) -> tuple[str, str]:
    """Problem and remedy."""
    return (
        f"{shown} holds more than {max_bytes:,} bytes.",
        "Raise the limit with --max-bytes or FACTCHECK_MAX_BYTES if you want it all.",
    )


def _header(response: HTTPResponse, name: str) -> str:
    return ", ".join(response.headers.get_all(name) or ()).strip().lower()


def _pieces(response: HTTPResponse, shown: str) -> Iterator[bytes]:
    try:
        while piece := response.read(_PIECE):
            yield piece
    except IncompleteRead:
        raise _cut_off(shown) from None
    except ValueError:  # http.client takes a chunk for one of negative length
        raise HTTPException from None
    if response.length:  # http.client takes a connection that ends early for the end
        raise _cut_off(shown)


def _unpacked(pieces: Iterable[bytes], coding: str, shown: str) -> Iterator[bytes]:
    """Out of gzip, zlib, or the bare deflate that some servers take for zlib; never more than a piece at once."""
    engine = None
    came = went = 0
    for packed in pieces:
        came += len(packed)
        rest = packed
        while rest:
            if engine is None or (engine.eof and coding in _GZIP and rest[0] == _GZIP_MARK):
                engine = zlib.decompressobj(_window(coding, rest))
            elif engine.eof:  # padding, which browsers ignore as well
                return
            piece = engine.decompress(rest, _PIECE)
            went += len(piece)
            if went > _RATIO_FROM and went > came * _MAX_RATIO:
                raise Unreadable(
                    f"{shown} unpacks to more than {_MAX_RATIO} times its size, as only bombs do.",
                    f"Do not trust it unless you know why. {_OTHERWISE}",
                )
            yield piece
            rest = engine.unused_data or engine.unconsumed_tail
    if engine is not None:
        yield engine.flush()
        if not engine.eof:
            raise _cut_off(shown)


def _window(coding: str, packed: bytes) -> int:
    """What tells zlib the format."""
    if coding in _GZIP:
        return zlib.MAX_WBITS | 16
    return zlib.MAX_WBITS if packed[0] & 15 == zlib.DEFLATED else -zlib.MAX_WBITS


def _cut_off(shown: str) -> Unreadable:
    return Unreadable(f"{shown} breaks off before its end.", f"Try again later. {_OTHERWISE}")
