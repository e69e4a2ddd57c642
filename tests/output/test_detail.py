"""Everything about one claim."""

import json
from dataclasses import replace

from factcheck.output.detail import write_detail
from factcheck.settings import Format
from factcheck.store.details import ClaimDetail
from factcheck.vocabulary import SaidCheck, State
from tests.output.examples import ATTRIBUTION, CLAIM, DETAIL, LOGGED, written
from tests.output.test_claims import KEYS

DRAFT = ClaimDetail(CLAIM, None, None, (ATTRIBUTION,), ())


def test_json_adds_to_the_claim_all_that_hangs_on_it() -> None:
    claim = json.loads(written(write_detail, DETAIL, Format.JSON))
    assert " ".join(claim) == f"{KEYS} due engine attributions evidence assessments links"
    (said,) = claim["attributions"]
    assert " ".join(said) == (
        "id uid claim chain article quote start end content cue stance modality voice said_on said_check inside "
        "citation anchors recorded_at"
    )
    assert said["id"] == "T4"
    assert said["inside"] == "T3"
    assert said["chain"][1] == {"id": "S2", "name": "Vell Courier", "kind": "independent_media", "reliability": "B"}
    assert said["content"] == [[51, 89]]
    assert said["anchors"] == [{"article": "A2", "start": 20, "end": 93}, {"article": "A3", "start": None, "end": None}]


def test_json_has_every_assessment_and_how_it_was_taken_back() -> None:
    slip, verdict = json.loads(written(write_detail, DETAIL, Format.JSONL))["assessments"]
    assert " ".join(slip) == "uid status credibility confidence reason override evidence due by recorded_at retracted"
    assert slip["retracted"] == {"by": "ana", "because": "meant another one"}
    assert verdict["retracted"] is None
    assert verdict["override"] == "one record is enough here"


def test_jsonl_is_one_line() -> None:
    assert written(write_detail, DETAIL, Format.JSONL).count("\n") == 1


def test_people_read_it_in_the_order_in_which_they_ask() -> None:
    assert written(write_detail, DETAIL, Format.TABLE, width=80).splitlines() == [
        "C1  The harbour of Vell reopened on Monday.",
        "",
        "status       confirmed",
        "             gate passed with a reason: one record is enough here",
        "credibility  1 confirmed by other sources",
        "confidence   moderate (how sure the analyst is of the verdict)",
        "due          2027-01",
        "flags        single origin: exactly one known origin",
        "             overridden: a gate was passed with a reason",
        "tags         harbour vell",
        "recorded     2026-11-22 12:04Z by rules/1, version 4",
        "",
        "Said by",
        "  T4  Port authority (official) ← Vell Courier (independent media, B usually",
        "      reliable)",
        "      asserts, stated, reported, by the word “announced”, said on 2026-11,",
        "      inside T3; nobody has checked that it was said",
        "      A1 “Harbour reopens”, 17-90",
        "        Harbour reopens «The port authority announced that the harbour of Vell",
        "        reopened on Monday.» Fishermen warned of an oil slick near the",
        "        breakwater. It rained. The ministry denied that any ship had sunk.",
        "      in the revision A2: stands at 20-93",
        "      in the revision A3: its words are gone",
        "      page: 4",
        "",
        "Evidence",
        "  E1  supports, direct: Port authority (official, B usually reliable),",
        "      2026-11-22",
        "      “Harbour open at 06:00.”",
        "      page 4 of the log",
        "      https://port.example/log",
        "      log.pdf (SHA-256",
        f"      {'ab' * 32})",
        "      archived at https://archive.example/2",
        "  E7  refutes: Vell Courier (independent media; no known origin) in T9",
        "      misattributed: this source did not say it",
        "      withdrawn by bob 2026-11-22 12:04Z: another harbour",
        "",
        "Assessments",
        "  2026-11-22 12:04Z  bob  refuted, credibility 5 improbable, confidence low:",
        "                     wrong claim",
        "                     taken back by ana: meant another one",
        "  2026-11-22 12:04Z  ana  confirmed, credibility 1 confirmed by other sources,",
        "                     confidence moderate, due 2027-01: the harbour's log and a",
        "                     photograph",
        "                     rests on E1",
        "                     gate passed with a reason: one record is enough here",
    ]


def test_a_plain_page_is_not_wrapped() -> None:
    page = written(write_detail, DETAIL, Format.PLAIN, width=40)
    assert "  T4  Port authority (official) ← Vell Courier (independent media, B usually reliable)\n" in page


def test_a_draft_says_that_nobody_accepted_it_and_nobody_looked() -> None:
    page = written(write_detail, DRAFT, Format.PLAIN)
    assert "status       unchecked (draft: no person has accepted it)\n" in page
    assert "none: nobody has looked at it\n" in page


def test_a_rejected_or_superseded_claim_says_so() -> None:
    for state in (State.REJECTED, State.SUPERSEDED):
        page = written(write_detail, replace(DRAFT, row=replace(CLAIM, state=state)), Format.PLAIN)
        assert f"({state}: " in page


def test_every_check_of_what_was_said_has_words() -> None:
    pages = set()
    for check in SaidCheck:
        detail = replace(DRAFT, attributions=(replace(ATTRIBUTION, said_check=check),))
        pages.add(written(write_detail, detail, Format.PLAIN))
    assert len(pages) == len(SaidCheck)


def test_no_page_says_that_sources_are_independent_or_a_claim_is_verified() -> None:
    page = written(write_detail, DETAIL, Format.PLAIN).replace("independent media", "")
    assert "independent" not in page
    assert "verified" not in page


def test_context_is_cut_between_words_and_says_so() -> None:
    said = replace(ATTRIBUTION, before="word " * 48, after=" word" * 48, start=5000)
    page = written(write_detail, replace(DRAFT, attributions=(said,)), Format.PLAIN)
    (line,) = (line for line in page.splitlines() if "«" in line)
    assert line.startswith("        … word ")
    assert line.endswith(" word …")


def test_a_claim_logged_without_an_article_has_no_quote() -> None:
    said = replace(
        ATTRIBUTION, article_id=None, article_title=None, quote=None, start=None, end=None, before="", after=""
    )
    page = written(write_detail, ClaimDetail(LOGGED, None, None, (said,), ()), Format.PLAIN)
    assert "«" not in page
    assert "A1" not in page


def test_csv_and_markdown_list_parts_with_their_paths() -> None:
    assert "\nattributions.0.chain.1.name,Vell Courier\n" in written(write_detail, DETAIL, Format.CSV)
    assert "\n| attributions.0.chain.1.name | Vell Courier |\n" in written(write_detail, DETAIL, Format.MARKDOWN)
