r"""The one sanitiser: whatever a text contains, a terminal shows it and does nothing else.

Characters that control, reorder or hide are written as escapes, `\x1b` or `\u202e`; all others stay. Joiners and
variation selectors stay where writing systems and emoji need them, and nowhere else. Of marks piled upon one letter, as
no writing does, those are escaped that would cover the lines above and below.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

_UNCOMMON: Final = "[^ -~\u00b0-\u02ff\u0370-\u0482\u048a-\u052f\u3190-\u9fff\uac00-\ud7a3]"
"""All but the letters that most texts consist of: a search passes over those three times as fast."""
_HIDDEN: Final = (
    f"{_UNCOMMON}(?<=["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: escape sequences begin with these.
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # Invisible, or marks of direction.
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # Zero width, separators, bidirectional overrides and isolates.
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001343f\U00013430-\U0001343e\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # Tags, which smuggle text, and more variation selectors.
    "\ud800-\udfff"  # A lone surrogate cannot be encoded.
    "])"
)
_MOST_MARKS: Final = 8
"""Upon one letter: vocalised Hebrew with accents and stacks of Tibetan have fewer."""
_PILED: Final = rf"{_UNCOMMON}(?<!\w)[^\w\x00-\u02ff]{{{_MOST_MARKS},}}"
"""Marks are no letters, as signs are not, so that what matches has to be looked at."""
_JOINERS: Final = "\u200c\u200d"
_MARKS: Final = frozenset({"Mn", "Me"})
_EMOJI_STYLE: Final = "\ufe0f"
_JOINING: Final = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xFB50, 0xFDFF))
"""Arabic and its relatives, the scripts of India, Burmese, Khmer and Mongolian: in these, a joiner spells words."""
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def inert(text: str) -> str:
    """The text as one line that can be shown anywhere; line breaks and tabs are escaped too."""
    return text if _is_plain(text) else replace_hidden(text, _escaped)


def inert_block(text: str) -> str:
    """The same for text of several lines: line breaks (also CR LF) are kept, and a tab becomes four spaces."""
    return "\n".join(inert(line.replace("\t", "    ")) for line in text.replace("\r\n", "\n").split("\n"))


def replace_hidden(text: str, write: Callable[[str], str]) -> str:
    """The text with each character that controls, reorders or hides written by the function given."""
    shown = _made(_HIDDEN).sub(lambda match: match[0] if _belongs(text, match.start()) else write(match[0]), text)
    return _made(_PILED).sub(lambda match: _thinned(match[0], write), shown)


def is_hidden(character: str) -> bool:
    """Whether a character controls, reorders or hides, unless the writing needs it."""
    return _made(_HIDDEN).match(character) is not None


@cache
def _made(pattern: str) -> re.Pattern[str]:
    """Made when a text first needs it, since most have plain letters alone."""
    return re.compile(pattern)


def _thinned(signs: str, write: Callable[[str], str]) -> str:
    """Signs among which no more than so many marks stand one upon the other."""
    kept, piled = [], 0
    for one in signs:
        kind = unicodedata.category(one)
        piled = piled + (kind in _MARKS) if kind in _MARKS or one in _JOINERS else 0
        kept.append(write(one) if piled > _MOST_MARKS and kind in _MARKS else one)
    return "".join(kept)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _escaped(character: str) -> str:
    code = ord(character)
    wide = f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- digits of the escape
    return _SHORT.get(character) or (f"\\x{code:02x}" if code <= 0xFF else wide)  # noqa: PLR2004 -- digits of the escape


def _belongs(text: str, at: int) -> bool:
    """Whether the writing needs this character here: a joiner between two that it joins, a selector behind its base."""
    character = text[at]
    if character in _JOINERS:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return (_joins(before) and _joins(after)) or (
            character == "\u200d" and _ends_in_emoji(text[max(at - 2, 0) : at]) and _is_emoji(after)
        )
    return _is_selector(character) and at > 0 and _is_base(text[at - 1])


def _joins(character: str) -> bool:
    if not character or not _is_base(character):
        return False
    return any(first <= ord(character) <= last for first, last in _JOINING)


def _is_base(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNPS" and not is_hidden(character)


def _is_selector(character: str) -> bool:
    return (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or (character in "\u180b\u180c\u180d\u180f")  # of Mongolian
    )


def _is_emoji(character: str) -> bool:
    return character >= "\u203c" and unicodedata.category(character) in {"So", "Sm", "Sk"}


def _ends_in_emoji(text: str) -> bool:
    return _is_emoji(text[-2:-1] if text.endswith(_EMOJI_STYLE) else text[-1:])
