"""Machine drafts by DeepL and LibreTranslate: what leaves, what comes back, what goes wrong."""

import threading

import pytest
from tests.publishing import tree
from tests.publishing.translators import Translator

from konfluenz.directory import resources
from konfluenz.ground import runs, translations
from konfluenz.ground.models import Run, Translation
from konfluenz.publishing import readings
from konfluenz.publishing.translating import drafts, machines, terms
from konfluenz.publishing.translating.drafts import DraftsRefused
from konfluenz.publishing.translating.machines import MachineFailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(settings):
    with Translator() as server:
        settings.TRANSLATOR, settings.TRANSLATOR_URL = "deepl", server.url
        settings.TRANSLATOR_KEY = "geheim"
        yield server


def site(number=1, name="Wohngeldstelle"):
    one = resources.add(name, f"https://example.org/{number}", by=None, expects="Wohngeld")
    return resources.publish(one, by=None)


def drafted(*wanted):
    """Start a run, do it, and return it as it ended."""
    drafts.start([(kind, key, locale) for kind, key, locale in wanted], by=None)
    runs.step()
    return Run.objects.latest("pk")


def rows():
    return {
        (row.locale, row.field): (row.text, row.state, row.machine)
        for row in Translation.objects.all()
    }


def test_nothing_leaves_without_a_setting(settings):
    with Translator() as server:
        settings.TRANSLATOR_URL = server.url
        with pytest.raises(DraftsRefused, match="kein Übersetzungsdienst"):
            drafts.start([("links", site().public_id, "uk")], by=None)
        with pytest.raises(MachineFailed):
            machines.translate(["Hallo"], "uk", html=False)
        assert server.asked == []


def test_deepl_drafts_what_is_missing_and_is_told_of_the_glossary(translator):
    one = site()
    terms.add("Wohngeld", "uk", "житлова допомога", by=None)
    run = drafted(("links", one.public_id, "uk"))
    assert (run.state, run.result) == ("done", {"made": 2, "left": 0})
    assert translator.asked == [
        (
            "/v2/translate",
            {
                "text": ["Wohngeldstelle", "Wohngeld"],
                "source_lang": "DE",
                "target_lang": "UK",
                "preserve_formatting": True,
                "context": "Wohngeld = житлова допомога",
            },
            "DeepL-Auth-Key geheim",
        )
    ]
    assert rows() == {
        ("uk", "name"): ("[uk] Wohngeldstelle", "draft", True),
        ("uk", "expects"): ("[uk] Wohngeld", "draft", True),
    }


def test_libretranslate_gets_the_markup_as_html(translator, settings):
    settings.TRANSLATOR = "libretranslate"
    page = tree.guide()
    run = drafted(("seiten", page.translation_key, "en"))
    assert run.result["left"] == 0
    assert [(path, body["format"], body["api_key"]) for path, body, _key in translator.asked] == [
        ("/translate", "text", "geheim"),
        ("/translate", "html", "geheim"),
    ]
    assert rows()["en", f"{tree.TEXT}.text"][0] == "[en] <p>Es gibt Kurse.</p>"


def test_what_a_person_wrote_stays_and_an_outdated_draft_is_made_anew(translator):
    one = site()
    translations.put(one, "name", "uk", "Моє", by=None)
    translations.put(one, "expects", "uk", "стара", by=None, machine=True)
    one = resources.correct(one, {"name": "Neu", "expects": "Neues"}, by=None)
    drafted(("links", one.public_id, "uk"))
    assert rows() == {
        ("uk", "name"): ("Моє", "draft", False),
        ("uk", "expects"): ("[uk] Neues", "draft", True),
    }
    assert drafted(("links", one.public_id, "uk")).result == {"made": 0, "left": 0}
    assert len(translator.asked) == 1


def test_a_draft_that_loses_a_link_is_left_out(translator):
    page = tree.guide(body=tree.stored(' <a href="https://example.org/">Kurs</a>'))
    translator.say = lambda _path, body: {
        "translations": [{"text": text.split("<a")[0]} for text in body["text"]]
    }
    run = drafted(("seiten", page.translation_key, "uk"))
    assert run.result["left"] == 1
    assert ("uk", f"{tree.TEXT}.text") not in rows()


def test_where_a_mistake_harms_readers_see_no_draft_before_it_is_checked(translator):
    page = tree.guide(careful="legal")
    drafted(("seiten", page.translation_key, "uk"))
    assert readings.read(page, "uk").title.german
    translations.put(page, "title", "uk", "Мова", by=None, checked=True)
    assert readings.read(page, "uk").title.text == "Мова"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (403, "nimmt den Schlüssel nicht an"),
        (429, "zu viel zu tun"),
        (456, "Kontingent"),
        (500, "Störung (500)"),
        (302, "Störung (302)"),
        ((200, "kein JSON"), "keine Übersetzung"),
        ((200, '{"translations": [{"text": "eins"}]}'), "keine Übersetzung"),
        ((200, '{"translations": [{"text": 1}, {"text": 2}]}'), "keine Übersetzung"),
        ("hang", "nicht erreichbar"),
    ],
)
def test_when_the_translator_stops_what_was_done_stays_and_the_reason_is_told(
    translator, answer, told
):
    first, second = site(1), site(2, "Andere")
    translator.answers = [200, answer]
    run = drafted(("links", first.public_id, "uk"), ("links", second.public_id, "uk"))
    assert run.state == "failed"
    assert told in run.error
    assert "2 Texte wurden vorher entworfen" in run.error
    assert {row.record_id for row in Translation.objects.all()} == {str(first.pk)}
    assert len(translator.asked) == 2


def test_a_translator_that_does_not_answer_in_time_is_left(translator, monkeypatch):
    monkeypatch.setattr(machines, "TIMEOUT", 0.05)
    over = threading.Event()
    translator.say = lambda _path, _body: over.wait(2) and {}
    with pytest.raises(MachineFailed, match="nicht erreichbar"):
        machines.translate(["Hallo"], "uk", html=False)
    over.set()


def test_plain_german_is_written_by_people_and_too_much_is_refused(translator, monkeypatch):
    one = site()
    with pytest.raises(DraftsRefused, match="Wählen Sie mindestens"):
        drafts.start([("links", one.public_id, "de-simple")], by=None)
    monkeypatch.setattr(drafts, "MOST", 1)
    wanted = [("links", one.public_id, locale) for locale in ("uk", "ar")]
    with pytest.raises(DraftsRefused, match="höchstens 1 auf einmal"):
        drafts.start(wanted, by=None)
    assert translator.asked == []
