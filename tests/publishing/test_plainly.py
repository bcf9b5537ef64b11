"""Running text as translators type it, there and back."""

import pytest

from konfluenz.publishing import inline
from konfluenz.publishing.translating import kinds, plainly, texts
from konfluenz.publishing.translating.markup import MarkupRefused

SOURCE = (
    '<p>Zum <a href="https://example.org/kurs">Kurs</a> und zur'
    ' <a linktype="page" id="4">Seite</a>, noch einmal zum'
    ' <a href="https://example.org/kurs">Kurs</a>.</p>'
)


@pytest.mark.parametrize(
    ("html", "typed"),
    [
        ("<p>Eins &amp; zwei.</p><p>Drei<br>vier.</p>", "Eins & zwei.\n\nDrei\nvier."),
        ("<p>Ganz <b>wichtig</b>, <i>sehr</i>.</p>", "Ganz **wichtig**, __sehr__."),
        ("<p>Bürger*innen, a_b_c, 3 * 4 * 5</p>", "Bürger*innen, a_b_c, 3 * 4 * 5"),
        ("<p>1 &lt; 2</p>", "1 < 2"),
        (
            '<p>До <a linktype="page" id="4">сторінки</a> й'
            ' <a href="https://example.org/kurs"><b>курсу</b></a></p>',
            "До [сторінки](2) й [**курсу**](1)",
        ),
        (
            '<p><a href="https://example.org/neu">x</a></p>',
            "[x](https://example.org/neu)",
        ),
    ],
)
def test_there_and_back(html, typed):
    assert plainly.shown(html, SOURCE) == typed
    assert inline.cleaned(plainly.html(typed, SOURCE)) == inline.cleaned(html)


def test_text_without_paragraphs_stays_so():
    assert plainly.html("Ausweis\n\nFoto", "Ausweis") == "Ausweis<br>Foto"
    assert plainly.html("**Ausweis**", "<b>Ausweis</b>") == "<b>Ausweis</b>"


def test_browsers_end_lines_in_their_own_way():
    assert plainly.html("Eins\r\n\r\nzwei\r\ndrei", "<p>x</p>") == "<p>Eins</p><p>zwei<br>drei</p>"


def test_pasted_markup_is_markup_and_other_signs_are_letters():
    assert plainly.html("<p>Eins</p>", SOURCE) == "<p>Eins</p>"
    assert plainly.html("<script>x</script> 1<2", SOURCE) == (
        "<p>&lt;script&gt;x&lt;/script&gt; 1&lt;2</p>"
    )


@pytest.mark.parametrize("number", ["0", "3", "12"])
def test_a_number_without_a_link_is_told(number):
    with pytest.raises(MarkupRefused, match=f"Einen Link {number} hat der deutsche Text nicht"):
        plainly.html(f"Це [там]({number})", SOURCE)


def test_every_text_of_the_demo_goes_there_and_back(demo_city, db):
    kind = kinds.KINDS["seiten"]
    looked = 0
    for found in texts.of_all(kind, list(kind.records()), ["ar", "uk"]).values():
        for text in found:
            source = text.segment.text
            for html in filter(None, [text.text, source]) if text.segment.html else ():
                there = plainly.shown(html, source)
                assert "<" not in there.replace("< ", ""), there
                assert _even(plainly.html(there, source)) == _even(html)
                looked += 1
    assert looked > 1000


def _even(html):
    clean = inline.cleaned(html)
    for name, other in (("strong", "b"), ("em", "i")):
        clean = clean.replace(f"<{name}>", f"<{other}>").replace(f"</{name}>", f"</{other}>")
    return clean
