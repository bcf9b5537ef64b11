"""Versions of the concept: list, record, adoption, states, review; its fields of action."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, concept_city, world

from konfluenz.directory import groups, posts
from konfluenz.steering import areas, concepts
from konfluenz.steering.models import Concept, PriorityArea

pytestmark = pytest.mark.django_db

SENTENCE = "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022"
NEW = {"title": "Konzept 2022", "label": "2022", "drafted": "2021", "functions": ["shaping"]}


def _at(one, rest=""):
    return f"/buero/integrationskonzept/{one.public_id}/{rest}"


def _field(one, rest=""):
    return f"/buero/integrationskonzept/handlungsfelder/{one.public_id}/{rest}"


def _post(browser, path, **values):
    return browser.post(path, values | city.FORM)


def _shown(answer):
    return world.text(answer)


def test_the_list_names_each_version_with_state_and_adoption():
    one = concept_city.in_force()
    concept_city.area(one)
    page = _shown(city.client().get("/buero/integrationskonzept/"))
    assert "Konzept 2022 2022 in Kraft 30.06.2022 1" in page
    assert "1 Fassung" in page


def test_an_empty_list_says_what_to_do():
    page = _shown(city.client().get("/buero/integrationskonzept/"))
    assert "Noch ist keine Fassung des Konzepts eingetragen." in page
    assert "Fassung hinzufügen" in page


def test_a_version_is_added_as_a_draft_with_what_is_known():
    city.association("IMAP GmbH", kind="consultant")
    answer = _post(city.client(), "/buero/integrationskonzept/neu/", **NEW, consultant="imap gmbh")
    one = Concept.objects.get()
    assert answer["Location"] == _at(one)
    assert (one.state, one.drafted_date, one.drafted_precision, one.consultant.name) == (
        "draft",
        dt.date(2021, 1, 1),
        "year",
        "IMAP GmbH",
    )
    assert one.functions == ["shaping"]


def test_a_version_that_exists_is_refused_and_nothing_typed_is_lost():
    concept_city.concept()
    answer = _post(city.client(), "/buero/integrationskonzept/neu/", **NEW)
    assert answer.status_code == 422
    assert "Eine Fassung „2022“ gibt es schon." in answer.text
    assert 'value="Konzept 2022"' in answer.text
    assert Concept.objects.count() == 1


def test_a_draft_is_kept_and_offered_again():
    browser = city.client()
    path = "/buero/integrationskonzept/neu/"
    browser.post(path, NEW | {"do": "draft", "title": "Halb getippt"})
    assert "Halb getippt" in browser.get(path).text


def test_correcting_changes_the_adoption_only_once_there_is_one():
    one, browser = concept_city.concept(), city.client()
    assert "adopted" not in browser.get(_at(one, "bearbeiten/")).context["form"].fields
    one = concepts.adopt(one, concept_city.ADOPTED, None, by=None)
    values = {"adopted": "29.06.2022", "adopted_vote": "by_majority", "revision": one.revision}
    assert _post(browser, _at(one, "bearbeiten/"), **NEW | values).status_code == 302
    one.refresh_from_db()
    assert (one.adopted_date, one.adopted_vote) == (dt.date(2022, 6, 29), "by_majority")


def test_who_saves_second_sees_both_versions():
    one, browser = concept_city.concept(), city.client()
    concepts.correct(one, {"title": "Schneller"}, by=None)
    answer = _post(browser, _at(one, "bearbeiten/"), **NEW | {"title": "Langsamer", "revision": 0})
    assert answer.status_code == 409
    assert "Schneller" in answer.text
    assert "Langsamer" in answer.text


def test_adoption_shows_day_body_and_vote():
    council = city.association("Stadtrat", kind="council")
    one, browser = concept_city.concept(), city.client()
    values = {"adopted": "30.06.2022", "adopted_by": council.pk, "adopted_vote": "unanimous"}
    answer = _post(browser, _at(one, "beschliessen/"), **values, revision=one.revision)
    assert answer["Location"] == _at(one)
    page = _shown(browser.get(_at(one)))
    assert "30.06.2022 , Stadtrat , einstimmig" in page
    assert "In Kraft setzen" in page


def test_adopted_before_it_was_drafted_is_refused():
    one = concept_city.concept(drafted_date=dt.date(2022, 7, 1))
    answer = _post(
        city.client(), _at(one, "beschliessen/"), adopted="30.06.2022", revision=one.revision
    )
    assert answer.status_code == 422
    assert "Ein Konzept wird erst entworfen, dann beschlossen. Prüfen Sie beide Tage" in answer.text
    one.refresh_from_db()
    assert (one.state, one.adopted_date) == ("draft", None)


def test_adopted_by_two_at_once_tells_the_second():
    one, browser = concept_city.concept(), city.client()
    concepts.adopt(one, concept_city.ADOPTED, None, by=None)
    answer = _post(browser, _at(one, "beschliessen/"), adopted="01.07.2022", revision=one.revision)
    assert answer.status_code == 409
    assert "30.06.2022" in answer.text


def test_in_force_supersedes_what_it_replaces():
    old = concept_city.in_force("2007")
    new = concept_city.adopted("2022", predecessor=old)
    browser = city.client()
    assert _at(new, "stand/?to=in_force") in browser.get(_at(new)).text
    assert 'value="in_force"' in browser.get(_at(new, "stand/?to=in_force")).text
    _post(browser, _at(new, "stand/"), state="in_force", revision=new.revision)
    assert [c.state for c in Concept.objects.order_by("label")] == ["superseded", "in_force"]
    page = _shown(browser.get(_at(old)))
    assert "Abgelöst durch Konzept 2022 (2022)" in page
    assert "Stand ändern" not in page


def test_a_state_out_of_order_is_refused():
    one = concept_city.concept()
    answer = _post(city.client(), _at(one, "stand/"), state="in_force", revision=one.revision)
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == "draft"


def test_the_state_that_somebody_else_set_is_said_in_words():
    one = concept_city.in_force()
    browser = city.client()
    concepts.move(one, "under_review", by=None)
    answer = _post(browser, _at(one, "stand/"), state="in_force", revision=one.revision)
    assert answer.status_code == 409
    assert "in Überprüfung" in answer.text


@pytest.mark.parametrize(
    ("needed", "title", "act"),
    [("False", "Keine Überarbeitung nötig", ""), ("True", "Überarbeitung nötig", "beginnen")],
)
def test_the_answer_whether_to_revise_stands_with_its_reason(needed, title, act):
    one, browser = concept_city.in_force(), city.client()
    assert "Noch niemand hat beantwortet" in browser.get(_at(one)).text
    today = timezone.localdate().isoformat()
    values = {"date": today, "needed": needed, "reason": "Passt noch.", "source": "UV/1/2026"}
    assert _post(browser, _at(one, "ueberarbeitung/"), **values).status_code == 302
    page = _shown(browser.get(_at(one)))
    assert title in page
    assert "Passt noch. Quelle: UV/1/2026" in page
    assert ("Überarbeitung beginnen" in page) is bool(act)


def test_an_old_answer_is_asked_again():
    one = concept_city.in_force()
    concepts.review(one, concept_city.REPORT, False, "Kein Anhalt.", by=None)
    page = city.client().get(_at(one)).text
    assert "wurde zuletzt am 23.02.2024 gefragt" in page


def test_a_second_answer_for_one_day_is_refused():
    one = concept_city.in_force()
    concepts.review(one, concept_city.REPORT, False, "Kein Anhalt.", by=None)
    values = {"date": "2024-02-23", "needed": "True", "reason": "Doch."}
    answer = _post(city.client(), _at(one, "ueberarbeitung/"), **values)
    assert answer.status_code == 422
    assert "Für diesen Tag gibt es schon eine Antwort." in answer.text


def test_a_field_says_by_itself_that_its_post_is_empty_and_links_there():
    post = concept_city.dropped_post()
    one = concept_city.in_force()
    field = concept_city.area(one, posts=[post])
    browser = city.client()
    for path in (_at(one), _field(field)):
        page = browser.get(path).text
        assert SENTENCE in page
        assert f"/buero/stellen/{post.public_id}/" in page
    page = browser.get(f"/buero/stellen/{post.public_id}/").text
    assert "Beruht auf dieser Stelle" in page
    assert _field(field) in page


def test_the_sentence_goes_when_somebody_is_appointed():
    post = concept_city.dropped_post()
    field = concept_city.area(concept_city.in_force(), posts=[post])
    today = timezone.localdate()
    posts.stage(post, "established", today, by=None)
    posts.appoint(post, city.person("Aslı Demo"), valid_from=today, by=None)
    assert "nicht zufriedenstellend" not in city.client().get(_field(field)).text


def test_a_field_without_a_name_says_that_none_is_documented():
    one, browser = concept_city.concept(), city.client()
    page = browser.get(_at(one, "handlungsfelder/neu/"))
    assert page.context["form"].initial["number"] == 1
    group = groups.add("working_group", name="Arbeitskreis 3", by=None)
    values = {"level": "priority", "number": "3", "group": group.pk, "source": "UV/0050/2024"}
    answer = _post(browser, _at(one, "handlungsfelder/neu/"), **values)
    assert answer["Location"] == _field(PriorityArea.objects.get())
    page = _shown(browser.get(_at(one)))
    assert "3 · Name nicht belegt" in page
    assert "Arbeitskreis: Arbeitskreis 3" in page
    assert browser.get(_at(one, "handlungsfelder/neu/")).context["form"].initial["number"] == 4


def test_a_number_that_is_taken_is_refused():
    one = concept_city.concept()
    concept_city.area(one)
    values = {"level": "priority", "number": "1", "name": "Anderes"}
    answer = _post(city.client(), _at(one, "handlungsfelder/neu/"), **values)
    assert answer.status_code == 422
    assert "Diese Nummer hat schon ein anderes Handlungsfeld." in answer.text


def test_posts_of_a_field_are_chosen_on_their_own_page():
    post, field = concept_city.dropped_post(), concept_city.area(concept_city.concept())
    browser = city.client()
    assert "Ehrenamtskoordination (31 Ordnungsamt)" in browser.get(_field(field, "stellen/")).text
    assert _post(browser, _field(field, "stellen/"), posts=[post.pk]).status_code == 302
    assert SENTENCE in browser.get(_field(field)).text


def test_a_field_is_removed_and_taken_back():
    post = concept_city.dropped_post()
    one = concept_city.concept()
    field = concept_city.area(one, posts=[post], source="UV/0050/2024")
    browser = city.client()
    page = browser.post(_field(field, "entfernen/"), follow=True)
    assert "„Ehrenamt“ wurde entfernt." in page.text
    assert not PriorityArea.objects.exists()
    token = page.text.split('name="token" value="')[1].split('"')[0]
    browser.post(_at(one, "handlungsfelder/zurueck/"), {"token": token})
    back = PriorityArea.objects.get()
    assert (back.name, back.source, list(back.posts.all())) == ("Ehrenamt", "UV/0050/2024", [post])


def test_a_field_with_goals_is_not_removed():
    field = concept_city.area(concept_city.concept())
    concept_city.goal(field)
    browser = city.client()
    assert _field(field, "entfernen/") not in browser.get(_field(field)).text
    answer = browser.post(_field(field, "entfernen/"), follow=True)
    assert "Dieses Handlungsfeld hat Ziele." in answer.text
    assert PriorityArea.objects.exists()


def test_what_happened_is_told_in_sentences():
    one = concept_city.in_force()
    concept_city.area(one)
    page = _shown(city.client().get(_at(one, "?tab=timeline")))
    for words in ("Konzept angelegt", "Konzept beschlossen", "Stand des Konzepts geändert"):
        assert words in page
    assert "Handlungsfeld angelegt" in page
    assert "Stand vorher beschlossen → jetzt in Kraft" in page


def test_the_search_finds_concept_field_goal_and_figure():
    field = concept_city.area(concept_city.concept(title="Suchwort Konzept"), name="Suchwort Feld")
    goal = concept_city.goal(field, "Suchwort Ziel")
    figure = concept_city.indicator(name="Suchwort Kennzahl")
    page = city.client().get("/buero/suche/?q=suchwort").text
    for path in (
        _at(field.concept),
        _field(field),
        f"/buero/integrationskonzept/ziele/{goal.public_id}/",
        f"/buero/kennzahlen/{figure.public_id}/",
    ):
        assert path in page


def test_a_colleague_reads_and_changes_nothing():
    one = concept_city.in_force()
    field = concept_city.area(one)
    browser = city.client("office_colleague")
    for path in (_at(one), _field(field)):
        page = browser.get(path)
        assert page.status_code == 200
        assert "bearbeiten/" not in page.text
        assert "neu/" not in page.text
        assert browser.get(f"{path}bearbeiten/").status_code == 403


def test_on_call_staff_sees_neither_the_menu_nor_what_rests_on_a_post():
    post = concept_city.dropped_post()
    concept_city.area(concept_city.in_force(), posts=[post])
    browser = city.client("on_call_staff")
    page = browser.get(f"/buero/stellen/{post.public_id}/").text
    assert "Beruht auf dieser Stelle" not in page
    assert "Integrationskonzept" not in page
    assert browser.get("/buero/integrationskonzept/").status_code == 403


def test_unknown_concepts_fields_and_tabs_are_not_found():
    one, browser = concept_city.concept(), city.client()
    nobody = "00000000-0000-4000-8000-000000000000"
    assert browser.get(f"/buero/integrationskonzept/{nobody}/").status_code == 404
    assert browser.get(f"/buero/integrationskonzept/handlungsfelder/{nobody}/").status_code == 404
    assert browser.get(_at(one, "?tab=nix")).status_code == 404


def _grown(count):
    one = concept_city.in_force(f"v{count}")
    concepts.move(one, "superseded", reason="Platz", by=None)
    for number in range(1, count + 1):
        group = groups.add("working_group", name=f"Kreis {count}-{number}", by=None)
        post = concept_city.dropped_post(city.office(f"{count}{number}", f"Amt {count}{number}"))
        field = concept_city.area(one, number, f"Feld {number}", group=group, posts=[post])
        concept_city.goal(field, f"Ziel {number}")
    return one


@pytest.mark.parametrize("where", ["list", "", "?tab=timeline", "field"])
def test_queries_do_not_grow(where):
    counts, browser = [], city.client()
    for count in (1, 3):
        one = _grown(count)
        paths = {"list": "/buero/integrationskonzept/", "field": _field(one.areas.first())}
        counts.append(world.queries(browser, paths.get(where, _at(one, where))))
    assert counts[0] == counts[1] <= world.MOST_QUERIES


def test_areas_of_the_older_version_stay_where_they_were():
    old, new = concept_city.concept("2007"), concept_city.concept("2022")
    concept_city.area(old, name="Altes Feld")
    areas.add(new, 1, name="Neues Feld", by=None)
    page = city.client().get(_at(new)).text
    assert "Neues Feld" in page
    assert "Altes Feld" not in page
