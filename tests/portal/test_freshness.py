"""*Stimmt noch?* on the portal: opening changes nothing, one click confirms, a form proposes."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests.portal import world

from konfluenz.directory import hours, organizations, review_rounds, services
from konfluenz.directory.hours import Open
from konfluenz.directory.models import Review
from konfluenz.enquiries.models import Enquiry

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def token(time_machine):
    world.city()
    club = organizations.add("Demo-Verein", kind="association", mail="a@example.org", by=None)
    given = {"organization": club, "summary": "Deutsch bei Tee.", "phone": "0261 1", "by": None}
    made = services.add("Sprachcafé", **given)
    hours.replace(made, week=[Open(0, dt.time(9), dt.time(12))], by=None)
    services.publish(made, by=None)
    time_machine.move_to(timezone.now() + dt.timedelta(days=180), tick=False)
    review_rounds.ask_due()
    return review_rounds.token(Review.objects.get(label="directory.service"))


def text(response, status=200):
    assert (response.status_code, bool(response.cookies)) == (status, False)
    return response.content.decode()


def test_opening_changes_nothing_and_a_click_confirms_once(client, token):
    door = client.get(f"/stimmt-noch/{token}/", headers={"accept-language": "ar"})
    page = f"/de/stimmt-noch/{token}/"
    assert door["Location"] == page
    for _scanner in range(3):
        answer = text(client.get(page))
        client.head(page)
    assert Review.objects.get(label="directory.service").state == "asked"
    for words in ("Stimmt das noch?", "Montag 09:00–12:00", "0261 1", "Stimmt noch", "Ändern"):
        assert words in answer, words
    assert client.post(page)["Location"] == page
    first = Review.objects.get(label="directory.service")
    assert first.state == "current"
    client.post(page)
    assert Review.objects.get(label="directory.service").revision == first.revision
    assert "es ist bestätigt" in text(client.get(page))


def test_what_was_written_over_goes_to_the_editorial_office(client, token):
    page = f"/de/stimmt-noch/{token}/aendern/"
    assert client.get(f"/stimmt-noch/{token}/aendern/")["Location"] == page
    shown = text(client.get(page))
    assert 'value="0261 1"' in shown
    same = {"hours": "Montag 09:00–12:00", "phone": "0261 1", "words": ""}
    assert "noch nichts geändert" in text(client.post(page, same))
    changed = same | {"phone": "0261 2", "words": "Ab Mai zu."}
    assert client.post(page, changed)["Location"] == f"{page}?gesendet"
    made = Enquiry.objects.get()
    assert made.subject == "Änderung gewünscht: Sprachcafé"
    said = made.contributions.get().text
    assert "Telefon\nbisher: 0261 1\nneu: 0261 2" in said
    assert said.endswith("Ab Mai zu.")
    assert (made.reply_to, made.about_label) == ("a@example.org", "directory.service")
    review = Review.objects.get(label="directory.service")
    assert (review.state, review.due_on - timezone.localdate()) == (
        "current",
        dt.timedelta(days=28),
    )
    assert "vier Wochen" in text(client.get(f"{page}?gesendet"))


def test_links_that_open_nothing_say_so_kindly(client, token):
    world_gone = client.get("/de/stimmt-noch/falsch/")
    assert "Dieser Link" in text(world_gone, 410)
    Review.objects.all().delete()
    assert "nicht mehr auf der Website" in text(client.get(f"/de/stimmt-noch/{token}/"), 410)
    assert client.get("/stimmt-noch/falsch/")["Location"] == "/de/stimmt-noch/falsch/"
