"""The editor of translations, the grid and its lists, the glossary, files in and out."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office import city, world
from tests.publishing import tree

from konfluenz.directory import resources, topics
from konfluenz.directory.models import Topic
from konfluenz.ground import translations
from konfluenz.ground.models import Run, Translation
from konfluenz.people.models import Draft
from konfluenz.publishing.models import Term
from konfluenz.publishing.translating import terms

pytestmark = pytest.mark.django_db
ALL = "/buero/uebersetzungen/"
MOST = 20
"""Queries of the grid and its list: one for each kind of record, and some for all of them."""


def site(number=1, **more):
    one = resources.add(f"Kurse {number}", f"https://example.org/{number}", by=None, **more)
    return resources.publish(one, by=None)


def at(one, locale="uk", kind="links"):
    return f"{ALL}{kind}/{getattr(one, 'translation_key', None) or one.public_id}/{locale}/"


def form(answer, **typed):
    """Return what the editor's form would send, with what was typed in it."""
    lines = answer.context["lines"]
    sent = {f"seen:{line.key}": line.seen for line in lines}
    sent |= {f"text:{line.key}": line.typed for line in lines}
    sent |= {f"stood:{line.key}": line.stood for line in lines}
    return sent | typed


def said(one, locale="uk"):
    rows = Translation.objects.filter(record_id=str(one.pk), locale=locale)
    return dict(rows.values_list("field", "text"))


def test_the_editor_shows_both_sides_with_what_changed_and_the_words_of_the_glossary():
    one = site(expects="Hilfe beim Wohngeld")
    translations.put(one, "name", "ar", "دورات", by=None)
    resources.correct(one, {"name": "Kurse am Abend"}, by=None)
    terms.add("Wohngeld", "ar", "إعانة السكن", by=None)
    answer = city.client("editor").get(at(one, "ar"))
    for words in (
        'lang="ar" dir="rtl"',
        "veraltet",
        ">Arabisch<span",
        "إعانة السكن",
        "Kurse <del>",
        "am Abend</ins>",
        "1 von 2 Texten sind übersetzt",
        "/ar/links/",
    ):
        assert words in answer.text, words
    reader = city.client("social_worker")
    assert "readonly" in reader.get(at(one, "ar")).text
    assert reader.post(at(one, "ar"), {"text:name": "x"}).status_code == 403


def test_all_texts_are_saved_in_one_act_and_two_translators_lose_nothing():
    one = site(expects="Mehr")
    first, second = city.client("editor"), city.client("coordinator")
    hers, his = first.get(at(one)), second.get(at(one))
    sent = form(hers, **{"text:name": "Курси", "checked:name": "1"})
    assert first.post(at(one), sent).status_code == 302
    answer = second.post(at(one), form(his, **{"text:name": "Інше", "text:expects": "Більше"}))
    assert answer.status_code == 409
    assert "Jemand anderes hat inzwischen gespeichert" in answer.text
    assert "Інше</textarea>" in answer.text
    assert said(one) == {"name": "Курси", "expects": "Більше"}
    assert second.post(at(one), form(answer)).status_code == 302
    assert said(one) == {"name": "Інше", "expects": "Більше"}


def test_a_lost_link_is_told_beside_the_text_and_nothing_is_lost():
    page = tree.guide(body=tree.stored(' <a href="https://example.org/kurs">Kurs</a>'))
    browser, url = city.client("editor"), at(page, kind="seiten")
    sent = form(browser.get(url), **{f"text:{tree.TEXT}.text": "Курси", "text:title": "Мова"})
    answer = browser.post(url, sent)
    assert answer.status_code == 422
    assert "Der Link https://example.org/kurs fehlt in der Übersetzung" in answer.text
    assert "Мова</textarea>" in answer.text
    assert said(page) == {}


