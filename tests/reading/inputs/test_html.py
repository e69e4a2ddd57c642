"""Pages: the article's paragraphs, and what the page says about them."""

import json
import sys
import time
from pathlib import Path

import pytest

from factcheck.reading.inputs.about import About
from tests.reading.inputs.made import FIRST, SECOND, SENTENCES, THIRD, one, page, refusal

LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry to sail again",
    "author": [{"@type": "Person", "name": "Ana Weir"}, {"@type": "Person", "name": "Bo Lind"}],
    "publisher": {"@type": "Organization", "name": "Strait Gazette"},
    "datePublished": "2025-03-04T23:30:00-05:00",
    "inLanguage": "en",
    "mainEntityOfPage": {"@id": "https://gazette.example/ferry"},
}
SAID = About(
    title="Ferry to sail again",
    author="Ana Weir, Bo Lind",
    publisher="Strait Gazette",
    url="https://gazette.example/ferry",
    published="2025-03-04",
    lang="en",
)


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def about(source: str, url: str = "") -> About:
    document = one(source, "a.html", url=url)
    return About(**{key: getattr(document, key) for key in vars(About())})


def test_the_text_is_the_article_in_paragraphs() -> None:
    assert one(page(), "a.html").text == "\n\n".join(SENTENCES)


def test_what_stands_within_a_sentence_does_not_break_it() -> None:
    body = (
        f"<p>{FIRST}</p><p>The <a href='/o'>harbour <b>office</b></a> said <em>so</em>,<br>and <code>E42</code> was the"
        " error<sup>1</sup>.</p><blockquote>“Never,” <span>it</span> added.</blockquote>"
    )
    paragraphs = one(page(body), "a.html").text.split("\n\n")
    assert paragraphs[1:] == [
        "The harbour office said so,\nand E42 was the error1.",
        "“Never,” it added.",
    ]


def test_paragraphs_made_of_line_breaks_stay_apart() -> None:
    body = f"<div>{FIRST}<br><br>{SECOND}<br/>\n<br/>The end, the office said at noon.</div>"
    assert one(page(body), "a.html").text == f"{FIRST}\n\n{SECOND}\n\nThe end, the office said at noon."


def test_long_pages_are_read_by_their_elements_without_the_slow_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    sentences = [f"The office said that {at} crates were lost in street {at}." for at in range(16_000)]
    source = page("".join(f"<p><b>{one}</b></p>" for one in sentences))
    assert one(source, "a.html").text == "\n\n".join(sentences)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(LINKED),
        json.dumps([{"@type": "WebSite", "name": "Other"}, LINKED]),
        json.dumps({"@graph": [{"@type": "Organization", "name": "Other"}, LINKED]}),
        json.dumps(LINKED | {"@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}),
        f"<!-- {json.dumps(LINKED)} -->",
        f"//<![CDATA[\n{json.dumps(LINKED)}\n//]]>",
        json.dumps(LINKED).replace("}", ", // made by a template\n}").replace("[", "[ /* who */ "),
        json.dumps(LINKED).replace("sail again", "sail\tagain"),  # a control character in a string
        json.dumps(LINKED).replace('"', "&quot;"),
        json.dumps(json.dumps(LINKED)),
        json.dumps(LINKED) + ";",
        json.dumps(LINKED | {"headline": "Ferry to &amp;#115;ail again"}),
        json.dumps({"@graph": [LINKED | {"publisher": {"@id": "#p"}}, {"@id": "#p", "name": "Strait Gazette"}]}),
        json.dumps(LINKED | {"headline": ["", "Ferry to sail again"], "author": ["Ana Weir", "By Bo Lind"]}),
    ],
)
def test_a_page_s_json_ld_is_understood_however_it_is_written(text: str) -> None:
    assert about(page(head=script(text), lang="")) == SAID


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "{", "[" * 100_000, '{"a":' * 100_000, "7", '"x"', "{}", "[[]]", '{"@type": {}}',
        json.dumps(LINKED)[:-9], '{"@type": "NewsArticle", "author": {"name": {"name": 7}}, "headline": 7, "url": [7]}',
        '{"@type": "NewsArticle", "headline": "\\ud800", "datePublished": "\\u0000", "publisher": {"@id": []}}',
        '{"@type": "NewsArticle", "publisher": "S1", "inLanguage": {"name": []}, "url": "javascript:x"}',
    ],
)  # fmt: skip
def test_json_ld_that_says_nothing_changes_nothing(text: str) -> None:
    assert about(page(head=script(text))) == About(lang="en")


def test_meta_tags_say_what_json_ld_does_not() -> None:
    head = (
        '<meta property="og:title" content="Ferry to sail again"><meta name="author" content="By Ana Weir">'
        '<meta name="citation_author" content="Ana Weir"><meta name="citation_author" content="Bo Lind">'
        '<meta property="article:published_time" content="2025-03-04T08:00:00Z">'
        '<meta property="og:site_name" content="Strait Gazette"><link rel="canonical" href="https://gazette.example/ferry">'
    )
    assert about(page(head=head)) == SAID
    linked = script(json.dumps({"@type": "Article", "headline": "Another", "datePublished": "2024"}))
    both = about(page(head=head + linked))
    assert (both.title, both.published, both.publisher) == ("Another", "2024", "Strait Gazette")


def test_dublin_core_and_marked_times_count() -> None:
    head = '<meta name="DC.date.issued" content="2025-03"><meta name="DC.creator" content="Ana Weir">'
    said = about(page(head=head))
    assert (said.published, said.author) == ("2025-03", "Ana Weir")
    body = f'<p>{FIRST}</p><p>{SECOND}</p><time itemprop="datePublished" datetime="2025-03-05">Wednesday</time>'
    assert about(page(body)).published == "2025-03-05"


