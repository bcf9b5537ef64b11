"""What stands around every page: who checked it, opinions, the checklist, what machines read."""

import datetime as dt
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone
from tests.portal import offers_town, world
from tests.publishing import tree

from konfluenz.directory import reviews, units
from konfluenz.directory.models import ExternalResource, OrgUnit, Review, Service, Topic
from konfluenz.ground import translations
from konfluenz.portal import guards
from konfluenz.portal.foot import subjects
from konfluenz.publishing import checklists, opinions, pages, readings, tongues
from konfluenz.publishing.models import PageKind, PageOpinion
from konfluenz.publishing.readings import Standing

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SHAPES = Path("/work/shared/conformance/schema.org-30.0/schemaorg-shapes.shacl")
CONTEXT = {"@vocab": "http://schema.org/", "dayOfWeek": {"@type": "@id"}}
GUIDE = "ratgeber/deutsch-lernen/"


def said(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def linked(html):
    """Return the nodes of the page's JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])["@graph"] if found else []


def translated(page, locale, **changed):
    texts = {segment.key: f"{locale} {segment.key}" for segment in page.segments()} | changed
    given = {key: {locale: text} for key, text in texts.items()}
    translations.put_fields(page, given, by=None, machine=True)


def token():
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=10), tick=False):
        return guards.new_token("opinion")


def test_the_foot_says_when_a_page_was_checked_and_by_which_unit(client):
    office = world.city()
    with time_machine.travel("2026-03-12 12:00", tick=False):
        page = tree.guide()
        reviews.forget(page)
        assert "Zuletzt geprüft" not in said(client, f"/de/{GUIDE}")
        review = reviews.put(page, owner=office, by=None)
    html = said(client, f"/de/{GUIDE}")
    assert 'Zuletzt geprüft am 12.03.2026: <bdi lang="de">Leitstelle</bdi>' in html
    review.state = "unconfirmed"
    review.save()
    html = said(client, f"/de/{GUIDE}")
    assert "Seit dem 12.03.2026 hat niemand bestätigt, dass das noch stimmt." in html
    assert "Zuletzt geprüft" not in html


def test_every_page_links_to_feedback_that_knows_it(client):
    world.city()
    tree.guide()
    assert "rueckmeldung/?zu=ratgeber/deutsch-lernen/" in said(client, f"/de/{GUIDE}")
    assert "rueckmeldung/?zu=impressum/" in said(client, "/de/impressum/")
    assert "zu=" not in said(client, "/de/fragen/")


def test_an_opinion_is_counted_by_page_language_and_day_without_a_person(client):
    world.city()
    tree.guide()
    to = f"/ar/hilfreich/?zu={GUIDE}"
    assert 'name="helpful" value="ja"' in said(client, to)
    yes = client.post(to, {"helpful": "ja", "token": token()})
    assert yes["Location"] == "/ar/hilfreich/danke/?zu=ratgeber%2Fdeutsch-lernen%2F"
    assert said(client, yes["Location"])
    no = client.post(to, {"helpful": "nein", "token": token()})
    feedback = "/ar/rueckmeldung/?zu=ratgeber%2Fdeutsch-lernen%2F&hilfreich=nein"
    assert no["Location"] == feedback
    assert 'role="status"' in said(client, feedback)
    once = token()
    for _ in range(2):
        client.post(to, {"helpful": "ja", "token": once})
    rows = PageOpinion.objects.values_list("address", "locale", "day", "helpful", "unhelpful")
    today = timezone.localdate()
    assert list(rows) == [(GUIDE, "ar", today, 2, 1)]
    assert opinions.of([GUIDE], today) == {GUIDE: (2, 1)}
    assert not yes.cookies


def test_an_opinion_needs_an_answer_and_a_page(client):
    world.city()
    tree.guide()
    answer = client.post(f"/de/hilfreich/?zu={GUIDE}", {"token": token()})
    assert "Bitte wählen Sie Ja oder Nein." in answer.content.decode()
    for gone in ("", "ratgeber/fehlt/", "../buero/"):
        assert client.get(f"/de/hilfreich/?zu={gone}")["Location"] == "/de/rueckmeldung/"
    assert PageOpinion.objects.count() == 0


def test_counts_are_forgotten_after_a_year():
    with time_machine.travel("2026-01-10 12:00", tick=False):
        opinions.count(GUIDE, "de", helpful=True)
    with time_machine.travel("2027-01-09 12:00", tick=False):
        assert opinions.sweep() == 0
    with time_machine.travel("2027-01-10 12:00", tick=False):
        assert opinions.sweep() == 1


def test_the_tongues_of_a_page_are_those_in_which_it_can_be_read():
    world.city()
    half, careful, whole = tree.guide("Halb"), tree.guide("Recht", careful="legal"), tree.guide()
    for locale in ("uk", "ar"):
        translated(whole, locale)
        translated(careful, locale)
    translations.put(half, "title", "tr", "Yarım", by=None)
    translations.put(careful, "title", "tr", "Hukuk", by=None, checked=True)
    found = [half, careful, whole]
    asked = {
        page.pk: {
            locale
            for locale in ("uk", "ar", "tr", "fr")
            if readings.read(page, locale).standing != Standing.MISSING
        }
        for page in found
    }
    assert tongues.of_pages(found) == asked
    assert asked[whole.pk] == {"uk", "ar"}
    assert asked[careful.pk] == set()


def test_languages_without_the_page_are_named_nowhere(client):
    world.city()
    translated(tree.guide(), "uk")
    html = said(client, f"/uk/{GUIDE}")
    assert re.findall(r'hreflang="([\w-]+)" href="http', html) == ["de", "uk", "x-default"]
    assert f'rel="canonical" href="http://localhost:8000/uk/{GUIDE}"' in html
    german = f'rel="canonical" href="http://localhost:8000/de/{GUIDE}"'
    assert german in said(client, f"/fr/{GUIDE}")


def test_sitemaps_list_each_language_and_its_pages(client):
    offers_town.build()
    translated(tree.guide(), "uk")
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    named = [each.text for each in index.iter(f"{SITEMAP}loc")]
    assert named == [f"http://localhost:8000/sitemap-{code}.xml" for code in world.CODES]

    def listed(code):
        root = ElementTree.fromstring(client.get(f"/sitemap-{code}.xml").content)
        return {each.text.partition(f"/{code}/")[2] for each in root.iter(f"{SITEMAP}loc")}

    assert {GUIDE, "angebote/sprachcafe/", "", "erste-schritte/"} <= listed("de")
    assert GUIDE in listed("uk")
    assert "angebote/sprachcafe/" not in listed("uk")
    assert GUIDE not in listed("ar")
    assert "angebote/sprachcafe/" in listed("ar")
    assert "offline/" not in listed("de")
    assert "Sitemap: http://localhost:8000/sitemap.xml" in said(client, "/robots.txt")


def test_a_language_that_is_switched_off_has_no_sitemap(client):
    world.city(("de", "ar"))
    assert client.get("/sitemap-tr.xml").status_code == 404


def test_the_feed_tells_which_pages_changed_last(client):
    world.city()
    topic = Topic.objects.get(slug="language_courses")
    with time_machine.travel("2026-03-01 12:00", tick=False):
        old = tree.guide("Älter", topics=[topic])
        translated(old, "uk", title="Старше")
    with time_machine.travel("2026-04-01 12:00", tick=False):
        tree.guide("Neuer")
    atom = said(client, "/de/ratgeber/atom.xml")
    assert re.findall(r"<title>(.*?)</title>", atom)[1:] == ["Neuer", "Älter"]
    assert "2026-04-01T10:00:00Z" in atom
    assert re.findall(r"<title>(.*?)</title>", said(client, "/uk/ratgeber/atom.xml"))[1:] == [
        "Старше"
    ]
    assert "Neuer" not in said(client, "/de/ratgeber/atom.xml?thema=deutsch-lernen")
    said(client, "/de/ratgeber/atom.xml?thema=fehlt", 404)


def test_a_page_tells_machines_its_name_its_way_and_the_day_it_was_checked(client):
    world.city()
    with time_machine.travel("2026-03-12 12:00", tick=False):
        tree.guide(summary="Kurse </script> & mehr")
    html = said(client, f"/de/{GUIDE}")
    assert "Kurse </script>" not in html
    told, way = linked(html)
    assert (told["@type"], told["name"], told["description"], told["lastReviewed"]) == (
        "WebPage",
        "Deutsch lernen",
        "Kurse </script> & mehr",
        "2026-03-12",
    )
    assert [(each["name"], each["item"]["@id"]) for each in way["itemListElement"]] == [
        ("Start", "http://localhost:8000/de/"),
        ("Deutsch lernen", f"http://localhost:8000/de/{GUIDE}"),
    ]
    assert linked(said(client, f"/fr/{GUIDE}")) == []


def test_questions_and_services_tell_machines_what_they_are(client):
    offers_town.build()
    tree.guide("Was kostet das?", kind=PageKind.QUESTION)
    question = linked(said(client, "/de/fragen-und-antworten/"))[0]
    assert question["@type"] == "FAQPage"
    assert question["mainEntity"][0]["name"] == "Was kostet das?"
    assert "<" not in question["mainEntity"][0]["acceptedAnswer"]["text"]
    service = linked(said(client, "/de/angebote/sprachcafe/"))[0]
    assert (service["@type"], service["provider"], service["offers"]["price"]) == (
        "Service",
        {"@type": "Organization", "name": "Demo-Verein"},
        "0",
    )
    assert service["hoursAvailable"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "09:00",
        "closes": "12:00",
    }


@pytest.mark.skipif(not SHAPES.exists(), reason="The shapes of schema.org are not here.")
def test_what_machines_are_told_fits_the_shapes_of_schema_org(client):
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    offers_town.build()
    tree.guide()
    tree.guide("Was kostet das?", kind=PageKind.QUESTION)
    graph = rdflib.Graph()
    for path in (f"/de/{GUIDE}", "/de/fragen-und-antworten/", "/de/angebote/sprachcafe/"):
        for node in linked(said(client, path)):
            own = {"@context": CONTEXT} | node
            graph.parse(data=json.dumps(own), format="json-ld")
    used = set(graph.objects(None, rdflib.RDF.type))
    shapes = shapes_for_literals(rdflib)
    known = set(shapes.objects(None, rdflib.SH.path))
    assert set(graph.predicates()) - known == {rdflib.RDF.type}
    fits, _report, text = pyshacl.validate(graph, shacl_graph=shapes, advanced=False)
    assert len(used) >= 8
    assert fits, text


def shapes_for_literals(rdflib):
    """Return the shapes; theirs of Text, Date … ask for nodes where JSON-LD has literals."""
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    schema = "http://schema.org/"
    for name in ("Text", "URL", "Date", "DateTime", "Time", "Integer", "Number", "Boolean"):
        for shape in shapes.subjects(rdflib.SH.targetClass, rdflib.URIRef(schema + name)):
            shapes.remove((shape, rdflib.SH.nodeKind, None))
    return shapes


def test_the_checklist_stands_in_phases_with_its_documents(client):
    world.city()
    page = tree.guide()
    item = checklists.add(
        "Wohnung anmelden", slug="wohnung-anmelden", phase="days", page=page,
        documents=["Ausweis", " "], text="Innerhalb von zwei Wochen.", by=None,
    )  # fmt: skip
    checklists.add("Kurs suchen", slug="kurs", phase="months", by=None)
    given = {"title": {"ar": "سجّل سكنك"}, "documents": {"ar": "هوية"}}
    translations.put_fields(item, given, by=None, machine=True)
    html = said(client, "/de/erste-schritte/")
    assert re.findall(r'data-step="([\w-]+)"', html) == ["wohnung-anmelden", "kurs"]
    assert re.findall(r'<h2 class="k-h2" id="(\w+)">', html) == ["days", "months"]
    assert html.count("<li>Ausweis</li>") == 1
    assert f'href="/de/{GUIDE}"' in html
    arabic = said(client, "/ar/erste-schritte/")
    assert "سجّل سكنك" in arabic
    assert "<li>هوية</li>" in arabic
    assert '<p lang="de" dir="ltr">Innerhalb von zwei Wochen.</p>' in arabic


def test_the_checklist_costs_the_same_queries_with_one_item_and_three(client, request):
    world.city()
    counts = []
    assert_max = request.getfixturevalue("django_assert_max_num_queries")
    for number, phase in enumerate(("days", "weeks", "months")):
        checklists.add(f"Punkt {number}", slug=f"p{number}", phase=phase, by=None)
        client.get("/ar/erste-schritte/")
        with assert_max(8) as captured:
            client.get("/ar/erste-schritte/")
        counts.append(len(captured))
    assert counts[0] == counts[2]


def test_an_item_needs_a_name_of_its_own_and_a_list():
    checklists.add("Eins", slug="eins", phase="days", by=None)
    with pytest.raises(checklists.ChecklistRefused):
        checklists.add("Zwei", slug="eins", phase="days", by=None)
    with pytest.raises(checklists.ChecklistRefused):
        checklists.add("Drei", slug="drei", phase="days", documents="Ausweis", by=None)


def test_the_service_worker_reaches_the_whole_portal_and_can_be_switched_off(client, settings):
    response = client.get("/sw.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in response["Cache-Control"]
    assert response["Service-Worker-Allowed"] == "/"
    assert b"konfluenz-pages" in response.content
    settings.OFFLINE = False
    assert b"registration.unregister()" in client.get("/sw.js").content


def test_subjects_are_public_pages_alone():
    world.city()
    tree.guide()
    assert subjects.find(GUIDE).title == "Deutsch lernen"
    assert subjects.find("impressum/").record is None
    for other in ("", "fragen/", "mein-bereich/", "x" * 900, "%00"):
        assert subjects.find(other) is None, other


def test_a_page_with_its_foot_costs_few_queries(client, django_assert_max_num_queries):
    world.city()
    page = tree.guide()
    translated(page, "ar")
    reviews.put(page, owner=OrgUnit.objects.first(), by=None)
    client.get(f"/ar/{GUIDE}")
    with django_assert_max_num_queries(17):
        client.get(f"/ar/{GUIDE}")


def test_the_owner_of_a_service_is_the_unit_that_vouches_for_it():
    offers_town.build()
    record = Service.objects.get(slug="sprachcafe")
    office = units.add("Bücherei", kind="office", by=None)
    reviews.put(record, owner=office, by=None)
    assert subjects.find("angebote/sprachcafe/").unit == office
    assert pages.find("fehlt") is None


LISTED = {
    "foerdermittel/": "Geprüft am 23.11.2026",
    "foerdermittel/demo-topf/": 'Zuletzt geprüft am 23.11.2026: <bdi lang="de">Leitstelle</bdi>',
    "spenden/": "Geprüft am 23.11.2026 · ",
    "links/": "Geprüft am 23.11.2026 · ",
    "angebote/": "Geprüft am 23.11.2026",
    "themen/deutsch-lernen/": 'Zuletzt geprüft am 23.11.2026: <bdi lang="de">Leitstelle</bdi>',
}


def test_every_kind_of_entry_says_when_it_was_checked_and_takes_feedback(client):
    with time_machine.travel(offers_town.NOW, tick=False):
        offers_town.build()
        Review.objects.update(confirmed_at=timezone.now())
        for page, words in LISTED.items():
            html = said(client, f"/de/{page}")
            assert words in html, page
            if page != "angebote/":
                assert f"hilfreich/?zu={page}" in html, page
        Review.objects.filter(label="directory.goodsnotice").update(state="unconfirmed")
        html = said(client, "/de/spenden/")
    assert html.count("Seit dem 23.11.2026 nicht bestätigt") == 2
    assert "rueckmeldung/?zu=spenden/&amp;eintrag=winterjacken" in html


def test_feedback_on_an_entry_of_a_list_or_on_a_topic_goes_to_its_owner():
    with time_machine.travel(offers_town.NOW, tick=False):
        offers_town.build()
        office = units.add("Bücherei", kind="office", by=None)
        reviews.put(ExternalResource.objects.get(), owner=office, by=None)
        listed = subjects.find("links/")
        one = subjects.entry(listed, "demo-kursnet")
        topic = subjects.find("themen/deutsch-lernen/")
        assert (one.title, one.unit) == ("Demo-Kursnet", office)
        assert subjects.entry(listed, "fehlt") == listed
        assert (topic.title, topic.topic.slug) == ("Deutsch lernen", "language_courses")
        assert topic.unit.name == "Leitstelle"
        assert subjects.find("foerdermittel/demo-topf/").title == "Demo-Topf"
        for gone in ("foerdermittel/fehlt/", "themen/fehlt/"):
            assert subjects.find(gone) is None
