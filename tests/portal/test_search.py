"""*Suche* as readers meet it."""

import pytest
from tests.portal import world

from konfluenz.directory import organizations, services
from konfluenz.ground import translations
from konfluenz.publishing.finding import indexing
from konfluenz.publishing.models import SearchMiss

pytestmark = pytest.mark.django_db


def service(name, summary="Ein Satz.", **values):
    provider = organizations.add(f"Demo-Haus {name}", kind="association", by=None)
    made = services.add(name, organization=provider, summary=summary, by=None, **values)
    return services.publish(made, by=None)


def said(client, query, language="de"):
    response = client.get(f"/{language}/suche/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(autouse=True)
def city():
    world.city()


def test_results_stand_by_kind_with_the_words_marked(client):
    service("Deutsch am Abend", "Üben & lernen <b>nach</b> der Arbeit.")
    indexing.rebuild()
    html = said(client, "?q=deutsch+lernen")
    assert '<h2 class="k-h2" id="themen">Themen</h2>' in html
    assert '<h2 class="k-h2" id="angebote">Angebote</h2>' in html
    assert 'href="/de/angebote/deutsch-am-abend/"><mark>Deutsch</mark> am Abend</a>' in html
    assert "Üben &amp; <mark>lernen</mark> &lt;b&gt;nach&lt;/b&gt; der Arbeit." in html
    assert 'href="/de/themen/deutsch-lernen/"' in html
    assert 'value="deutsch lernen"' in html


def test_what_is_only_there_in_german_says_so_and_is_read_as_german(client):
    made = service("Nähen")
    translations.put(service("Nähtreff"), "name", "en", "Sewing circle", by=None)
    indexing.rebuild()
    html = said(client, "?q=N%C3%A4hen", "en")
    assert f'href="/en/angebote/{made.slug}/" lang="de" dir="ltr"><mark>Nähen</mark></a>' in html
    assert html.count("in German only") == 1
    assert "Sewing" in said(client, "?q=sewing", "en")


def test_what_was_meant_is_offered_and_nothing_found_leads_on(client):
    service("Wohnung suchen")
    indexing.rebuild()
    html = said(client, "?q=Wohnugn")
    assert 'href="?q=Wohnung"><bdi>Wohnung</bdi></a>' in html
    html = said(client, "?q=%3Cscript%3Exyzzy")
    assert "Zu „&lt;script&gt;xyzzy“ haben wir nichts gefunden." in html
    assert 'href="/de/themen/deutsch-lernen/"' in html
    assert 'href="/de/fragen/"' in html
    assert list(SearchMiss.objects.values_list("query", "count")) == [("script xyzzy", 1)]


def test_many_of_one_kind_are_shortened_with_a_way_to_all_of_them(client):
    for number in range(7):
        service(f"Nähen {'abcdefg'[number]}")
    indexing.rebuild()
    html = said(client, "?q=n%C3%A4hen")
    assert html.count('<li class="p-found">') == 5
    assert 'href="?q=n%C3%A4hen&amp;art=angebote"' in html
    assert said(client, "?q=n%C3%A4hen&art=angebote").count('<li class="p-found">') == 7


def test_without_a_query_there_is_the_field_and_a_query_is_no_matter_of_others(client):
    html = said(client, "")
    assert '<input class="kern-form-input__input p-find__field" id="find" name="q"' in html
    assert html.count('role="search"') == 1
    response = client.get("/ar/suche/?q=a")
    assert response["X-Robots-Tag"] == "noindex"
    assert "private" in response["Cache-Control"]
    assert not response.cookies
    assert client.post("/de/suche/", {"q": "a"}).status_code == 405
    assert SearchMiss.objects.count() == 0


def test_the_field_stands_in_the_head_of_other_pages_and_once_on_the_start_page(client):
    assert said_at(client, "/de/impressum/").count('role="search"') == 1
    assert said_at(client, "/de/").count('role="search"') == 1


def said_at(client, path):
    return client.get(path).content.decode()
