"""Aus zwei Papieren: read sentences and find what answers them, read a paper in, fill the post."""

import datetime as dt
import re
import sqlite3
from pathlib import Path

import pytest
from django.utils import timezone
from tests.journeys.measuring import too_wide

from konfluenz.council import demo

START = "/de/aus-zwei-papieren/"
MIRROR = "/de/papiere/uv-0050-2024/spiegel/"
UNSTAFFED = "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022"
FOLLOWS = "Das Diagramm folgt in Kürze."
PAGES = (
    "aus-zwei-papieren/",
    "papiere/",
    "papiere/uv-0050-2024/",
    "papiere/uv-0050-2024/spiegel/",
    "papiere/uv-0050-2024/spiegel/2/",
    "papiere/uv-0050-2024/spiegel/6/",
    "papiere/stellungnahme-at-0045-2015/",
    "integrationskonzept/",
    "integrationskonzept/2007/",
    "zahlen/",
)
STORED = {
    ("steering.observation", "value"): "SELECT value FROM steering_observation WHERE id = ?",
    ("steering.concept", "adopted"): "SELECT adopted_date FROM steering_concept WHERE id = ?",
    ("steering.concept", "vote"): "SELECT adopted_vote FROM steering_concept WHERE id = ?",
    ("steering.concept", "areas"): (
        "SELECT count(*) FROM steering_priorityarea WHERE level = 'priority' AND concept_id = ?"
    ),
    ("directory.post", "established"): (
        "SELECT substr(date, 1, 4) FROM directory_poststage"
        " WHERE stage = 'established' AND post_id = ? ORDER BY date LIMIT 1"
    ),
    ("directory.post", "dropped"): (
        "SELECT substr(date, 1, 4) FROM directory_poststage"
        " WHERE stage = 'dropped' AND post_id = ? ORDER BY date LIMIT 1"
    ),
}
"""How the table itself answers, past all our code."""

LINKED = """
SELECT evidence.target_label, evidence.target_id, evidence.attribute
FROM council_evidence AS evidence
JOIN council_sentence AS sentence ON sentence.id = evidence.sentence_id
WHERE sentence.text = ? ORDER BY evidence.id
"""


@pytest.fixture(params=[1280, 360])
def somewhere(request, open_page):
    """The same walk on a desk and on a phone."""
    return open_page(viewport={"width": request.param, "height": 800})


def _stored(city, sentence: str) -> set[str]:
    """Return what the tables hold for what is linked to a sentence, as the page writes it."""
    with sqlite3.connect(city.home / "konfluenz.sqlite3") as database:
        found = set()
        for label, record, attribute in database.execute(LINKED, [sentence]).fetchall():
            if (query := STORED.get((label, attribute))) is not None:
                found.add(_written(str(database.execute(query, [record]).fetchone()[0])))
    return found


