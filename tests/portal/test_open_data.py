"""The page about open data, and the ways to it."""

import pytest
from django.test import Client
from tests.portal import shelf, world

from konfluenz.ground.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/de/offene-daten/"


def test_it_names_tables_licence_and_catalogue():
    shelf.build()
    page = shelf.body(PAGE)
    for part in (
        'href="/daten/kennzahlen.csv"',
        'href="/daten/ziele.csv-metadata.json"',
        'href="/daten/katalog.ttl"',
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "Stadt Musterstadt",
        f"Letzte Änderung: <bdi>{Entry.objects.latest('id').at.astimezone():%d.%m.%Y}</bdi>",
    ):
        assert part in page, part


def test_every_file_it_names_is_there():
    shelf.build()
    page = shelf.body(PAGE)
    files = {part.split('"')[0] for part in page.split('href="/daten/')[1:]}
    assert len(files) == 13
    assert {Client().get(f"/daten/{name}").status_code for name in files} == {200}


def test_concept_figures_and_footer_lead_there():
    shelf.build()
    for page, times in (("/de/integrationskonzept/", 2), ("/de/zahlen/", 2), ("/de/", 1)):
        assert shelf.body(page).count(f'href="{PAGE}"') == times, page


def test_it_speaks_each_language_and_asks_as_little_for_much_as_for_one():
    made = shelf.build()
    before = shelf.queries(PAGE)
    shelf.again(made, 1)
    shelf.again(made, 2)
    assert shelf.queries(PAGE) == before
    for code in world.CODES:
        page = shelf.body(f"/{code}/offene-daten/")
        assert ("Open data" in page) == (code == "en"), code
