"""One citation in a sentence: who says what by which cue, as ranges of tokens."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading.cues import Verb
from factcheck.reading.rules import tokens
from factcheck.reading.rules.subject import Subject
from factcheck.vocabulary import Modality, Stance

CLAUSE: Final = "clause"
THING: Final = "thing"
DEED: Final = "deed"
NEXT_CLAUSE: Final = frozenset({tokens.COMMA, tokens.CONJUNCTION, tokens.SUBORDINATOR, tokens.SEMICOLON, tokens.DASH})


@dataclass(frozen=True, slots=True)
class Find:
    """One citation. Ranges are of tokens, end exclusive.

    `source` is None for the narrator and for nobody.
    `behind` says that the thing said stands left of its source; `open` that it may go on in the next sentence.
    `form` tells whether the thing said is a clause, a thing ("condemned the attack") or a deed ("vowed to rebuild").
    `clause` is the token at which the citing clause begins; where it is `bounded`, an earlier source's words end there.
    `subject` is the token from which on the claim is worded, where the thing said needs its grammatical subject.
    `cited` is whom the source passes on, by the words `citing`: "X quoted Y as saying", "X reported, citing Y".
    `about` is what a relative clause is said of ("the network, which X claims is vital").
    """

    cue: tuple[int, int]
    stance: Stance
    modality: Modality
    verb: Verb | None = None
    source: Subject | None = None
    cited: Subject | None = None
    citing: tuple[int, int] = (0, 0)
    narrator: bool = False
    caused: bool = False
    pieces: tuple[tuple[int, int], ...] = ()
    form: str = CLAUSE
    behind: bool = False
    open: bool = False
    clause: int = 0
    bounded: bool = False
    about: tuple[int, int] | None = None
    subject: int | None = None
