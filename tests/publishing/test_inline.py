"""Running text: what stays, what goes, where its links lead."""

import pytest

from konfluenz.publishing import inline


def nowhere(kind, key):
    return None


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        ("<p>Gut</p><script>böse()</script>", "<p>Gut</p>"),
        ("<p onclick='x()'>Gut</p>", "<p>Gut</p>"),
        ("<svg onload=x()><p>Gut</p></svg>", "<p>Gut</p>"),
        ('<p class="MsoNormal" style="mso-x:1"><o:p>Aus Word</o:p></p>', "<p>Aus Word</p>"),
        ('<p><span lang="DE" style="color:red">Rot</span></p>', "<p>Rot</p>"),
        ('<p><a href="javascript:x()">Hier</a></p>', "<p>Hier</p>"),
        ("<h1>Groß</h1><img src=x onerror=y()>", "Groß"),
    ],
)
def test_nothing_of_a_paste_can_harm(pasted, left):
    assert inline.shown(pasted, nowhere) == left


def test_links_lead_to_where_things_can_be_read():
    known = {("page", "12"): "/en/ratgeber/kurse/", ("topic", "work"): "/en/themen/arbeit/"}
    html = (
        '<p><a linktype="page" id="12">Kurse</a> <a href="konfluenz:topic/work">Arbeit</a> '
        '<a linktype="page" id="99">Fort</a> <a href="https://www.bamf.de">BAMF</a></p>'
    )
    assert inline.shown(html, lambda kind, key: known.get((kind, key))) == (
        '<p><a href="/en/ratgeber/kurse/">Kurse</a> <a href="/en/themen/arbeit/">Arbeit</a> '
        'Fort <a href="https://www.bamf.de" rel="external noopener">BAMF</a></p>'
    )
    assert inline.linked_pages([html, "<p>nichts</p>"]) == {12, 99}


def test_words_without_markup():
    assert inline.plain("<p>Zwei <b>Wörter</b></p>") == "Zwei Wörter"
    assert inline.plain("a & b") == "a & b"
    assert inline.plain("<p>Ist <b>neu</b>.</p><p>Ja</p>") == "Ist neu. Ja"
    assert (
        inline.plain("Eins<br>zwei &amp; <a href='#'>drei</a>, 5 < 6") == "Eins zwei & drei, 5 < 6"
    )
