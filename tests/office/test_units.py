"""The tree of units on a day, the record, and the acts on a unit."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city

from konfluenz.directory import posts, responsibilities, units
from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.ground.models import Message
from konfluenz.office.directory import unit_tree

pytestmark = pytest.mark.django_db


def _get(path, role="coordinator"):
    return city.client(role).get(path)


def test_tree_shows_units_below_one_another_with_their_posts():
    above = city.office("II", "Dezernat 2", kind="department")
    below = city.office(parent=above)
    post = city.post(below)
    posts.appoint(post, city.person("Aslı Demo"), valid_from=city.DAY, by=None)
    tree = unit_tree.on(dt.date(2020, 1, 1))
    assert [branch.unit for branch in tree.top] == [above]
    assert [line.who for _url, line in tree.top[0].below[0].posts] == ["Aslı Demo"]
    page = _get("/buero/aemter/").text
    assert "31 Ordnungsamt" in page
    assert "Aslı Demo" in page


def test_no_name_in_the_tree_can_smuggle_markup():
    unit = city.office("<i>", "<b>Amt</b>")
    post = city.post(unit, "<b>Stelle</b>")
    posts.appoint(post, city.person("<b>Ada</b>"), valid_from=city.DAY, share=50, by=None)
    page = _get("/buero/aemter/").text
    assert "&lt;i&gt; &lt;b&gt;Amt&lt;/b&gt;" in page
    assert "<bdi>&lt;b&gt;Ada&lt;/b&gt;</bdi>" in page
    assert "besetzt, 50 % frei" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2015-09-13", set()), ("2015-09-17", {"Altes Amt"}), ("2022-07-01", {"Neues Amt"})],
)
def test_tree_is_as_it_was_on_the_day(day, shown):
    old = city.office("1", "Altes Amt")
    new = city.office("2", "Neues Amt", valid_from=dt.date(2022, 7, 1))
    units.dissolve(old, dt.date(2022, 7, 1), [new], by=None)
    page = _get(f"/buero/aemter/?day={day}").text
    assert {name for name in ("Altes Amt", "Neues Amt") if name in page} == shown


def test_tree_shows_former_and_announced_units_on_demand():
    old = city.office("1", "Altes Amt")
    units.dissolve(old, dt.date(2022, 7, 1), by=None)
    units.add("Amt für Integration", kind="integration_department", state="announced", by=None)
    assert "Altes Amt" not in _get("/buero/aemter/").text
    page = _get("/buero/aemter/?former=1").text
    assert "aufgelöst 30.06.2022" in page
    assert "angekündigt" in page


@pytest.mark.parametrize("day", ["gestern", "2015-02-31", "99999-01-01", "0001-01-01"])
def test_a_day_that_is_none_is_said_and_today_is_shown(day):
    city.office()
    page = _get(f"/buero/aemter/?day={day}").text
    assert "Das ist kein Tag" in page
    assert "31 Ordnungsamt" in page


def test_vacant_dropped_and_undocumented_posts_are_told_apart():
    unit = city.office()
    vacant, dropped, unknown = (city.post(unit, title) for title in ("Eins", "Zwei", "Drei"))
    posts.appoint(vacant, city.person("Béla Demo"), valid_from=city.DAY, by=None)
    posts.vacate(vacant, dt.date(2022, 7, 1), by=None)
    year = dt.date(2022, 1, 1)
    posts.stage(dropped, "dropped", year, precision="year", by=None)
    posts.stage(unknown, "undocumented", year, by=None)
    page = _get("/buero/aemter/").text
    assert "nicht besetzt seit 01.07.2022" in page
    assert "weggefallen 2022" in page
    assert "nicht belegt" in page


def test_correcting_a_unit_tells_its_mailbox_and_shows_in_the_timeline():
    unit, browser = city.office(), city.client()
    path = f"/buero/aemter/{unit.public_id}/"
    values = {"kind": "office", "number": "31", "name": "Amt für Ordnung", "mail": unit.mail}
    answer = browser.post(f"{path}bearbeiten/", values | city.FORM | {"revision": unit.revision})
    assert answer.status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.valid_from) == ("Amt für Ordnung", None)
    assert Message.objects.get(template="directory/mail/unit_corrected").address == unit.mail
    assert "Kim coordinator" in browser.get(f"{path}?tab=timeline").text


def test_who_saves_second_sees_both_versions():
    unit, browser = city.office(), city.client()
    units.correct(unit, {"name": "Schneller"}, by=None)
    values = {"kind": "office", "number": "31", "name": "Langsamer", "revision": 0}
    answer = browser.post(f"/buero/aemter/{unit.public_id}/bearbeiten/", values | city.FORM)
    assert answer.status_code == 409
    assert "Schneller" in answer.text
    assert "Langsamer" in answer.text


def test_a_taken_number_is_refused_beside_the_form():
    city.office("31")
    values = {"kind": "office", "number": "31", "name": "Zweites", **city.FORM}
    answer = city.client().post("/buero/aemter/neu/", values)
    assert answer.status_code == 422
    assert "31" in answer.text
    assert not OrgUnit.objects.filter(name="Zweites").exists()


def test_a_beginning_after_the_end_is_refused():
    unit = city.office()
    units.dissolve(unit, dt.date(2020, 1, 1), by=None)
    values = {"kind": "office", "name": "Ordnungsamt", "valid_from": "2021", "revision": 1}
    answer = city.client().post(f"/buero/aemter/{unit.public_id}/bearbeiten/", values | city.FORM)
    assert answer.status_code == 422
    assert "Das Ende muss nach dem Beginn liegen." in answer.text


def test_dissolving_keeps_the_successor():
    old, new, browser = city.office("1", "Altes Amt"), city.office("2", "Neues Amt"), city.client()
    values = {"date": "2026-01-01", "successors": [new.pk], "reason": "UV/0050/2024", **city.FORM}
    answer = browser.post(f"/buero/aemter/{old.public_id}/aufloesen/", values)
    assert answer.status_code == 302
    page = browser.get(f"/buero/aemter/{old.public_id}/?tab=steps").text
    assert "Neues Amt" in page
    assert "Altes Amt" in browser.get(f"/buero/aemter/{new.public_id}/?tab=steps").text


def test_a_step_known_to_the_year_is_shown_so():
    unit, browser = city.office(), city.client()
    values = {"stage": "drafted", "date": "2014", "source": "UV/0050/2024", **city.FORM}
    browser.post(f"/buero/aemter/{unit.public_id}/schritte/neu/", values)
    page = browser.get(f"/buero/aemter/{unit.public_id}/?tab=steps").text
    assert '<time datetime="2014">2014</time>' in page


def test_an_editor_reads_but_changes_nothing():
    unit = city.office()
    assert _get(f"/buero/aemter/{unit.public_id}/", "editor").status_code == 200
    assert _get(f"/buero/aemter/{unit.public_id}/bearbeiten/", "editor").status_code == 403
    assert "bearbeiten/" not in _get(f"/buero/aemter/{unit.public_id}/", "editor").text


def test_an_unknown_unit_or_tab_is_not_found():
    unit = city.office()
    assert _get("/buero/aemter/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert _get(f"/buero/aemter/{unit.public_id}/?tab=nix").status_code == 404


def _build(count):
    city.ten_topics()
    topics = list(Topic.objects.filter(refer_only=False))
    unit = city.office("0", "Oben")
    for number in range(count):
        child = city.office(str(number + 1), f"Amt {number}", parent=unit)
        post = city.post(unit, f"Stelle {number}")
        posts.appoint(post, city.person(f"Person {number}"), valid_from=city.DAY, by=None)
        responsibilities.assign(topics[number], unit, by=None)
        city.post(child)
    return unit


@pytest.mark.parametrize("tab", [None, "", "?tab=steps", "?tab=timeline"])
def test_queries_do_not_grow(tab):
    counts = []
    for count in (1, 3):
        OrgUnit.objects.all().update(number="")
        unit, browser = _build(count), city.client()
        path = "/buero/aemter/" if tab is None else f"/buero/aemter/{unit.public_id}/{tab}"
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
