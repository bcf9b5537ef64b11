"""All guides in one language in one file: what it says, what it leaves out, when it changes."""

import json

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from tests.portal import world
from tests.portal.test_foot import translated
from tests.publishing import in_process, tree

from konfluenz.config.shim import Shim
from konfluenz.directory import municipality, reviews
from konfluenz.directory.models import Review, Topic
from konfluenz.ground import translations
from konfluenz.publishing import bare_pages, pages, readings, situations
from konfluenz.publishing.baking import bakers, exports, files, marks
from konfluenz.publishing.models import BakedAddress, OwnVersion, PortalPage, Situation, Urgency

pytestmark = pytest.mark.django_db
HOUSE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def office():
    """A city in three languages, and nobody who is asked unless a test says so."""
    made = world.city(["de", "en", "ar"])
    situations.ensure()
    return made


def said(language="de"):
    response = Client().get(f"/{language}/ratgeber/alle.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return response.json()


def listed(language="de"):
    """Return path, standing, parent's path and order of each page."""
    found = said(language)["pages"]
    paths = {page["id"]: page["path"] for page in found}
    return [
        (page["path"], page["standing"], paths.get(page["parent"]), page["order"]) for page in found
    ]


def test_a_page_is_told_whole(office, settings):
    settings.BASE_URL = "https://stadt.example"
    with time_machine.travel("2026-03-12 12:00:30.5", tick=False):
        page = tree.guide(
            summary="Kurse & mehr.",
            topics=Topic.objects.filter(slug__in=["work", "language_courses"]),
            situations=[Situation.objects.get(slug="arrived")],
        )
    found = said()
    assert {name: found[name] for name in ("form", "version", "city", "language", "url")} == {
        "form": "konfluenz-guides",
        "version": 1,
        "city": "Musterstadt",
        "language": {"code": "de", "name": "Deutsch", "direction": "ltr"},
        "url": "https://stadt.example/de/ratgeber/alle.json",
    }
    assert found["topics"][3] == {
        "id": "work",
        "name": "Arbeit und Ausbildung",
        "url": "https://stadt.example/de/themen/arbeit-und-ausbildung/",
        "in_german": False,
    }
    assert found["pages"] == [
        {
            "id": str(page.translation_key),
            "path": "deutsch-lernen",
            "url": "https://stadt.example/de/ratgeber/deutsch-lernen/",
            "parent": None,
            "order": 1,
            "kind": "guide",
            "title": "Deutsch lernen",
            "summary": "Kurse & mehr.",
            "in_german": [],
            "body": "<h2>Kurse</h2><p>Es gibt Kurse.</p>"
            "<ul><li><p>Am Abend</p></li><li><p>Am Morgen</p></li></ul>"
            '<dl><dt lang="de" dir="ltr">Kursträger</dt><dd>wer den Kurs anbietet</dd></dl>',
            "standing": "source",
            "topics": ["language_courses", "work"],
            "situations": ["arrived"],
            "changed_at": "2026-03-12T11:00:30Z",
            "checked": {"on": "2026-03-12", "by": str(office), "confirmed": True},
        }
    ]


def test_all_blocks_are_written_without_classes():
    value = "<p>x</p>"
    items = [{"type": "item", "id": "i", "value": "Pass"}]
    blocks = [
        ("text", value),
        ("note", value),
        ("important", value),
        ("steps", [{"type": "item", "id": "s", "value": value}]),
        ("documents", items),
        ("question", {"question": "Was?", "answer": value}),
        ("picture", {"picture": 4711, "alt": "weg", "caption": ""}),
    ]
    stored = [{"type": kind, "id": f"b{n}", "value": text} for n, (kind, text) in enumerate(blocks)]
    tree.guide(body=PortalPage.body.field.to_python(stored))
    assert said()["pages"][0]["body"] == (
        "<p>x</p><aside><p>x</p></aside>"
        '<aside role="note"><p>x</p></aside><ol><li><p>x</p></li></ol>'
        '<ul title="Das bringen Sie mit"><li>Pass</li></ul>'
        "<details><summary>Was?</summary><div><p>x</p></div></details>"
    )


def test_the_order_is_that_of_the_tree_and_what_is_missing_is_left_out():
    first = tree.guide("Wohnen")
    below = tree.guide("Miete", below=first)
    lowest = tree.guide("Kaution", below=below)
    tree.guide("Schule")
    tree.guide("Entwurf", live=False)
    assert listed() == [
        ("wohnen", "source", None, 1),
        ("wohnen/miete", "source", "wohnen", 1),
        ("wohnen/miete/kaution", "source", "wohnen/miete", 1),
        ("schule", "source", None, 2),
    ]
    assert listed("en") == []
    translated(first, "en")
    translated(lowest, "en")
    assert listed("en") == [
        ("wohnen", "draft", None, 1),
        ("wohnen/miete/kaution", "draft", "wohnen", 1),
    ]


def test_where_a_mistake_harms_no_machine_draft_is_told_unread():
    page = tree.guide("Krank", careful="health")
    translated(page, "ar")
    assert listed("ar") == []
    texts = {key: {"ar": f"ar {key}"} for key in page.source_texts()}
    translations.put_fields(page, texts, by=None, checked=True)
    assert listed("ar") == [("krank", "checked", None, 1)]


def test_what_nobody_has_translated_says_that_it_is_german():
    page = tree.guide(summary="Kurse aller Art.")
    translated(page, "ar", summary="", **{f"{tree.TEXT}.text": "", f"{tree.FIRST}.text": ""})
    found = said("ar")["pages"][0]
    assert (found["standing"], found["in_german"]) == ("partial", ["summary"])
    assert '<div lang="de" dir="ltr"><p>Es gibt Kurse.</p></div>' in found["body"]
    assert '<li lang="de" dir="ltr"><p>Am Abend</p></li>' in found["body"]
    assert said("ar")["language"]["direction"] == "rtl"


def test_links_are_whole_and_lead_to_the_readers_language():
    other = tree.guide("Andere Seite")
    draft = tree.guide("Entwurf", live=False)
    links = (
        f'<a linktype="page" id="{other.pk}">a</a><a linktype="page" id="{draft.pk}">b</a>'
        '<a href="konfluenz:topic/work">c</a><a href="https://www.bamf.de/?a=1&amp;b=2">d</a>'
    )
    page = tree.guide("Mit Link", body=tree.stored(links))
    translated(page, "en", **{f"{tree.TEXT}.text": f"<p>{links}</p>"})
    start = f"{HOUSE}/en"
    assert (
        f'<p><a href="{start}/ratgeber/andere-seite/" rel="external noopener">a</a>b'
        f'<a href="{start}/themen/arbeit-und-ausbildung/" rel="external noopener">c</a>'
        '<a href="https://www.bamf.de/?a=1&amp;b=2" rel="external noopener">d</a></p>'
    ) in said("en")["pages"][0]["body"]


def test_hostile_content_stays_text():
    bad = "<script>x()</script>"
    html = f'<p onclick="x()">Gut{bad}<svg onload=x()></svg><a href="javascript:x()">hier</a></p>'
    stored = [
        {"type": "heading", "id": "h", "value": bad},
        {"type": "text", "id": "t", "value": html},
        {"type": "words", "id": "w", "value": [_word(bad)]},
    ]
    page = tree.guide(bad, slug="b", summary='"}],', body=PortalPage.body.field.to_python(stored))
    text = "&lt;script&gt;x()&lt;/script&gt;"
    body = (
        f'<h2>{text}</h2><p>Guthier</p><dl><dt lang="de" dir="ltr">{text}</dt><dd>{text}</dd></dl>'
    )
    found = said()["pages"][0]
    assert (found["title"], found["summary"], found["body"]) == (bad, '"}],', body)
    translated(page, "en", **{"h.text": bad, "t.text": html, "w1.explanation": bad})
    assert said("en")["pages"][0]["body"] == body


def _word(text):
    return {"type": "item", "id": "w1", "value": {"word": text, "explanation": text}}


def test_pages_read_at_once_are_those_read_one_by_one():
    for number in range(3):
        page = tree.guide(f"Seite {number}", summary="Kurz.")
        texts = {"title": "T"} if number == 1 else {}
        translated(page, "en", **texts)
    own = PortalPage.body.field.to_python([{"type": "text", "id": "o", "value": "<p>Own</p>"}])
    OwnVersion.objects.create(page=page, locale="en", title="Own", body=own)
    found = list(pages.public())
    for locale in ("de", "en", "ar"):
        one = readings.read_all(found, locale)
        for bare, wording in readings.read_bare(bare_pages.public(), locale):
            reading = one[bare.pk]
            assert wording.standing == reading.standing
            assert list(wording.pieces) == list(reading.pieces)


def test_nobody_who_answers_and_a_question_without_an_answer():
    page = tree.guide()
    Review.objects.update(state="unconfirmed")
    assert said()["pages"][0]["checked"]["confirmed"] is False
    reviews.forget(page)
    assert said()["pages"][0]["checked"] is None


@pytest.mark.parametrize("language", ["de", "ar"])
def test_any_number_of_pages_takes_the_same_queries(language, django_assert_num_queries):
    queries = {"de": 11, "ar": 15}[language]
    for number in (1, 3):
        for count in range(number):
            page = tree.guide(f"Seite {number}-{count}", topics=Topic.objects.all()[:2])
            translated(page, "ar")
        said(language)
        with django_assert_num_queries(queries):
            assert len(said(language)["pages"]) >= number


def test_a_language_that_is_switched_off_is_not_there():
    tree.guide()
    municipality.correct({"languages": ["de", "en"]}, by=None)
    for language in ("ar", "fr"):
        assert Client().get(f"/{language}/ratgeber/alle.json").status_code == 404
    assert Client().get("/xx/ratgeber/alle.json").status_code == 404


@pytest.fixture
def baked(settings, tmp_path):
    """The snapshots are baked, and nothing else."""
    settings.BAKED_ROOT = tmp_path / "baked"
    with in_process.asked():
        yield lambda: (marks.settle({"snapshot", "imprint"}), bakers.bake_due())


def served(path, accept=""):
    """Return status, headers and body as the shim gives them."""
    sent = {}

    def start(status, headers, _error=None):
        sent.update(status=status, headers=dict(headers))

    def program(environ, start_response):
        start_response("404 Not Found", [])
        return [b"program"]

    environ = {
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REQUEST_METHOD": "GET",
        "HTTP_ACCEPT_ENCODING": accept,
    }
    body = b"".join(Shim(program, bakers.root(), look_seconds=0)(environ, start))
    return sent["status"], sent["headers"], body


def test_it_lies_ready_as_a_file_of_its_own_kind(baked):
    tree.guide()
    baked()
    live = Client().get("/de/ratgeber/alle.json")
    status, headers, body = served("/de/ratgeber/alle.json")
    assert (status, body) == ("200 OK", live.content)
    assert (headers["Content-Type"], headers["Content-Language"]) == ("application/json", "de")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert served("/de/ratgeber/alle.json", "br")[1]["Content-Encoding"] == "br"
    assert served("/de/ratgeber/alle.json/")[2] == b"program", "no page has this address"
    present = bakers.root() / "de/ratgeber/alle.json/.page"
    assert sorted(file.name for file in present.iterdir()) == [
        "headers.json",
        "index.json",
        "index.json.br",
        "index.json.gz",
    ]


def test_the_same_content_is_the_same_bytes_and_a_page_withdrawn_is_gone(baked):
    page, other = tree.guide(), tree.guide("Andere")
    baked()
    address = "/de/ratgeber/alle.json"
    before = files.read(bakers.root(), address)
    with time_machine.travel("2031-01-01"):
        marks.everything()
        bakers.bake_due()
    assert files.read(bakers.root(), address) == before
    page.unpublish()
    bakers.bake_due()
    assert [each["path"] for each in json.loads(files.read(bakers.root(), address))["pages"]] == [
        "andere"
    ]
    with transaction.atomic():
        reviews.confirm(reviews.of([other])[other.pk], by=None)
        bakers.bake_due()
    assert files.read(bakers.root(), address) != before


def test_pages_for_readers_are_baked_before_it(baked):
    tree.guide()
    baked()
    BakedAddress.objects.update(due_at=None)
    marks.touch({"publishing.portalpage"})
    urgencies = dict(BakedAddress.objects.exclude(due_at=None).values_list("view", "urgency"))
    assert (urgencies["guides"], urgencies["snapshot"]) == (Urgency.NOW, Urgency.SOON)


def test_the_exported_site_has_it_as_a_file(baked, settings, tmp_path, monkeypatch):
    tree.guide()
    baked()
    monkeypatch.setattr(exports, "_ready", lambda: ["/de/ratgeber/alle.json"])
    exports.export(tmp_path / "out")
    file = tmp_path / "out/de/ratgeber/alle.json"
    assert json.loads(file.read_bytes()) == said()
    site = exports.Site(tmp_path, frozenset({"/de/ratgeber/alle.json"}))
    assert exports._relinked(site, "/de/ratgeber/", '<link href="/de/ratgeber/alle.json">') == (
        '<link href="alle.json">'
    )
