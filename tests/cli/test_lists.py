"""Lists of claims on the command line: pages, filters, and what nobody has settled yet."""

import pytest

from factcheck.cli import run
from factcheck.settings import Location
from tests.cli.conftest import Cli, place
from tests.cli.test_workflow import answer


def test_pages_follow_one_another_in_every_order(cli: Cli) -> None:
    for number in range(5):
        said = ["--said-on", f"202{number}"] if number % 2 else []
        cli("add", f"Claim {number}.", "--said-by", "X", *said)
    cli("assess", "C2", "in_review", "--because", "x")
    for sort in ("id", "-id", "recorded", "-recorded", "assessed", "-assessed", "said", "-said", "status", "-status"):
        whole = [one["id"] for one in answer(cli, "claims", "--sort", sort)]
        paged: list[str] = []
        while page := answer(cli, "claims", "--sort", sort, "--limit", "2", *(["--after", paged[-1]] if paged else [])):
            paged += [one["id"] for one in page]
        assert paged == whole, sort
        assert sorted(whole) == ["C1", "C2", "C3", "C4", "C5"]


@pytest.fixture(scope="module")
def three(lasting: Location) -> None:
    """Claims that differ in all that is filtered by."""
    for words in (
        ("add", "The dam leaks.", "--said-by", "Veld Radio", "--kind", "state_media", "--said-on", "2025",
         "--tag", "dam", "--tag", "north"),
        ("add", "A dam broke.", "--said-by", "Orm Times", "--stance", "denies", "--said-on", "2024-05", "--tag", "dam"),
        ("add", "The river dries up.", "--said-by", "water ministry", "--kind", "official", "--modality", "feared"),
        ("assess", "C2", "in_review", "--because", "x"),
    ):  # fmt: skip
        assert run([*words, "--by", "ana", "--db", place(lasting)]) == 0


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--status", "in_review"], {"C2"}),
        (["--status", "in-review,unchecked"], {"C1", "C2", "C3"}),
        (["--source", "veld RADIO"], {"C1"}),
        (["--source", "S2"], {"C2"}),
        (["--kind", "state_media", "--kind", "official"], {"C1", "C3"}),
        (["--tag", "Dam"], {"C1", "C2"}),
        (["--tag", "dam", "--tag", "north"], {"C1"}),
        (["--stance", "denies"], {"C2"}),
        (["--modality", "feared"], {"C3"}),
        (["--flag", "origin_unknown"], {"C2"}),
        (["--flag", "state_media_only"], {"C1"}),
        (["--flag", "stale"], set()),
        (["--said-since", "2025-06"], {"C1"}),
        (["--said-until", "2024-12-31"], {"C2"}),
        (["--said-since", "2025-01-20", "--said-until", "2025-02"], {"C1"}),
        (["--search", "dams"], {"C1", "C2"}),
        (["--search", "DAM leaks"], {"C1"}),
        (["--search", '" OR 1=1 -- *'], set()),
        (["--accepted"], {"C1", "C2", "C3"}),
        (["--draft"], set()),
        (["--credibility", "6"], set()),
        (["--kind", "state_media", "--stance", "denies"], set()),
    ],
)
@pytest.mark.usefixtures("three")
def test_each_filter_finds_what_it_says(cli_lasting: Cli, filters: list[str], found: set[str]) -> None:
    assert {one["id"] for one in answer(cli_lasting, "claims", *filters)} == found
    assert answer(cli_lasting, "claims", *filters, "--count")["count"] == len(found)


def test_unverified_is_a_question_over_four_statuses(cli: Cli) -> None:
    verdicts = {
        "C2": ["in_review"],
        "C3": ["insufficient", "--credibility", "6"],
        "C4": ["disputed", "--credibility", "3", "--override", "x"],
        "C5": ["confirmed", "--override", "x"],
        "C6": ["refuted", "--override", "x"],
        "C7": ["not_checkable"],
    }
    for number in range(1, 8):
        cli("add", f"Claim {number}.", "--said-by", "X")
    for claim, verdict in verdicts.items():
        assert cli("assess", claim, *verdict, "--because", "seen").code == 0
    assert [one["id"] for one in answer(cli, "unverified")] == ["C1", "C2", "C3", "C4"]
    assert answer(cli, "unverified", "--count") == {
        "count": 4,
        "by_status": {"unchecked": 1, "in_review": 1, "disputed": 1, "insufficient": 1},
    }
    assert [one["id"] for one in answer(cli, "unverified", "--status", "disputed")] == ["C4"]
    assert cli("unverified", "--status", "confirmed").code == 2
    (overridden,) = answer(cli, "claims", "--flag", "overridden", "--status", "refuted")
    assert overridden["credibility"] == 5