def _written(value: str) -> str:
    """Return a stored value as German readers write it."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return dt.date.fromisoformat(value).strftime("%d.%m.%Y")
    if value == "unanimous":
        return "einstimmig"
    return re.sub(r"\.0+$", "", value).replace(".", ",").rstrip()


def _shown(page) -> list[str]:
    values = [
        value.replace("\xa0", " ") for value in page.locator("[data-stored]").all_inner_texts()
    ]
    return [re.sub(r"^ca\. | %$", "", value) for value in values]


def _rows(page):
    while (more := page.locator("details.p-more:not([open]) > summary")).count():
        more.first.click()
    return page.locator(".p-mirror__link")


def _some(page) -> list[int]:
    """Return six sentences that are answered and four that are not."""
    states = _rows(page).locator(".p-state").all_inner_texts()
    yes = [n for n, state in enumerate(states) if state.strip() == "erfüllt"]
    no = [n for n, state in enumerate(states) if state.strip() != "erfüllt"]
    return [*yes[:: max(1, len(yes) // 6)][:6], *no[:: max(1, len(no) // 4)][:4]]


def test_the_root_leads_here_in_the_readers_language(open_page):
    for locale, code in {"de-DE": "de", "ar": "ar", "fr-FR": "fr"}.items():
        page = open_page(locale=locale)
        page.goto("/")
        assert page.url.endswith(f"/{code}/aus-zwei-papieren/")


def test_ten_sentences_lead_to_something_true(somewhere, city):
    page, compared = somewhere, 0
    assert page.goto(START).ok
    assert not too_wide(page)
    for number in _some(page):
        page.goto(START)
        row = _rows(page).nth(number)
        text = row.locator(".p-mirror__text").inner_text()
        state = row.locator(".p-state").inner_text().strip()
        row.click()
        assert page.locator("blockquote").inner_text() == text
        assert page.locator("main .p-state strong").inner_text() == state
        assert not too_wide(page), page.url
        shown, stored = _shown(page), _stored(city, text)
        assert stored <= set(shown), page.url
        compared += len(stored)
        assert page.locator(".p-proof").count() or state == "offen"
        for link in page.locator(".p-proof a.k-link").all():
            assert page.request.get(link.get_attribute("href")).ok
    assert compared >= 3


def test_read_on_lands_on_the_record(page):
    page.goto(f"{MIRROR}6/")
    page.locator(".p-proof a.k-link").first.click()
    assert "/de/integrationskonzept/2022/#feld-1" in page.url
    assert page.locator("#feld-1 .k-notice").inner_text() == UNSTAFFED


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("de", 1280, "light"), ("ar", 320, "dark")]
)
def test_every_page_fits_and_is_accessible(open_page, fits, city, language, width, scheme):
    city.turn_the_worker()
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for rest in PAGES:
        assert page.goto(f"/{language}/{rest}").ok, rest
        fits(page)


def test_the_chart_comes_in_the_width_that_fits(open_page, city):
    city.turn_the_worker()
    for width, drawn in ((1280, 720), (360, 340)):
        page = open_page(viewport={"width": width, "height": 800})
        page.goto("/de/zahlen/")
        seen = page.locator("figure svg:visible")
        assert seen.count() == 1
        assert seen.get_attribute("width") == str(drawn)
        assert seen.bounding_box()["width"] <= width


def test_pages_need_no_script_and_set_no_cookie(open_page):
    page = open_page(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(START)
    page.locator(".p-mirror__link").first.click()
    assert page.locator("blockquote").count() == 1
    assert page.context.cookies() == []
    assert {url.split("/")[2] for url in asked} == {page.url.split("/")[2]}


def test_a_paper_is_dropped_read_and_confirmed(page, as_role, tmp_path):
    original = (Path(demo.__file__).parent / "unterrichtung.txt").read_text()
    file = tmp_path / "eigenes-papier.txt"
    file.write_text(original.replace("UV/0050/2024", "UV/0777/2024"))
    as_role(page, "integration_officer")
    page.goto("/buero/ratspapiere/einlesen/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Einlesen").click()
    page.get_by_role("heading", name="Eingelesenes prüfen").first.wait_for()
    assert "UV/0777/2024" in page.locator("main").inner_html()
    assert "Keines angekreuzt: noch kein Ergebnis." in page.locator("main").inner_text()
    page.get_by_role("button", name="Papier übernehmen").click()
    page.wait_for_url(re.compile(r"/buero/ratspapiere/[0-9a-f-]{36}/"))
    assert "UV/0777/2024" in page.locator("main").inner_text()
    assert page.request.get("/de/papiere/uv-0777-2024/").status == 404


def test_somebody_on_the_post_changes_sentence_chart_and_mirror(page, as_role, city):
    today = timezone.localdate().strftime("%d.%m.%Y")
    city.turn_the_worker()
    page.goto(START)
    assert UNSTAFFED in page.locator("main").inner_text()
    told = page.locator("[role=img]:visible").get_attribute("aria-label")
    assert "Seit 2022 ist die Stelle Ehrenamtskoordination unbesetzt." in told
    before = _counts(page, MIRROR)
    _appoint(as_role(page, "administrator"), today)
    page.goto(START)
    assert UNSTAFFED not in page.locator("main").inner_text()
    assert f"Ehrenamtskoordination: besetzt seit {today}" in page.locator("main").inner_text()
    assert FOLLOWS in page.locator("main").inner_text()
    after = _counts(page, MIRROR)
    assert after["erfüllt"] < before["erfüllt"]
    assert after["nicht belegt"] > before["nicht belegt"]
    page.goto(f"{MIRROR}6/")
    assert page.locator("main .p-state strong").inner_text() == "nicht belegt"
    city.turn_the_worker()
    page.goto(START)
    told = page.locator("[role=img]:visible").get_attribute("aria-label")
    assert f"Von 2022 bis {today[-4:]} war die Stelle Ehrenamtskoordination unbesetzt." in told


def _appoint(page, today: str) -> None:
    page.goto("/buero/aemter/")
    page.get_by_role("link", name=re.compile("^Ehrenamtskoordination")).first.click()
    post = page.url.split("?")[0]
    page.goto(f"{post}schritte/neu/")
    page.get_by_label("Schritt").select_option("established")
    page.get_by_label("Wann").fill(today)
    page.get_by_role("button", name="Schritt hinzufügen").click()
    page.goto(f"{post}besetzen/")
    page.get_by_text("Für die Akten").click()
    page.get_by_label("Der Name ist nicht überliefert").check()
    page.get_by_role("button", name="Stelle besetzen").click()
    page.wait_for_url(re.compile(r"/buero/stellen/[0-9a-f-]{36}/(\?.*)?$"))


def _counts(page, address: str) -> dict[str, int]:
    page.goto(address)
    words = page.locator(".p-counts .p-state").all_inner_texts()
    numbers = page.locator(".p-counts__number").all_inner_texts()
    return {word.strip(): int(number) for word, number in zip(words, numbers, strict=True)}
