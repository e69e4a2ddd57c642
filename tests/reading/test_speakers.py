"""What sort of source a phrase names."""

import subprocess
import sys

import pytest

from factcheck.reading.speakers import describe
from factcheck.vocabulary import SourceKind as Kind


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("North Korean state media", Kind.STATE_MEDIA, True),
        ("KCNA", Kind.STATE_MEDIA, True),
        ("Xinhua news agency", Kind.STATE_MEDIA, True),
        ("Seoul officials", Kind.OFFICIAL, False),
        ("Seoul", Kind.OFFICIAL, True),
        ("North Korea", Kind.OFFICIAL, True),
        ("the foreign ministry", Kind.OFFICIAL, True),
        ("a government spokesman", Kind.OFFICIAL, False),
        ("President Ana Sole", Kind.OFFICIAL, True),
        ("the Joint Chiefs of Staff", Kind.MILITARY, True),
        ("Russia's defence ministry", Kind.MILITARY, True),
        ("the coast guard", Kind.MILITARY, True),
        ("the IAEA", Kind.INTERGOVERNMENTAL, True),
        ("U.N. inspectors", Kind.INTERGOVERNMENTAL, False),
        ("Reuters", Kind.INDEPENDENT_MEDIA, True),
        ("a Reuters report", Kind.INDEPENDENT_MEDIA, True),
        ("experts", Kind.EXPERT, False),
        ("Professor Ana Sole", Kind.EXPERT, True),
        ("Institute for the Study of Dams", Kind.ORGANISATION, True),
        ("Ana Sole", Kind.INDIVIDUAL, True),
        ("reports", Kind.UNCONFIRMED_REPORT, False),
        ("social media posts", Kind.UNCONFIRMED_REPORT, False),
        ("a person familiar with the talks", Kind.ANONYMOUS, False),
        ("two sources", Kind.ANONYMOUS, False),
        ("Kim Jong Un", Kind.INDIVIDUAL, True),
        ("", Kind.UNKNOWN, False),
    ],
)
def test_a_phrase_tells_its_kind_and_whether_it_names_anyone(name: str, kind: Kind, named: bool) -> None:
    found = describe(name)
    assert (found.kind, found.named) == (kind, named)


@pytest.mark.parametrize("name", ["“”", "'s", "of", "the", ",", "of of of", "x" * 100_000])
def test_any_text_can_be_asked_about(name: str) -> None:
    describe(name)


def test_a_name_is_described_without_loading_the_rules() -> None:
    loaded = "'factcheck.reading.rules.attribute' in sys.modules"
    program = f"import sys; from factcheck.reading.speakers import describe; describe('TASS'); print({loaded})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
