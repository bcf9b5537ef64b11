"""Before something is public: the page as everybody will read it, and nothing is published."""

import pytest
from django.test import Client
from django.urls import set_script_prefix
from tests.office import city, concept_city
from tests.portal import shelf

from konfluenz.council import consultations, papers
from konfluenz.directory.models import Organization
from konfluenz.ground.models import Entry
from konfluenz.steering import concepts

pytestmark = pytest.mark.django_db
PAPERS = "/buero/ratspapiere/"


def test_a_paper_is_looked_at_and_stays_inside():
    made = shelf.build()
    papers.withdraw(made.paper, by=None)
    browser, at = city.client(), f"{PAPERS}{made.paper.public_id}/"
    assert f"{at}vorschau/" in browser.get(at).text
    before = Entry.objects.count()
    answer = browser.get(f"{at}vorschau/")
    assert made.paper.subject in answer.text
    assert "So lesen es alle, sobald es öffentlich ist." in answer.text
    assert f'href="{at}"' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert "/buero/abmelden/" not in answer.text
    made.paper.refresh_from_db()
    assert (made.paper.public, Entry.objects.count()) == (False, before)
    assert Client().get(f"/de/papiere/{made.paper.slug}/").status_code == 404


def test_below_a_path_of_the_citys_own_site_it_is_found_too():
    made = shelf.build()
    papers.withdraw(made.paper, by=None)
    browser = city.client()
    set_script_prefix("/integration/")
    try:
        answer = browser.get(f"{PAPERS}{made.paper.public_id}/vorschau/")
    finally:
        set_script_prefix("/")
    assert made.paper.subject in answer.text
    assert 'href="/integration/de/papiere/"' in answer.text


def test_who_may_not_publish_has_no_preview():
    made = shelf.build()
    papers.withdraw(made.paper, by=None)
    at = f"{PAPERS}{made.paper.public_id}/vorschau/"
    assert city.client("editor").get(at).status_code == 403
    assert Client().get(at).status_code == 302


def test_what_publishing_refuses_has_no_preview():
    made = shelf.build()
    papers.withdraw(made.paper, by=None)
    made.paper.consultations.all().delete()
    made.paper.refresh_from_db()
    council = Organization.objects.get(name="Stadtrat")
    consultations.add(made.paper, council, open_session=False, by=None)
    answer = city.client().get(f"{PAPERS}{made.paper.public_id}/vorschau/", follow=True)
    assert "in nichtöffentlicher Sitzung beraten" in answer.text


def test_a_version_of_the_concept_is_looked_at_and_stays_inside():
    one = concept_city.in_force()
    concepts.correct(one, {"public": False}, by=None)
    at = f"/buero/integrationskonzept/{one.public_id}/"
    browser = city.client()
    assert f"{at}vorschau/" in browser.get(at).text
    answer = browser.get(f"{at}vorschau/")
    assert one.title in answer.text
    assert "Vorschau" in answer.text
    one.refresh_from_db()
    assert not one.public
