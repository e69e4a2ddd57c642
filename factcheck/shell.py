"""Words of a command that a message tells a person to run: safe to paste, and the same when pasted."""

import shlex

from factcheck.sanitise import inert


def word(text: str, placeholder: str) -> str:
    r"""The text as one word for a shell; the placeholder where it could not be pasted as it is shown.

    That is a text with characters that a terminal shows escaped, and one that would be taken for an option.

    >>> word("O'Hara", "NAME"), word("a\x1b", "NAME"), word("-x", "NAME")
    ('\'O\'"\'"\'Hara\'', 'NAME', 'NAME')
    """
    plain = text.strip()
    return shlex.quote(plain) if plain and inert(plain) == plain and not plain.startswith("-") else placeholder
