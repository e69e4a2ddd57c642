"""From bytes to text: by byte-order mark, declaration, or as UTF-8; what cannot be true is not believed.

Plain text is decoded strictly and nothing in it is repaired. Pages and feeds follow the WHATWG's order (byte-order
mark, sender, page itself, UTF-8, windows-1252) and may hold U+FFFD afterwards, as they would in a browser.
"""

import codecs
import re
from typing import Final

from factcheck.errors import Unreadable
from factcheck.reading.inputs.original import Original

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN: Final = re.compile(
    r"ascii|utf-8|utf-(?:16|32)(?:-[lb]e)?|iso8859-\d+|cp125\d|cp866|cp874|cp932|cp949|koi8-[ru]|mac-(?:roman|cyrillic)"
    r"|gbk|gb2312|gb18030|hz|big5|big5hkscs|euc_jp|euc_kr|shift_jis|iso2022_jp|tis-620"
)
"""Python's names of what texts are encoded in: no charset may name a codec that unpacks or evaluates."""

_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What the labels mean on the web: the supersets that senders really use."""

_WIDE: Final = ("utf-16", "utf-32")
_SEVEN_BIT: Final = {"hz", "iso2022_jp"}


def text_of(original: Original) -> str:
    """A plain text as it is: only a byte-order mark dropped, newlines as they were.

    Raises:
        Unreadable: empty, binary, or in an encoding that nobody declares.

    """
    text = _marked(original)
    if text is None:
        declared = charset_named(original.charset)
        if not (declared or "").startswith(_WIDE):
            _refuse_nul(original.data.find(0), "byte", original.shown)
        text = _strict(original, declared)
    return readable(text, original.shown)


def page_of(original: Original, inside: str | None) -> str:
    """The source of a page or feed; `inside` is the charset that it names itself.

    Raises:
        Unreadable: empty or binary.

    """
    text = _marked(original)
    if text is None:
        declared = [one for one in (charset_named(original.charset), charset_named(inside)) if one]
        text = _lenient(original.data, declared)
    return readable(text, original.shown)


def readable(text: str, shown: str) -> str:
    """The same text, if a database and a reader can hold it.

    Raises:
        Unreadable: nothing visible is in it, or a NUL, which no text holds and PostgreSQL refuses.

    """
    if not text or text.isspace():
        raise Unreadable(f"{shown} is empty.", "Give a file that holds text.")
    _refuse_nul(text.find("\0"), "character", shown)
    return text


def _refuse_nul(at: int, unit: str, shown: str) -> None:
    if at >= 0:
        raise Unreadable(
            f"{shown} holds a NUL at {unit} {at}.",
            "Give text, Markdown, HTML, PDF, a feed or a WARC; this looks like other binary data.",
        )


def charset_named(label: str | None) -> str | None:
    """The codec behind a charset's label; None where there is none, or no encoding of texts."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")[:40]).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(name, name) if _KNOWN.fullmatch(name) else None


def _marked(original: Original) -> str | None:
    """The text after a byte-order mark; None where there is no mark."""
    for mark, encoding in _MARKS:
        if original.data.startswith(mark):
            try:
                return original.data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise Unreadable(
                    f"{original.shown} begins as {encoding.upper()} and is not: see byte {error.start}.",
                    "It may be cut off: fetch or save it again.",
                ) from None
    return None


def _strict(original: Original, declared: str | None) -> str:
    try:
        text = original.data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared not in {None, "utf-8"}:
            try:
                return original.data.decode(str(declared))
            except UnicodeDecodeError:
                pass
        raise Unreadable(
            f"{original.shown} is not UTF-8 text: see byte {error.start}.",
            "Convert it first, for instance: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW.",
        ) from None
    return _other_seven_bit(original.data, [declared] if declared else []) or text


def _lenient(data: bytes, declared: list[str]) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        if error.reason == "unexpected end of data" and not whole.isascii():
            return whole.decode("utf-8")  # cut off within a character
    else:
        return _other_seven_bit(data, declared) or text
    others = [one for one in declared if one != "utf-8"]
    for charset in others:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    beyond_ascii = len(mended) - len(mended.encode("ascii", "ignore"))
    if beyond_ascii > 2 * broken:  # cut off, or spoilt in places, and UTF-8 all the same
        return mended
    return data.decode(others[0] if others else "cp1252", "replace")


def _other_seven_bit(data: bytes, declared: list[str]) -> str | None:
    """What is valid UTF-8 and yet declared, and meant, otherwise: Japanese in escapes, UTF-16 full of NULs."""
    for charset in declared:
        if (charset in _SEVEN_BIT and data.isascii()) or (charset.startswith(_WIDE) and 0 in data):
            try:
                return data.decode(charset)
            except UnicodeDecodeError:
                continue
    return None