def test_a_translator_sees_no_tags_and_what_is_left_alone_stays_letter_by_letter():
    german = ' <a href="https://example.org/kurs">Kurs</a>, <strong>bald</strong>'
    page = tree.guide(body=tree.stored(german))
    field = f"{tree.TEXT}.text"
    kept = '<p>Є <a href="https://example.org/kurs">курс</a>, <strong>скоро</strong>.</p>'
    translations.put_fields(page, {field: {"uk": kept}}, by=None)
    browser, url = city.client("editor"), at(page, kind="seiten")
    answer = browser.get(url)
    assert "[Kurs](1), **bald**" in answer.text
    assert "Є [курс](1), **скоро**." in answer.text
    assert "&lt;p&gt;" not in answer.text
    assert "zwischen Zeichen" in answer.text
    sent = form(answer, **{"text:title": "Мова", f"checked:{field}": "1"})
    assert browser.post(url, sent).status_code == 302
    assert said(page) == {"title": "Мова", field: kept}
    assert Translation.objects.get(field=field).state == "checked"
    typed = "Новий [курс](1)\r\n\r\nта **скоро**"
    assert browser.post(url, form(browser.get(url), **{f"text:{field}": typed})).status_code == 302
    assert said(page)[field] == (
        '<p>Новий <a href="https://example.org/kurs">курс</a></p><p>та <b>скоро</b></p>'
    )
    parted = {f"text:{field}": "Новий\r\n\r\n[курс](1)\r\n\r\nта **скоро**"}
    browser.post(url, form(browser.get(url), **parted))
    assert said(page)[field].count("<p>") == 3, "a paragraph more is a change"
    lost = form(browser.get(url), **{f"text:{field}": "Новий [курс](2)"})
    answer = browser.post(url, lost)
    assert answer.status_code == 422
    assert "Einen Link 2 hat der deutsche Text nicht" in answer.text
    assert "Новий [курс](2)</textarea>" in answer.text


@pytest.mark.parametrize("url", ["links/{}/xx/", "unbekannt/{}/uk/", "seiten/{}/uk/"])
def test_what_is_not_translated_has_no_editor(url):
    assert city.client("editor").get(ALL + url.format(site().public_id)).status_code == 404


def test_the_grid_counts_by_topic_and_each_number_leads_to_its_list():
    topics.ensure()
    topic = Topic.objects.first()
    one = site(expects="Mehr", topics=[topic])
    translations.put(one, "name", "uk", "Курси", by=None)
    browser = city.client("editor")
    rows = browser.get(f"{ALL}?kind=links").context["rows"]
    cells = {label: {cell.locale: cell for cell in row} for label, row in rows}
    cell = cells[topic.name]["uk"]
    assert (cell.percent, [(count, words) for count, words, _url in cell.open]) == (
        50,
        [(1, "fehlt"), (1, "ungeprüft")],
    )
    assert [label for label, row in cells.items() if row["uk"].total] == [
        "Alles zusammen",
        topic.name,
    ]
    page = browser.get(cell.open[0][2]).text
    assert ("Kurse 1" in page, "1 Übersetzung<" in page) == (True, True)
    for query in (
        "topic=ohne&kind=links",
        "state=outdated",
        "q=anderes",
        "state=checked&locale=uk",
    ):
        assert "Kurse 1" not in browser.get(f"{ALL}liste/?{query}").text
    assert "Kurse 1" in browser.get(f"{ALL}liste/?q=kurse&kind=x&page=99").text


@pytest.mark.parametrize("url", [ALL, f"{ALL}liste/", f"{ALL}liste/?locale=uk&state=missing"])
def test_grid_and_list_cost_the_same_for_one_and_for_many(url):
    browser = city.client("editor")
    site()
    one = world.queries(browser, url)
    city.crowd(60, lambda number: site(number + 2))
    assert world.queries(browser, url) == one
    assert one <= MOST


def test_the_editor_costs_the_same_for_one_text_and_for_many():
    browser, one, many = city.client("editor"), site(1), site(2, expects="Mehr")
    translations.put_fields(many, {"name": {"uk": "а"}, "expects": {"uk": "б"}}, by=None)
    city.crowd(20, lambda number: terms.add(f"Wort {number}", "uk", "слово", by=None))
    costs = {world.queries(browser, at(record)) for record in (one, many)}
    assert len(costs) == 1
    assert max(costs) <= world.MOST_QUERIES


