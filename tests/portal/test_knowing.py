"""Pages of the portal as readers meet them."""

import pytest
from django.utils.html import escape
from tests.publishing import tree

from konfluenz.directory import municipality, topics
from konfluenz.directory.models import Topic
from konfluenz.ground import translations
from konfluenz.publishing import situations
from konfluenz.publishing.models import PageKind, PortalPage, Situation

pytestmark = pytest.mark.django_db

EVERY_LANGUAGE = ["de", "de-simple", "en", "uk", "ar", "fa", "tr", "ru", "fr"]


@pytest.fixture(autouse=True)
def city():
    municipality.set_up("Musterstadt", land="RP", languages=EVERY_LANGUAGE, by=None)
    topics.ensure()
    situations.ensure()


def topic(slug="language_courses"):
    return Topic.objects.get(slug=slug)


def in_english(page, checked=True, **changed):
    texts = {segment.key: f"EN {segment.key}" for segment in page.segments()} | changed
    translations.put_fields(
        page, {key: {"en": text} for key, text in texts.items()}, by=None, checked=checked
    )


def said(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_page_shows_its_blocks_its_trail_and_what_lies_near(client):
    page = tree.guide(topics=[topic()], summary="Kurse aller Art.")
    tree.guide("Für Eltern", below=page, topics=[topic()])
    tree.guide("Üben", topics=[topic()])
    html = said(client, "/de/ratgeber/deutsch-lernen/")
    for piece in ("Deutsch lernen", "Kurse aller Art.", "Am Abend", "Kursträger"):
        assert piece in html
    assert 'href="/de/ratgeber/deutsch-lernen/fuer-eltern/"' in html
    assert html.count("/de/ratgeber/ueben/") == 1
    assert 'href="/de/themen/deutsch-lernen/"' in html


def test_a_page_that_is_not_translated_shows_no_german_under_a_foreign_name(client):
    tree.guide()
    html = said(client, "/en/ratgeber/deutsch-lernen/")
    assert "This page is not there in your language yet." in html
    assert 'href="/de/ratgeber/deutsch-lernen/"' in html
    assert "Es gibt Kurse." not in html
    assert '<h1 class="k-h1" lang="de" dir="ltr">Deutsch lernen</h1>' in html


def test_a_translated_page_is_read_without_a_word_of_german(client):
    page = tree.guide()
    in_english(page, title="Learn German")
    html = said(client, "/en/ratgeber/deutsch-lernen/")
    assert '<h1 class="k-h1">Learn German</h1>' in html
    assert "Es gibt Kurse" not in html
    assert "German page has changed" not in html


def test_an_outdated_page_says_so_and_leads_to_the_german_one(client):
    page = tree.guide()
    in_english(page)
    page.title = "Ganz anders"
    page.save()
    assert "The German page has changed since." in said(client, "/en/ratgeber/deutsch-lernen/")


def test_a_new_block_stands_in_german_and_is_marked(client):
    page = tree.guide()
    in_english(page)
    page.body.append(("note", "<p>Fragen Sie früh.</p>"))
    page.save()
    html = said(client, "/en/ratgeber/deutsch-lernen/")
    assert '<div class="p-hint" lang="de" dir="ltr"><p>Fragen Sie früh.</p></div>' in html
    assert "not translated yet and stands here in German" in html


def test_links_in_the_text_stay_in_the_language_of_the_reader(client):
    other = tree.guide("Andere Seite")
    link = f'<a linktype="page" id="{other.pk}">hier</a> <a href="konfluenz:topic/work">Arbeit</a>'
    page = tree.guide("Mit Link", body=tree.stored(link))
    in_english(page, **{f"{tree.TEXT}.text": f"<p>{link}</p>"})
    html = said(client, "/en/ratgeber/mit-link/")
    assert 'href="/en/ratgeber/andere-seite/"' in html
    assert 'href="/en/themen/arbeit-und-ausbildung/"' in html


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_renamed_page_leads_on_in_every_language(client, language):
    page = tree.guide("Alt")
    page.slug = "neu"
    page.save()
    response = client.get(f"/{language}/ratgeber/alt/")
    assert (response.status_code, response["Location"]) == (301, f"/{language}/ratgeber/neu/")


def test_a_page_taken_away_is_gone(client):
    page = tree.guide()
    page.unpublish()
    assert client.get("/de/ratgeber/deutsch-lernen/").status_code == 404
    assert client.get("/de/ratgeber/nie/dagewesen/").status_code == 404


def test_a_topic_shows_its_guides_and_its_questions_with_answers(client):
    tree.guide(topics=[topic()])
    tree.guide("Was kostet ein Kurs?", kind=PageKind.QUESTION, topics=[topic()], slug="kosten")
    html = said(client, "/de/themen/deutsch-lernen/")
    assert 'href="/de/ratgeber/deutsch-lernen/"' in html
    assert "<summary>Was kostet ein Kurs?</summary>" in html


def test_all_guides_and_questions_are_listed(client):
    tree.guide(topics=[topic(), topic("work")])
    tree.guide("Warum?", kind=PageKind.QUESTION, slug="warum")
    guides = said(client, "/de/ratgeber/")
    assert guides.count('href="/de/ratgeber/deutsch-lernen/"') == 2
    assert "Warum?" not in guides
    assert "Warum?" in said(client, "/de/fragen-und-antworten/")


def test_a_life_situation_is_chosen_on_the_start_page(client):
    arrived = Situation.objects.get(slug="arrived")
    tree.guide("Erste Schritte", situations=[arrived])
    assert "/de/lebenslage/arrived/" in said(client, "/de/")
    assert "Erste Schritte" in said(client, "/de/lebenslage/arrived/")
    assert escape("Je viens d’arriver") in said(client, "/fr/lebenslage/arrived/")
    assert client.get("/de/lebenslage/andere/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/en/ratgeber/seite-0/", 21),
        ("/en/ratgeber/", 12),
        ("/en/fragen-und-antworten/", 13),
        ("/en/themen/deutsch-lernen/", 24),
    ],
)
def test_any_number_of_pages_takes_the_same_queries(
    client, django_assert_max_num_queries, path, most, number
):
    other = tree.guide("Ziel")
    for count in range(number):
        link = f'<a linktype="page" id="{other.pk}">hier</a>'
        page = tree.guide(f"Seite {count}", topics=[topic()], body=tree.stored(link))
        in_english(page)
        asked = tree.guide(
            f"Frage {count}", topics=[topic()], kind=PageKind.QUESTION, body=tree.stored(link)
        )
        in_english(asked)
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)
    assert PortalPage.objects.count() == 2 * number + 2
