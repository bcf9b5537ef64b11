"""The board of what is due, what is missing, and the link check in the office."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office import city, world

from konfluenz.actions.models import Task
from konfluenz.directory import reviews, services
from konfluenz.directory.models import Review
from konfluenz.ground.models import Entry
from konfluenz.publishing import upkeep
from konfluenz.publishing.links import register
from konfluenz.publishing.models import OutsideLink, SearchMiss

pytestmark = pytest.mark.django_db
BOARD = "/buero/internetauftritt/"


def published(name, **more):
    given = {"organization": city.association(f"Verein {name}"), "summary": "Ein Satz."}
    return services.publish(services.add(name, by=None, **given | more), by=None)


@pytest.fixture
def editor(client):
    account = world.account("editor")
    client.force_login(account)
    return client


def asked(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_what_is_due_comes_by_harm_and_then_by_age(editor):
    for name, harm, days in (("Mild", 1, 90), ("Neu", 3, 0), ("Alt", 3, 9), ("Gut", 3, -9)):
        published(name)
        due = timezone.localdate() - dt.timedelta(days=days)
        Review.objects.filter(title=name).update(harm=harm, due_on=due)
    text = editor.get(BOARD).content.decode()
    shown = [name for name in ("Alt", "Neu", "Mild", "Gut") if f">{name}<" in text]
    assert shown == ["Alt", "Neu", "Mild"]
    assert text.index(">Alt<") < text.index(">Neu<") < text.index(">Mild<")
    assert ">Gut<" in editor.get(f"{BOARD}?show=all").content.decode()
    rows = [str(one.pk) for one in Review.objects.filter(title__in=["Alt", "Neu"])]
    editor.post(BOARD, {"do": "confirm", "row": rows})
    due = Review.objects.filter(due_on__lte=timezone.localdate())
    assert [one.title for one in due] == ["Mild"]


def test_the_pages_ask_the_same_for_one_and_for_three(editor):
    def make(name):
        published(name, url=f"https://example.org/{name}")
        Review.objects.update(due_on=timezone.localdate())
        one = Review.objects.get(title=name)
        register.refresh("directory.service", [one.record_id])
        SearchMiss.objects.create(query=name, locale="de", count=3, last_on=timezone.localdate())

    paths = (BOARD, f"{BOARD}luecken/", f"{BOARD}linkpruefung/")
    make("a")
    editor.get(BOARD)
    before = [asked(editor, path) for path in paths]
    make("b")
    make("c")
    assert [asked(editor, path) for path in paths] == before
    assert max(before) <= 15, before


def test_an_entry_shows_whom_to_ask_and_is_confirmed(editor):
    published("Sprachcafé", phone="0261 1")
    one = Review.objects.get()
    path = f"{BOARD}{one.public_id}/"
    text = editor.get(path).content.decode()
    for words in ("Verein Sprachcafé", "0261 1", "Stimmt noch"):
        assert words in text, words
    assert editor.post(path)["Location"] == BOARD
    assert Review.objects.get().confirmed_by_label == "people.account"


def test_figures_say_what_is_confirmed_and_what_it_took(editor):
    for name in ("a", "b", "c"):
        one = published(name)
    assert upkeep.share() == upkeep.Share(3, 3)
    Review.objects.filter(title="a").update(confirmed_at=timezone.now() - dt.timedelta(days=181))
    assert (upkeep.share(), upkeep.share().percent) == (upkeep.Share(2, 3), 66)
    account = world.account("coordinator")
    Entry.objects.all().delete()
    review = reviews.of([one])[one.pk]
    reviews.confirm(review, by=account)
    assert upkeep.minutes() == 3
    assert "Ziel: unter zwei Stunden" in editor.get(BOARD).content.decode()


def test_a_gap_becomes_one_task(editor):
    city.office("Leitstelle")
    gap = SearchMiss.objects.create(
        query="kita", locale="de", count=5, last_on=timezone.localdate()
    )
    path = f"{BOARD}luecken/{gap.pk}/aufgabe/"
    editor.post(path)
    editor.post(path)
    task = Task.objects.get()
    assert task.title == "Schreiben, was gesucht und nicht gefunden wird: kita"
    assert str(task.public_id) in editor.get(f"{BOARD}luecken/").content.decode()


def test_a_link_is_replaced_from_its_page(editor):
    one = published("Sprachcafé", url="https://old.example.org/")
    register.refresh("directory.service", [str(one.pk)])
    link = OutsideLink.objects.get()
    path = f"{BOARD}linkpruefung/{link.public_id}/"
    assert "Sprachcafé" in editor.get(path).content.decode()
    refused = editor.post(path, {"new": "kein Link"})
    assert "ganze Adresse" in refused.content.decode()
    assert 'value="kein Link"' in refused.content.decode()
    editor.post(path, {"new": "https://new.example.org/"})
    one.refresh_from_db()
    assert one.url == "https://new.example.org/"
    new = OutsideLink.objects.get()
    new.uses.create(label="mail", record_id="", field="demo/mail/told.txt", locale="de")
    text = editor.get(f"{BOARD}linkpruefung/{new.public_id}/").content.decode()
    assert "Mailvorlage: <code>demo/mail/told.txt</code>" in text
