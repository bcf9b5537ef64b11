"""HTML as found in the wild: blocks, and not one visible letter lost."""

from functools import partial

import pytest
from tests.publishing.integreat_source import shown

from konfluenz.publishing.importing import markup
from konfluenz.publishing.importing.addresses import Addresses, Notes


def lead(href):
    return f'href="{href}"' if href.startswith("https:") else ""


def read(html):
    return [(block.kind, block.items) for block in markup.read(html, lead).blocks]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<h2>A <em>b</em><br>c</h2>", [("heading", ["A b c"])]),
        ("<h1>" + "x" * 161 + "</h1>", [("text", ["<p><b>" + "x" * 161 + "</b></p>"])]),
        (
            '<h3>Zum <a href="https://a.de">Amt</a></h3>',
            [("text", ['<p><b>Zum </b><a href="https://a.de"><b>Amt</b></a></p>'])],
        ),
        ("a<br>b<br> <br>c<hr>d", [("text", ["<p>a<br/>b</p><p>c</p>"]), ("text", ["<p>d</p>"])]),
        ("<p>&nbsp;</p><p> </p><div><br></div>", []),
        ("<ol><li>a<li><p>b</p><p>c</p></ol>", [("steps", ["<p>a</p>", "<p>b</p><p>c</p>"])]),
        (
            "<ul><li>a<ul><li>b</li></ul>c</li><li><h4>d</h4></li></ul>e",
            [("bullets", ["<p>a</p>", "<p>b</p>", "<p>c</p>", "<p><b>d</b></p>"]),
             ("text", ["<p>e</p>"])],
        ),
        (
            "<table><tr><th>Mo<td><p>9</p></tr><tr><td>Di</td><td>10</td></tr></table>",
            [("text", ["<p><b>Mo</b><br/>9</p>"]), ("text", ["<p>Di<br/>10</p>"])],
        ),
        ("<p><span style='x'>a <u>b</u></span></p>", [("text", ["<p>a b</p>"])]),
        ("<b>a<p>b</b>c", [("text", ["<p><b>a</b></p>"]), ("text", ["<p><b>b</b>c</p>"])]),
        ("<div onload=x()>3 < 4 & <i>gut", [("text", ["<p>3 &lt; 4 &amp; <i>gut</i></p>"])]),
        ('<a href="javascript:x()">Hier</a>', [("text", ["<p>Hier</p>"])]),
        ("<script>böse()</script>Gut<style>p{}</style>", [("text", ["<p>Gut</p>"])]),
        ("&lt;script&gt;alert(1)&lt;/script&gt;",
         [("text", ["<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"])]),
        (
            '<p><img src="https://a.de/x.png" alt="Karte &quot;Süd&quot;"> hier</p>',
            [("text", ['<p><a href="https://a.de/x.png">Karte "Süd"</a> hier</p>'])],
        ),
        ('<p><img src="/i.svg" width="16">Tel.</p>', [("text", ["<p>Tel.</p>"])]),
    ],
)  # fmt: skip
def test_html_becomes_blocks(html, blocks):
    assert read(html) == blocks


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000 + "tief",
        "<ul><li>" * 2_000 + "tief",
        "<b><i><a href=https://a.de>" * 2_000 + "tief",
        "<table><tr><td><table><tr><td>innen</table>außen",
        "<p>ohne Ende <ul><li>eins <h2>zwei <table><td>drei",
        "<!-- <p>fort</p> --><svg onload=x()><text>Bild</text></svg> <foo>da</foo>",
        "<iframe src='https://v.de/1'>Film</iframe><noscript>auch</noscript>",
        "<a><b></a></b></p></ul></h2></table>Ende &amp &#x41;",
    ],
)
def test_nothing_visible_is_lost_however_broken(html):
    found = markup.read(html, lead)
    assert markup.said(found.blocks) == shown(html) == markup.visible(html)


def test_what_a_page_cannot_hold_is_told():
    found = markup.read(
        '<iframe src="https://v.de/1"></iframe><script src="x.js"></script>'
        '<a href="https://a.de/"></a><img src="https://a.de/x.png" alt="">',
        lead,
    )
    assert found.dropped == ["iframe https://v.de/1", "script x.js", "a https://a.de/"]
    assert found.pictures == [markup.Seen("https://a.de/x.png", "", False)]
    assert found.blocks == []


def test_a_picture_that_is_kept_stands_before_its_paragraph():
    html = '<p>Seht: <img src="https://a.de/x.png" alt="Karte"> da</p>'
    found = markup.read(html, lead, {"https://a.de/x.png"})
    assert [(block.kind, block.items) for block in found.blocks] == [
        ("picture", ["https://a.de/x.png", "Karte"]),
        ("text", ["<p>Seht: da</p>"]),
    ]


@pytest.mark.parametrize(
    ("href", "attributes", "noted"),
    [
        ("/k/de/%C3%84mter", 'linktype="page" id="7"', ""),
        ("https://integreat.app/K/DE/ÄMTER/", 'linktype="page" id="7"', ""),
        ("https://www.k.de/k/de/ämter/", 'href="https://www.k.de/k/de/ämter/"', ""),
        ("mailto:a@b.de", 'href="mailto:a@b.de"', ""),
        ("#oben", "", ""),
        ("javascript:x()", "", "dead"),
        ("http://[::1", "", "dead"),
        ("/k/de/fort/", 'href="https://admin.integreat-app.de/k/de/fort/"', "left"),
        ("/media/a.pdf", 'href="https://admin.integreat-app.de/media/a.pdf"', "media"),
    ],
)
def test_links_lead_to_pages_of_ours_or_are_told(href, attributes, noted):
    notes = Notes()
    here = partial(
        Addresses({"k/de/ämter": 7}, set()).lead, "https://admin.integreat-app.de/k/de/x/"
    )
    assert here(notes, href) == attributes
    assert [name for name, found in vars(notes).items() if found] == ([noted] if noted else [])
