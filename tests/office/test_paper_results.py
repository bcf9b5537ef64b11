"""Entering a result: what fits together goes in, what does not is said where it is mended."""

import datetime as dt

import pytest
from tests.office import city, council

from konfluenz.council import results
from konfluenz.council.models import Consultation, ConsultationResult, Resolution

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(db):
    return council.station(council.paper(), council.body())


def _at(station, rest=""):
    return f"/buero/ratspapiere/beratungen/{station.public_id}/ergebnis/{rest}"


def _send(station, rest="", **values):
    station.refresh_from_db()
    return city.client().post(
        _at(station, rest), {"revision": station.revision, **city.FORM, **values}
    )


def test_the_form_has_all_eleven_boxes(station):
    page = city.client().get(_at(station)).text
    for box in (
        "einstimmig",
        "mehrheitl.",
        "ohne BE",
        "abgelehnt",
        "Kenntnis",
        "abgesetzt",
        "verwiesen",
        "vertagt",
        "geändert",
        "Enthaltungen",
        "Gegenstimmen",
    ):
        assert box in page


def test_a_result_is_entered_and_said_in_a_sentence(station):
    given = {"outcome": "adopted", "vote": "by_majority", "votes_against": "3", "abstentions": "2"}
    answer = _send(station, **given, amended="on", text="Demo-Wortlaut")
    assert answer["Location"] == f"/buero/ratspapiere/{station.paper.public_id}/"
    result = ConsultationResult.objects.get()
    assert results.sentence(result)  # its words are the room's matter
    page = city.client().get(answer["Location"]).text
    assert "mehrheitlich beschlossen bei 3 Gegenstimmen und 2 Enthaltungen" in page
    assert Resolution.objects.get().text == "Demo-Wortlaut"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"outcome": "adopted"}, "vote"),
        ({"outcome": "rejected"}, "vote"),
        ({"outcome": "noted", "abstentions": "2"}, "vote"),
        ({"outcome": "referred"}, "referred_to"),
        ({"outcome": "noted", "adjourned_to": "2024-05-01"}, "adjourned_to"),
        ({"outcome": "adopted", "vote": "unanimous", "amended": "on"}, "text"),
        ({"outcome": "noted", "amended": "on", "text": "Neu"}, "text"),
        ({"outcome": "adopted", "vote": "unanimous", "votes_against": "1"}, "votes_against"),
        ({"outcome": "adopted", "vote": "unanimous", "abstentions": "-1"}, "abstentions"),
        ({}, "outcome"),
    ],
)
def test_what_does_not_fit_together_is_said_at_its_field(station, given, field):
    answer = _send(station, **given, source="Niederschrift")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Niederschrift" in answer.text
    assert not ConsultationResult.objects.exists()


def test_a_target_belongs_to_referred_alone(station):
    other = council.body("Demo-Ausschuss", "committee")
    answer = _send(station, outcome="noted", referred_to=other.pk)
    assert list(answer.context["form"].errors) == ["referred_to"]


def test_referred_puts_the_target_next_on_the_path(station):
    other = council.body("Demo-Ausschuss", "committee")
    _send(station, outcome="referred", referred_to=other.pk)
    assert [one.body for one in Consultation.objects.order_by("position")] == [station.body, other]


def test_adjourned_repeats_the_station(station):
    _send(station, outcome="adjourned", adjourned_to="2024-05-01")
    assert list(Consultation.objects.order_by("position").values_list("body", "date")) == [
        (station.body_id, council.DAY),
        (station.body_id, dt.date(2024, 5, 1)),
    ]


def test_a_day_to_come_has_no_result():
    station = council.station(council.paper(), date=dt.date(2199, 1, 1))
    answer = _send(station, outcome="noted")
    assert answer.status_code == 422
    assert not ConsultationResult.objects.exists()


def test_a_result_is_entered_once(station):
    results.enter(station, "noted", by=None)
    answer = city.client().get(_at(station), follow=True)
    assert "Das Ergebnis ist schon eingetragen." in answer.text


def test_a_result_is_corrected_with_a_reason_that_stays(station):
    results.enter(station, "noted", by=None)
    assert _send(station, "korrigieren/", outcome="withdrawn").status_code == 422
    assert _send(station, "korrigieren/", outcome="withdrawn", reason="Verlesen").status_code == 302
    assert ConsultationResult.objects.get().outcome == "withdrawn"
    page = city.client().get(f"/buero/ratspapiere/{station.paper.public_id}/?tab=timeline").text
    assert "Verlesen" in page
    assert "abgesetzt" in page


def test_there_is_nothing_to_correct_before_a_result(station):
    assert city.client().get(_at(station, "korrigieren/")).status_code == 404


def test_who_is_slower_sees_what_the_other_entered(station):
    results.enter(station, "noted", by=None)
    given = {"outcome": "withdrawn", "reason": "Verlesen", "revision": 0, **city.FORM}
    answer = city.client().post(_at(station, "korrigieren/"), given)
    assert answer.status_code == 409
    assert "Kenntnis" in answer.text
    assert ConsultationResult.objects.get().outcome == "noted"


def test_an_editor_enters_nothing(station):
    assert city.client("editor").get(_at(station)).status_code == 403
