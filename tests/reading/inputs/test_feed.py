"""Feeds: each entry an article; a broken one is reported and spoils no other."""

import pytest

from factcheck.reading.inputs.about import About
from tests.reading.inputs.made import FIRST, SECOND, THIRD, item, one, refusal, rss, several

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://gazette.example/">
<title>Strait Gazette</title><link rel="self" href="https://gazette.example/feed"/><link href="https://gazette.example/"/>
<author><name>The desk</name><email>desk@gazette.example</email></author>
<entry><title type="html">Ferry &amp;amp; &lt;b&gt;crates&lt;/b&gt;</title><id>tag:gazette.example,2025:1</id>
<link rel="enclosure" href="/1.mp3"/><link href="1"/><published>2025-03-04T08:00:00Z</published>
<updated>2025-03-05T08:00:00Z</updated><author><name>Ana Weir</name><uri>https://gazette.example/ana</uri></author>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The office
said <em>so</em> &amp; more.</p><p>It rained.</p></div></content></entry>
<entry><title>Plain</title><id>tag:gazette.example,2025:2</id><summary>3 &lt; 4, the office said.</summary>
<updated>2025-03-06T08:00:00Z</updated><source><title>Amsel Post</title><id>x</id></source></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://gazette.example/"><title>Strait Gazette</title><link>https://gazette.example/</link>
<items><rdf:Seq><rdf:li resource="https://gazette.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://gazette.example/1"><title>Ferry</title><description>It rained.</description>
<dc:creator>Ana Weir</dc:creator><dc:date>2025-03</dc:date></item></rdf:RDF>"""

FULL = """<title>Ferry &amp; crates</title><link>/1</link><pubDate>Tue, 04 Mar 2025 23:30:00 -0500</pubDate>
<author>desk@gazette.example (Ana Weir)</author><media:title xmlns:media="http://search.yahoo.com/mrss/">Photo</media:title>
<content:encoded><![CDATA[<p>The office said <b>so</b>.</p><p>It rained&nbsp;again.</p>]]></content:encoded>"""


def test_an_entry_of_rss_is_an_article() -> None:
    document = one(rss(item("&lt;p&gt;Short.&lt;/p&gt;", FULL)), "feed.xml")
    assert document.text == "The office said so.\n\nIt rained again."
    assert (document.title, document.author, document.publisher) == ("Ferry & crates", "Ana Weir", "Strait Gazette")
    assert (document.url, document.published) == ("https://gazette.example/1", "2025-03-04")


def test_entries_of_atom_are_articles() -> None:
    (first, second), problems = several(ATOM, "feed.atom")
    assert problems == []
    assert first.text == "The office said so & more.\n\nIt rained."
    assert (first.title, first.author, first.url) == ("Ferry & crates", "Ana Weir", "https://gazette.example/1")
    assert (first.published, first.lang, first.publisher) == ("2025-03-04", "en", "Strait Gazette")
    assert second.text == "3 < 4, the office said."
    assert (second.author, second.publisher, second.published) == ("The desk", "Amsel Post", "2025-03-06")
    assert first.original_sha256 == second.original_sha256 != first.sha256


def test_entries_of_rdf_are_articles() -> None:
    document = one(RDF, "index.rdf")
    assert (document.text, document.url, document.published) == ("It rained.", "https://gazette.example/1", "2025-03")
    assert (document.author, document.publisher) == ("Ana Weir", "Strait Gazette")


def test_the_oldest_rss_with_its_doctype_and_html_entities_is_read() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Amsel//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">'
    feed = (
        f'<?xml version="1.0"?>{doctype}<rss version="0.91"><channel>{item("The caf&eacute; said so.")}</channel></rss>'
    )
    assert one(feed, "feed.xml").text == "The café said so."


def test_what_a_person_gives_wins() -> None:
    document = one(rss(item("It rained.", FULL)), "feed.xml", About(publisher="Us", published="2020"))
    assert (document.publisher, document.published) == ("Us", "2020")


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (item("<b>It snowed"), "entry 2 is broken: the feed breaks at line 4: mismatched tag"),
        (item("Bread & salt"), "entry 2 is broken"),
        (item("\x0b"), "entry 2 is broken"),
        ("\n<item><description>never closed", "entry 2 is cut off"),
        (item("", "<title>Nothing</title>"), "entry 2 (“Nothing”) has no text"),
        (item("&lt;img src=x&gt;"), "entry 2 has no text"),
    ],
)
def test_the_good_entries_are_read_and_the_broken_one_is_reported(broken: str, words: str) -> None:
    documents, problems = several(rss(item(FIRST), broken, item(SECOND), item(THIRD)), "feed.xml")
    assert [document.text for document in documents] == [FIRST, SECOND, THIRD]
    assert len(problems) == 1
    assert problems[0].startswith("feed.xml: ")
    assert words in problems[0]
    assert {document.publisher for document in documents} == {"Strait Gazette"}


def test_an_entry_in_another_encoding_than_the_feed_s_is_reported() -> None:
    feed = rss(item("Überall schien die Sonne, hieß es."), item("caf@"), item(FIRST)).encode().replace(b"@", b"\xe9")
    documents, problems = several(feed, "feed.xml")
    assert [document.text for document in documents] == ["Überall schien die Sonne, hieß es.", FIRST]
    assert "entry 2 holds broken characters" in problems[0]


def test_html_entities_that_xml_does_not_know_are_resolved_and_reported() -> None:
    documents, problems = several(rss(item("caf&eacute;, it said"), item(FIRST)), "feed.xml")
    assert [document.text for document in documents] == ["café, it said", FIRST]
    assert "undefined entity" in problems[0]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_that_is_cut_off_gives_what_stands_before(kind: str) -> None:
    feed = rss(item(FIRST), item(SECOND)) if kind == "rss" else ATOM
    cut = feed[: feed.rindex("<item" if kind == "rss" else "<entry") + 20]
    documents, problems = several(cut, "feed.xml")
    assert len(documents) == 1
    assert "entry 2 is cut off" in problems[0]


def test_a_feed_that_is_cut_off_between_entries_says_so() -> None:
    feed = rss(item(FIRST))
    documents, problems = several(feed.removesuffix("</channel></rss>"), "feed.xml")
    assert (len(documents), len(problems)) == (1, 1)


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (rss(), "without entries"),
        (rss(item("")), "entry 1 has no text"),
        ("<rss><channel>", "cannot be read"),
        ("<rss", "cannot be read"),
        (rss("<item>" * 100_000), "entry 1 is cut off"),
        (rss(item("<b>" * 100_000)), "entry 1 is broken"),
        (rss(item("<b>" * 100_000 + "</b>" * 100_000)), "entry 1 has no text"),
    ],
)
def test_a_feed_without_any_readable_entry_is_refused(feed: str, words: str) -> None:
    assert words in refusal(feed, "feed.xml").message


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))


@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        f'<!ENTITY l8 "{"ha" * 100_000}">',
        '<!ENTITY l8 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;',
        '<!ELEMENT rss ANY><!-- --><!ENTITY l8 "ha">',
    ],
)
@pytest.mark.parametrize("ending", ["", "<"])
def test_a_feed_that_declares_entities_is_refused(subset: str, ending: str) -> None:
    feed = rss(item("&l8; said the office" * 100)).replace("<rss", f"<!DOCTYPE rss [{subset}]><rss", 1) + ending
    assert "declares entities" in refusal(feed, "feed.xml").message
