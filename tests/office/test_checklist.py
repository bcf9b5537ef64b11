"""The checklist of newcomers in the office, and what readers answered to "helpful?"."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city
from tests.publishing import tree

from konfluenz.directory import topics
from konfluenz.ground import audit, translations
from konfluenz.ground.models import Translation
from konfluenz.publishing import checklists, opinions
from konfluenz.publishing.checklists import ChecklistRefused
from konfluenz.publishing.models import ChecklistItem, PageOpinion

pytestmark = pytest.mark.django_db
STEPS = "/buero/erste-schritte/"
HELPFUL = "/buero/internetauftritt/hilfreich/"


def item(title="Wohnsitz anmelden", **more):
    return checklists.add(title, **{"phase": "days", "by": None} | more)


def order():
    return [one.title for _phase, items in checklists.by_phase() for one in items]


def asked(browser, path):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def test_an_item_is_added_corrected_ordered_and_taken_away():
    page = tree.guide()
    browser = city.client("editor")
    typed = {"title": "Wohnsitz anmelden", "phase": "days", "text": "Beim Bürgeramt.",
             "documents": "Ausweis\r\n\r\nBestätigung", "page": page.pk}  # fmt: skip
    assert browser.post(f"{STEPS}neu/", typed | city.FORM)["Location"] == STEPS
    made = ChecklistItem.objects.get()
    assert (made.slug, made.documents) == ("wohnsitz-anmelden", ["Ausweis", "Bestätigung"])
    second = item("Konto eröffnen")
    at = f"{STEPS}{made.public_id}/"
    browser.post(f"{at}verschieben/", {"way": "down"})
    browser.post(f"{at}verschieben/", {"way": "down"})
    assert order() == ["Konto eröffnen", "Wohnsitz anmelden"]
    made.refresh_from_db()
    sent = typed | city.FORM | {"revision": made.revision, "title": "Sich anmelden"}
    assert browser.post(at, sent | {"phase": "weeks"})["Location"] == STEPS
    text = browser.get(STEPS).content.decode()
    for words in ("Erste Wochen", "Sich anmelden", "Ausweis, Bestätigung", "Deutsch lernen"):
        assert words in text, words
    translations.put(second, "title", "uk", "Рахунок", by=None)
    browser.post(f"{STEPS}{second.public_id}/entfernen/")
    assert (order(), Translation.objects.count()) == (["Sich anmelden"], 0)
    acts = [entry.action for entry in audit.timeline(made).order_by("id")]
    assert acts == ["checklist.added", "checklist.moved", "checklist.corrected"]


def test_what_is_refused_says_why_and_readers_change_nothing():
    one, browser = item(), city.client("editor")
    at = f"{STEPS}{one.public_id}/"
    empty = browser.post(f"{STEPS}neu/", {"phase": "days", "title": ""} | city.FORM)
    assert "Bitte füllen Sie „Was zu tun ist“ aus." in empty.content.decode()
    with pytest.raises(ChecklistRefused, match="Kurzname"):
        checklists.correct(one, {"slug": "x"}, by=None)
    seen = one.revision
    checklists.correct(one, {"title": "Anders"}, seen=seen, by=None)
    late = {"title": "Mein Titel", "phase": "days", "text": "", "documents": "", "page": ""}
    answer = browser.post(at, late | city.FORM | {"revision": seen})
    assert (answer.status_code, 'value="Mein Titel"' in answer.content.decode()) == (409, True)
    reader = city.client("social_worker")
    shown = reader.get(STEPS).content.decode()
    assert ("Anders" in shown, "Punkt ergänzen" in shown) == (True, False)
    for path in (f"{STEPS}neu/", at, f"{at}entfernen/", f"{at}verschieben/"):
        assert reader.post(path, late).status_code == 403
    checklists.remove(one, by=None)
    checklists.remove(one, by=None)
    assert checklists.move(one, up=True, by=None) is False


def test_a_long_title_leaves_room_for_the_short_name():
    titles = ["Ü" * 60, "Ü" * 60, "مفتاح"]
    assert [item(title).slug for title in titles] == ["ue" * 28, "ue" * 28 + "-2", "eintrag"]


def test_pages_stand_in_the_order_of_their_no_with_the_last_months(time_machine):
    tree.guide()
    topics.add("Arbeit und Ausbildung", slug="work", by=None)
    time_machine.move_to("2026-01-31 12:00")
    opinions.count("links/", "de", helpful=False)
    time_machine.move_to("2026-05-15 12:00")
    opinions.count("links/", "de", helpful=False)
    for helpful in (False, False, True):
        opinions.count("ratgeber/deutsch-lernen/", "ar", helpful=helpful)
    time_machine.move_to("2026-07-01 12:00")
    opinions.count("ratgeber/deutsch-lernen/", "de", helpful=False)
    for address in ("angebote/fehlt/", "themen/arbeit-und-ausbildung/"):
        opinions.count(address, "de", helpful=True)
    answer = city.client("social_worker").get(HELPFUL)
    assert [f"{month:%m.%Y}" for month in answer.context["months"]] == [
        "02.2026", "03.2026", "04.2026", "05.2026", "06.2026", "07.2026",
    ]  # fmt: skip
    lines = [
        (line.name, tuple(line.whole), [tuple(said) for _month, said in line.months][-3:])
        for line in answer.context["lines"]
    ]
    assert lines == [
        ("Deutsch lernen", (1, 3), [(1, 2), (0, 0), (0, 1)]),
        ("Links", (0, 1), [(0, 1), (0, 0), (0, 0)]),
        ("angebote/fehlt/", (1, 0), [(0, 0), (0, 0), (1, 0)]),
        ("Arbeit und Ausbildung", (1, 0), [(0, 0), (0, 0), (1, 0)]),
    ]
    assert 'href="http://localhost:8000/de/ratgeber/deutsch-lernen/"' in answer.content.decode()


def test_both_pages_ask_the_same_with_one_row_and_three():
    browser = city.client("editor")
    for number in range(3):
        item(f"Punkt {number}", page=tree.guide(f"Seite {number}"))
        PageOpinion.objects.create(
            address=f"ratgeber/seite-{number}/", locale="de", day="2099-01-01", unhelpful=1
        )
        browser.get(STEPS)
        counts = [asked(browser, path) for path in (STEPS, HELPFUL)]
        if number == 0:
            before = counts
    assert (counts, max(counts) <= 15) == (before, True)
