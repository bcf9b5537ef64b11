"""The record of a post, correcting, filling and vacating it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city

from konfluenz.directory import posts, standings
from konfluenz.ground.models import Message
from konfluenz.office.directory import post_spans
from konfluenz.people import roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(db):
    return city.post(city.office())


def _at(post, rest=""):
    return f"/buero/stellen/{post.public_id}/{rest}"


def _fill(browser, post, **values):
    given = {"valid_from": "2026-01-01", "share": "100", **city.FORM}
    return browser.post(_at(post, "besetzen/"), given | values)


def test_correcting_tells_the_office_and_stands_in_the_timeline(post):
    browser = city.client()
    values = {"title": "Koordination Ehrenamt", "unit": post.unit.pk, "share": "50", "role": ""}
    answer = browser.post(
        _at(post, "bearbeiten/"), values | city.FORM | {"revision": post.revision + 1}
    )
    assert answer["Location"] == _at(post)
    message = Message.objects.get(template="directory/mail/post_corrected")
    assert message.address == "amt31@stadt.example.org"
    page = browser.get(_at(post, "?tab=timeline")).text
    assert "Kim coordinator" in page
    assert "Koordination Ehrenamt" in page


def test_an_exact_name_fills_the_post_at_once(post):
    city.person("Aslı Demo")
    assert _fill(city.client(), post, person="asli demo").status_code == 302
    assert [row.person.name for row in post.holdings.all()] == ["Aslı Demo"]


def test_several_hits_are_offered_and_one_is_taken(post):
    first, second = city.person("Ali Hassan"), city.person("Ali Hassan")
    browser = city.client()
    answer = _fill(browser, post, person="Ali")
    assert answer.status_code == 422
    assert "Wählen Sie einen Eintrag." in answer.text
    assert str(first.public_id) in answer.text
    assert (
        _fill(browser, post, person="Ali", person_picked=str(second.public_id)).status_code == 302
    )
    assert post.holdings.get().person == second


def test_a_name_nobody_has_is_said(post):
    answer = _fill(city.client(), post, person="Niemand")
    assert answer.status_code == 422
    assert "So ist niemand zu finden." in answer.text


def test_somebody_who_was_not_offered_cannot_be_picked(post):
    city.person("Ali Hassan")
    other = city.person("Zoé Demo")
    answer = _fill(city.client(), post, person="Ali", person_picked=str(other.public_id))
    assert answer.status_code == 422
    assert not post.holdings.exists()


def test_a_former_holder_without_a_name_is_kept_to_the_year(post):
    _fill(city.client(), post, unnamed="on", valid_from="2015", valid_until="2022")
    page = city.client().get(_at(post)).text
    assert "Name nicht erfasst" in page
    assert "2015 bis 2022" in page


@pytest.mark.parametrize(
    "values", [{}, {"person": "Aslı Demo", "unnamed": "on"}, {"person": "   "}]
)
def test_a_name_or_none_but_not_both(post, values):
    city.person("Aslı Demo")
    assert _fill(city.client(), post, **values).status_code == 422
    assert not post.holdings.exists()


def test_the_second_to_fill_a_post_is_told_who_holds_it(post):
    city.person("Aslı Demo")
    city.person("Béla Demo")
    _fill(city.client(), post, person="Aslı Demo")
    answer = _fill(city.client(), post, person="Béla Demo")
    assert answer.status_code == 422
    assert "Aslı Demo" in answer.text
    assert post.holdings.count() == 1


def test_vacating_takes_the_role_back_and_says_since_when(db):
    post, who = city.post(city.office(), role="social_worker"), city.person("Aslı Demo")
    posts.appoint(post, who, valid_from=city.DAY, by=None)
    browser = city.client("integration_officer")
    values = {"date": "01.11.2026", "reason": "Elternzeit", **city.FORM}
    assert browser.post(_at(post, "freimachen/"), values).status_code == 302
    assert not who.role_grants.in_force(dt.date(2026, 11, 1)).exists()
    page = browser.get(_at(post)).text
    assert "nicht besetzt seit 01.11.2026" in page
    assert _at(post, "besetzen/") in page


def test_vacating_one_of_two_leaves_the_other(post):
    asli, bela = city.person("Aslı Demo"), city.person("Béla Demo")
    for who in (asli, bela):
        posts.appoint(post, who, valid_from=city.DAY, share=50, by=None)
    address = _at(post, f"freimachen/?person={asli.public_id}")
    city.client().post(address, {"date": "01.11.2026", **city.FORM})
    assert [row.person for row in post.holdings.on(dt.date(2026, 11, 2))] == [bela]


def test_vacating_a_vacant_post_is_refused_in_words(post):
    answer = city.client().post(_at(post, "freimachen/"), {"date": "01.11.2026", **city.FORM})
    assert answer.status_code == 422


def test_vacating_somebody_who_does_not_hold_the_post_is_not_found(post):
    who = city.person("Aslı Demo")
    for asked in (who.public_id, "nix"):
        assert city.client().get(_at(post, f"freimachen/?person={asked}")).status_code == 404


def test_nobody_gives_a_role_that_may_do_more_than_they(post):
    values = {"title": "X", "unit": post.unit.pk, "share": "100", "role": "administrator"}
    answer = city.client().post(_at(post, "bearbeiten/"), values | city.FORM)
    assert answer.status_code == 422
    post.refresh_from_db()
    assert post.role == ""


def test_a_dropped_post_is_said_with_its_source(post):
    values = {"stage": "dropped", "date": "2022", "source": "UV/0050/2024", **city.FORM}
    browser = city.client()
    browser.post(_at(post, "schritte/neu/"), values)
    page = browser.get(_at(post)).text
    assert "weggefallen 2022" in page
    assert "UV/0050/2024" in page
    assert _at(post, "besetzen/") not in page


def test_a_reader_without_persons_sees_names_but_no_links(post):
    who = city.person("Aslı Demo")
    posts.appoint(post, who, valid_from=city.DAY, by=None)
    page = city.client("editor").get(_at(post)).text
    assert "Aslı Demo" in page
    assert str(who.public_id) not in page


def test_spans_say_what_the_standings_say(post):
    posts.appoint(post, None, valid_from=city.DAY, valid_until=dt.date(2020, 1, 1), by=None)
    posts.stage(post, "dropped", dt.date(2022, 1, 1), by=None)
    today = dt.date(2026, 11, 22)
    line = post_spans.line(list(post.stages.all()), list(post.holdings.all()), today)
    assert [(span.state.value, span.start) for span in line.spans] == [
        ("held", dt.date(2015, 9, 14)),
        ("vacant", dt.date(2020, 1, 1)),
        ("dropped", dt.date(2022, 1, 1)),
    ]
    for span in line.spans:
        assert standings.of([post], span.start)[post.pk].state == span.state
    assert line.first == "2007"
    assert line.ticks[0] == ("0.00%", "2007")


def test_roles_are_named_on_the_record(db):
    post = city.post(city.office(), role="coordinator")
    assert str(roles.Role.COORDINATOR.label) in city.client().get(_at(post)).text


@pytest.mark.parametrize("tab", ["", "?tab=timeline"])
def test_queries_do_not_grow(tab, db):
    counts = []
    for count in (1, 3):
        post, browser = city.post(city.office(str(count), "Amt")), city.client()
        for number in range(count):
            start = dt.date(2016 + number, 1, 1)
            end = dt.date(2017 + number, 1, 1)
            who = city.person(f"Person {count} {number}")
            posts.appoint(post, who, valid_from=start, valid_until=end, by=None)
            posts.stage(post, "decided", start, by=None)
        browser.get(_at(post, tab))
        with CaptureQueriesContext(connection) as queries:
            browser.get(_at(post, tab))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
