"""The catalogue against what DCAT-AP.de 3.0 demands of it."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF
from tests.portal import shelf, world

from konfluenz.directory import municipality

pytestmark = pytest.mark.django_db

DCATAP = "http://data.europa.eu/r5r/"
DCATDE = "http://dcat-ap.de/def/dcatde/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
MANDATORY = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher],
    DCAT.Dataset: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher],
    DCAT.Distribution: [DCAT.accessURL, DCTERMS.license],
    FOAF.Agent: [FOAF.name],
}
"""Verpflichtende Eigenschaften (specification 3.0, chapter 3)."""

ONCE = {
    DCAT.Catalog: [DCTERMS.publisher, DCTERMS.license, DCTERMS.issued, DCTERMS.modified],
    DCAT.Dataset: [DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified],
    DCAT.Distribution: [DCTERMS.license, DCTERMS["format"], DCTERMS.modified, DCAT.mediaType],
}
"""At most one; beside these availability, of every class that has it."""

RECOMMENDED = [DCAT.contactPoint, DCAT.keyword, DCAT.theme, DCAT.distribution]
THEMES = "http://publications.europa.eu/resource/authority/data-theme/"


def _graph(form="ttl"):
    response = Client().get(f"/daten/katalog.{form}")
    assert response.status_code == 200
    names = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
    return Graph().parse(data=response.content, format=names[form])


def _all(graph, kind):
    return list(graph.subjects(RDF.type, kind))


def test_everything_that_is_demanded_is_there():
    shelf.build()
    graph = _graph()
    for kind, wanted in MANDATORY.items():
        found = _all(graph, kind)
        assert found, kind
        for one in found:
            assert [name for name in wanted if not list(graph.objects(one, name))] == []
    assert len(_all(graph, DCAT.Catalog)) == 1
    assert len(_all(graph, DCAT.Dataset)) == len(_all(graph, DCAT.Distribution)) == 5


def test_what_may_be_said_once_is_said_once():
    shelf.build()
    graph = _graph()
    for kind, names in ONCE.items():
        for one in _all(graph, kind):
            for name in [*names, URIRef(f"{DCATAP}availability")]:
                assert len(list(graph.objects(one, name))) <= 1, (one, name)


def test_datasets_say_whom_to_ask_what_for_and_since_when():
    shelf.build()
    graph = _graph()
    for one in _all(graph, DCAT.Dataset):
        assert [name for name in RECOMMENDED if not list(graph.objects(one, name))] == []
        assert all(str(theme).startswith(THEMES) for theme in graph.objects(one, DCAT.theme))
        assert {text.language for text in graph.objects(one, DCTERMS.title)} == {"de"}
        (contact,) = graph.objects(one, DCAT.contactPoint)
        mail = graph.value(contact, URIRef(f"{VCARD}hasEmail"))
        assert mail == URIRef("mailto:stadt@example.org")
    periods = _all(graph, DCTERMS.PeriodOfTime)
    first = {str(graph.value(period, DCAT.startDate)) for period in periods}
    assert first == {"2007-01-01", "2024-02-23"}


def test_distributions_are_free_files_with_the_name_to_give():
    shelf.build()
    graph = _graph()
    for one in _all(graph, DCAT.Distribution):
        assert graph.value(one, DCAT.accessURL) == graph.value(one, DCAT.downloadURL)
        named = graph.value(one, URIRef(f"{DCATDE}licenseAttributionByText"))
        assert named == Literal("Stadt Musterstadt", lang="de")
        licence = graph.value(one, DCTERMS.license)
        assert licence == URIRef("http://dcat-ap.de/def/licenses/dl-by-de/2.0")


def test_key_and_contributor_stand_there_once_they_are_set(settings):
    shelf.build()
    contributor, place = URIRef(f"{DCATDE}contributorID"), URIRef(f"{DCATDE}politicalGeocodingURI")
    graph = _graph()
    assert not list(graph.subject_objects(contributor))
    assert not list(graph.subject_objects(place))
    settings.MUNICIPALITY_KEY = "07111000"
    settings.OPEN_DATA_CONTRIBUTOR = "http://dcat-ap.de/def/contributors/demo"
    graph = _graph()
    key = URIRef("http://dcat-ap.de/def/politicalGeocoding/municipalityKey/07111000")
    assert set(graph.objects(None, place)) == {key}
    assert set(graph.objects(None, contributor)) == {URIRef(settings.OPEN_DATA_CONTRIBUTOR)}


def test_the_three_forms_say_the_same():
    shelf.build()
    turtle, xml, linked = (set(_graph(form)) for form in ("ttl", "rdf", "jsonld"))
    assert turtle == xml == linked
    assert Client().get("/daten/katalog.n3").status_code == 404


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml; charset=utf-8"),
        ("application/ld+json;q=0.9,text/html;q=0.1", "application/ld+json; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("image/png", "text/turtle; charset=utf-8"),
    ],
)
def test_one_address_answers_in_the_form_asked_for(accept, answer):
    world.city()
    response = Client().get("/daten/", headers={"Accept": accept})
    assert (response["Content-Type"], response["Vary"]) == (answer, "Accept, Accept-Encoding")


def test_a_browser_is_led_to_the_page():
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = Client().get("/daten/", headers={"Accept": accept})
    assert response["Location"] == "/de/offene-daten/"


def test_the_same_data_give_the_same_bytes_and_are_kept():
    shelf.build()
    first = Client().get("/daten/katalog.rdf")
    assert Client().get("/daten/katalog.rdf").content == first.content
    known = {"If-None-Match": first["ETag"]}
    assert Client().get("/daten/katalog.rdf", headers=known).status_code == 304


def test_a_city_that_is_not_set_up_yet_has_a_whole_catalogue():
    assert municipality.current().name == ""
    assert json.loads(Client().get("/daten/katalog.jsonld").content)


def test_it_asks_as_little_for_much_as_for_one():
    made = shelf.build()
    counts = []
    for number in (1, 2):
        Client().get("/daten/katalog.ttl")
        with CaptureQueriesContext(connection) as seen:
            Client().get("/daten/katalog.ttl")
        counts.append(len(seen))
        shelf.again(made, number)
    assert counts[0] == counts[1] <= 7
