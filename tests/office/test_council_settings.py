"""Terms of bodies, votes by group, number ranges, and papers written by hand."""

import datetime as dt

import pytest
from tests.office import city, council, world

from konfluenz.council import kinds, papers, terms
from konfluenz.council.models import BodyTerm, ConsultationResult, NumberRange, Paper
from konfluenz.directory import organizations

pytestmark = pytest.mark.django_db
TERMS = "/buero/wahlperioden/"


@pytest.fixture
def groups(db):
    return [organizations.add(f"Demo-Fraktion {x}", kind="faction", by=None) for x in "AB"]


def _send(url, **values):
    return city.client().post(url, {**city.FORM, **values})


def test_a_term_is_added_corrected_and_removed(groups):
    body = council.body()
    first, second = (f"group_{one.pk}" for one in groups)
    given = {"body": body.pk, "starts_on": "2024-07-01", "seats": "20", first: "12", second: "9"}
    answer = _send(f"{TERMS}neu/", **given)
    assert answer.status_code == 422
    assert "zusammen 21 Sitze, es gibt aber 20" in answer.text
    _send(f"{TERMS}neu/", **given | {second: "8"})
    page = city.client().get(TERMS).text
    assert "Demo-Fraktion A: 12, Demo-Fraktion B: 8" in page
    one = BodyTerm.objects.get()
    edit = f"{TERMS}{one.public_id}/bearbeiten/"
    assert 'value="12"' in city.client().get(edit).text
    _send(edit, revision=one.revision, starts_on="2024-07-01", seats="30", **{first: "12"})
    one = BodyTerm.objects.get()
    assert (one.seats, [row.seats for row in one.factions.all()]) == (30, [12])
    _send(f"{TERMS}{one.public_id}/entfernen/", revision=one.revision, reason="Irrtum")
    assert not BodyTerm.objects.exists()


def test_the_page_of_terms_asks_as_often_for_three_as_for_one(groups):
    browser = city.client()
    asked = []
    for number in range(3):
        body = organizations.add(f"Demo-Gremium {number}", kind="committee", by=None)
        terms.add(body, dt.date(2024, 7, 1), seats=20, factions={groups[0]: 8}, by=None)
        asked.append(world.queries(browser, TERMS))
    assert asked[0] == asked[2] <= world.MOST_QUERIES


def test_votes_by_group_are_entered_with_the_result_and_judged(groups):
    body = council.body()
    seats = dict(zip(groups, (8, 7), strict=True))
    terms.add(body, dt.date(2020, 1, 1), seats=15, factions=seats, by=None)
    one = council.station(council.paper(), body)
    url = f"/buero/ratspapiere/beratungen/{one.public_id}/ergebnis/"
    assert "Demo-Fraktion A (8 Sitze)" in city.client().get(url).text
    first, second = (one.pk for one in groups)
    given = {
        "revision": one.revision,
        "outcome": "adopted",
        "vote": "by_majority",
        "votes_for": "9",
        "votes_against": "5",
        f"votes_for_{first}": "9",
        f"votes_against_{second}": "5",
    }
    answer = _send(url, **given)
    assert answer.status_code == 422
    assert "Demo-Fraktion A hat 9 Stimmen abgegeben, aber nur 8 Sitze" in answer.text
    answer = _send(url, **given | {"abstentions": "3"})
    assert "mehr Köpfen als Sitzen: 17" in answer.text
    _send(url, **given | {f"votes_for_{first}": "8", f"votes_for_{second}": "1"})
    assert ConsultationResult.objects.get().group_votes.count() == 2
    page = city.client().get(f"/buero/ratspapiere/{one.paper.public_id}/").text
    assert "dafür: 9 (8 Demo-Fraktion A, 1 Demo-Fraktion B)" in page
    correct = city.client().get(f"{url}korrigieren/").text
    assert f'name="votes_for_{first}" value="8"' in correct


def test_number_ranges_are_set_and_offered(db):
    url = "/buero/ratspapiere/nummern/"
    digits = {f"digits_{kind}": "4" for kind in kinds.PARTS}
    answer = _send(url, **digits, prefix_motion="AT", prefix_enquiry="at")
    assert answer.status_code == 422
    assert "dieselben Nummern" in answer.text
    _send(url, **digits, prefix_motion="AT", prefix_enquiry="AF")
    assert NumberRange.objects.count() == 2
    add = "/buero/ratspapiere/neu/"
    assert "Nächste Nummer vergeben" in city.client().get(add).text
    given = {"paper_type": "motion", "subject": "Demo", "date": "2024-05-01", "numbered": "on"}
    _send(add, **given)
    assert Paper.objects.get().reference == "AT/0001/2024"
    answer = _send(add, **given | {"paper_type": "decision"})
    assert answer.status_code == 422
    assert "keinen Nummernkreis" in answer.text


def test_the_form_of_a_paper_asks_for_what_its_kind_has(db):
    one = council.paper(paper_type="enquiry")
    page = city.client().get(f"/buero/ratspapiere/{one.public_id}/bearbeiten/").text
    assert 'name="answer_due"' in page
    assert 'name="recommendation_text"' not in page


def test_an_amendment_names_the_paper_it_changes(db):
    council.paper("BV/0001/2024", paper_type="decision")
    given = {"paper_type": "amendment", "subject": "Demo-Änderung"}
    answer = _send("/buero/ratspapiere/neu/", **given)
    assert answer.status_code == 422
    assert "Nennen Sie das Papier, das der Änderungsantrag ändert." in answer.text
    answer = _send("/buero/ratspapiere/neu/", **given, answers="BV/0001/2024")
    assert "Ändert das Papier" in city.client().get(answer["Location"]).text


def test_a_text_is_written_part_by_part_and_questions_are_answered(db):
    one = council.paper(paper_type="enquiry")
    at = f"/buero/ratspapiere/{one.public_id}/"
    assert f"{at}text/" in city.client().get(f"{at}?tab=text").text
    answer = _send(f"{at}text/", revision=one.revision, text="", question="")
    assert answer.status_code == 422
    _send(f"{at}text/", revision=one.revision, text="Wir fragen.", question="Wie viele?\nWarum?")
    page = city.client().get(f"{at}?tab=text").text
    assert "1 Frage" in page
    assert f"{at}antworten/2/" in page
    one.refresh_from_db()
    _send(f"{at}antworten/2/", revision=one.revision, text="Darum.")
    assert "Darum." in city.client().get(f"{at}?tab=text").text
    assert "Darum.</textarea>" in city.client().get(f"{at}antworten/2/").text
    assert city.client().get(f"{at}antworten/3/").status_code == 404
    assert city.client().get(f"{at}text/").status_code == 302


def test_a_decision_has_its_parts(db):
    one = council.paper(paper_type="decision")
    page = city.client().get(f"/buero/ratspapiere/{one.public_id}/text/").text
    for label in (
        "Beschlusswortlaut",
        "Begründung",
        "Finanzielle Auswirkungen",
        "Auswirkungen auf den Klimaschutz",
        "Beteiligung",
        "Alternativen",
    ):
        assert label in page
    papers.write(one, kinds.parts({"climate": "Keine."}), by=None)