def test_a_list_goes_out_as_a_table_and_as_xliff_and_comes_in_again():
    one, browser = site(expects="=Mehr"), city.client("editor")
    lines = b"".join(browser.get(f"{ALL}liste/?kind=links&locale=uk&export=csv")).decode()
    assert "Kurse 1;Links;Ukrainisch;2 fehlt;2" in lines
    content = browser.get(f"{ALL}herausgeben/?kind=links&locale=uk").content
    single = browser.get(f"{ALL}herausgeben/?kind=links&record={one.public_id}&locale=uk").content
    assert content == single
    back = content.replace(b'<target state="new" />', "<target>Курси</target>".encode(), 1)
    file = SimpleUploadedFile("uk.xlf", back)
    page = browser.post(f"{ALL}einlesen/", {"file": file}, follow=True).text
    assert ("Курси" in page, said(one)) == (True, {})
    page = browser.post(f"{ALL}einlesen/", {"do": "take", "checked": "1"}, follow=True).text
    assert "1 Texte wurden übernommen" in page
    assert said(one) == {"name": "Курси"}
    assert Translation.objects.get().state == "checked"
    assert not Draft.objects.exists()


def test_bad_files_are_refused_and_the_reader_may_put_one_aside():
    browser, url = city.client("editor"), f"{ALL}einlesen/"
    answer = browser.post(url, {"file": SimpleUploadedFile("x.xlf", b"<!DOCTYPE x><x/>")})
    assert (answer.status_code, "DOCTYPE" in answer.text) == (422, True)
    assert browser.post(url).status_code == 422
    content = browser.get(f"{ALL}herausgeben/?kind=links&locale=uk").content
    assert browser.post(url, {"file": SimpleUploadedFile("x.xlf", content)}).status_code == 422
    assert browser.get(f"{ALL}herausgeben/?locale=xx").status_code == 302
    assert browser.get(f"{ALL}herausgeben/?locale=uk&kind=links&record=x").status_code == 404
    site()
    content = browser.get(f"{ALL}herausgeben/?kind=links&locale=uk").content
    browser.post(url, {"file": SimpleUploadedFile("x.xlf", content)})
    assert base64.b64decode(Draft.objects.get().data["file"]) == content
    browser.post(url, {"do": "drop"})
    assert not Draft.objects.exists()


def test_machine_drafts_begin_from_the_list_or_the_editor_or_say_why_not(settings):
    one, browser = site(), city.client("editor")
    sent = {"kind": "links", "locale": "uk"}
    page = browser.post(f"{ALL}entwerfen/", sent, follow=True).text
    assert "kein Übersetzungsdienst eingerichtet" in page
    settings.TRANSLATOR, settings.TRANSLATOR_URL = "deepl", "http://127.0.0.1:9"
    assert "entwerfen lassen" in browser.get(at(one)).text
    browser.post(f"{ALL}entwerfen/", sent)
    browser.post(f"{ALL}entwerfen/", sent | {"record": one.public_id})
    wanted = [["links", str(one.public_id), "uk"]]
    assert [run.values["wanted"] for run in Run.objects.all()] == [wanted, wanted]
    assert city.client("social_worker").post(f"{ALL}entwerfen/", sent).status_code == 403


def test_words_are_added_corrected_found_and_taken_out():
    browser, url = city.client("editor"), f"{ALL}glossar/"
    typed = {"german": "Wohngeld", "locale": "fa", "translation": "کمک‌هزینه", **city.FORM}
    browser.post(f"{url}neu/", typed)
    assert "steht in dieser Sprache schon" in browser.post(f"{url}neu/", typed).text
    term = Term.objects.get()
    one = f"{url}{term.public_id}/"
    browser.post(one, typed | {"note": "immer so", "revision": 0})
    assert browser.post(one, typed | {"note": "anders", "revision": 0}).status_code == 409
    assert "immer so" in browser.get(f"{url}?q=wohn&locale=fa").text
    assert "Persisch" in browser.get(url).text
    assert browser.post(f"{one}entfernen/").status_code == 302
    assert not Term.objects.exists()