def test_a_title_is_taken_from_what_readers_see_and_nothing_else_is_guessed() -> None:
    body = f"<h1>Ferry <i>to</i> sail again</h1><p>{FIRST}</p><p>{SECOND} On 5 May 2024.</p><p>By Ana Weir</p>"
    head = "<title>Ferry | Strait Gazette</title>"
    assert about(page(body, head)) == About(title="Ferry to sail again", lang="en")
    assert about(page(head=head)).title == "Ferry | Strait Gazette"


def test_what_a_person_gives_wins() -> None:
    given = About("Mine", "Me", "Us", "https://mine.example/", "2020", "de", "https://archive.example/1")
    document = one(page(head=script(json.dumps(LINKED))), "a.html", given)
    assert About(**{key: getattr(document, key) for key in vars(given)}) == given


def test_a_page_corrects_its_own_address_and_does_not_pose_as_another_s() -> None:
    source = page(head='<link rel="canonical" href="/ferry">')
    fetched = "https://www.gazette.example/ferry?from=mail"
    assert about(source, url=fetched).url == "https://www.gazette.example/ferry"
    posing = page(head='<link rel="canonical" href="https://post.example/ferry">')
    assert about(posing, url=fetched).url == fetched
    assert about(posing).url == "https://post.example/ferry"


def test_the_digest_is_that_of_the_bytes() -> None:
    assert one("It rains.", "a.txt").original_sha256 == one("It rains.", "a.txt").sha256
    assert one(page(), "a.html").original_sha256 != one(page(), "a.html").sha256


@pytest.mark.parametrize(
    "source",
    [
        "<html></html>",
        "<html><body><img src=a.png></body></html>",
        "<html><body><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></body></html>",
        "<html><body><noscript>Enable JavaScript to run this app, please.</noscript><div id=root></div></body></html>",
        "<html><body><h1>Log in</h1><form><label>Name <input></label><button>Log in</button></form></body></html>",
        "<html><body>"
        + "".join(f"<h2><a href=/{at}>Ferry office denies that {at} crates went missing</a></h2>" for at in range(30)),
        "<html><body>" + "<" * 10_000,
    ],
)
def test_a_page_without_an_article_is_refused(source: str) -> None:
    assert refusal(source, "front.html").message == "There is no article in front.html."


def test_a_page_that_declares_entities_is_refused() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + page("<p>&b; said the office on Monday.</p>")
    assert "declares entities" in refusal(bomb, "a.html").message


@pytest.mark.parametrize("stray", ["\x01", "&#1;", "&#x1b;", "\ufffe", "\x1f\x02"])
def test_a_control_character_costs_no_page_its_article(stray: str) -> None:
    spoilt = page(f"<p>{FIRST}</p><p>{stray}{SECOND}</p><p>{THIRD}</p>")
    assert one(spoilt, "a.html").text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize("attribute", ["a{}=1 ", "a{}=''", "a{}='>' ", 'a{}="<"\n', "a{}/", "a<{} ", "a{}=b<c "])
def test_a_tag_with_very_many_attributes_is_refused_at_once(attribute: str) -> None:
    tag = "".join(map(attribute.format, range(200_000)))
    began = time.process_time()
    assert "2,000 attributes" in refusal(page(f"<p>{FIRST}</p><p {tag}>{SECOND}</p>"), "a.html").message
    assert time.process_time() - began < 2


def test_a_tag_of_many_words_has_few_attributes() -> None:
    drawn = f'<svg><path d="{"L1 1 " * 5_000}"/></svg>'
    code = f"<script>if (i<n) {{ {'i = a / b; ' * 5_000} }}</script>"
    assert one(page(f"<p>{FIRST}</p>{drawn}{code}<p>{SECOND}</p><p>{THIRD}</p>"), "a.html").text == "\n\n".join(
        SENTENCES
    )


def test_a_vertical_tab_parts_words() -> None:
    assert "at night" in one(page(f"<p>{FIRST}</p><p>{SECOND} It rained at\x0bnight.</p>"), "a.html").text


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul><li", "blockquote", "span"])
def test_a_page_nested_100_000_deep_neither_crashes_nor_hangs(tag: str) -> None:
    deep = page("".join(f"<p>{one}</p>" for one in SENTENCES) + f"<{tag}>" * 100_000)
    assert FIRST in one(deep, "a.html").text
    refusal("<html><body>" + f"<{tag}>" * 100_000 + FIRST, "a.html")


@pytest.mark.parametrize("missing", ["lxml", "trafilatura"])
def test_a_missing_extra_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, missing, None)
    assert ".venv/bin/pip install '.[html]'" in refusal(page(), "a.html").remedy


def test_real_markup_never_breaks_a_page(shared_data: Path) -> None:
    for file in sorted((shared_data / "exchange").glob("*.jsonld")):
        document = one(page(head=script(file.read_text("utf-8"))), file.name)
        assert document.published is None or document.published.startswith("20")
    for line in (shared_data / "exchange" / "claimreview_all_meedan_fetch.jsonl").read_text("utf-8").splitlines():
        one(page(head=script(json.loads(line)["script"])), "a.html")


def test_real_pages_with_comments_and_control_characters_in_their_json_ld_are_read(shared_data: Path) -> None:
    for name, begins in (("JS_comment", "讓AI"), ("control_characters_comment", "None")):
        source = (shared_data / "exchange" / f"extruct_JSONLD_with_{name}.html").read_text("utf-8")
        body = "".join(f"<p>{one}</p>" for one in SENTENCES)
        filled = source.replace("<body></body>", f"<body><article>{body}</article></body>")
        assert str(one(filled, "a.html").title).startswith(begins)
