import datetime as dt

import pytest
from tests.directory.race import together

from konfluenz.actions.models import Task
from konfluenz.council import consultations, papers, promises, results
from konfluenz.council.models import Consultation, ConsultationResult, Paper, Resolution, Sentence

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2024, 3, 13)


def test_two_enter_a_result_at_once_one_wins_and_the_other_is_told(station, committee):
    ends = together(
        lambda: results.enter(station, "adopted", vote="unanimous", text="So.", by=None),
        lambda: results.enter(station, "noted", by=None),
        lambda: results.enter(station, "referred", referred_to=committee, by=None),
    )
    assert ends == ["ResultRefused", "ResultRefused", "done"]
    result = ConsultationResult.objects.get()
    assert Resolution.objects.count() == (result.outcome == "adopted")
    assert Consultation.objects.count() == 1 + (result.outcome == "referred")


def test_two_forms_on_one_result_and_one_is_told(station):
    results.enter(station, "noted", by=None)
    ends = together(
        *(
            lambda outcome=outcome: results.correct(
                station, {"outcome": outcome}, reason="Weil", seen=1, by=None
            )
            for outcome in ("withdrawn", "no_recommendation")
        )
    )
    assert ends == ["Stale", "done"]


@pytest.mark.parametrize("numbers", [("UV/1/2024",) * 3, ("UV/1/2024", "uv/1/2024", "Uv/1/2024")])
def test_a_number_is_taken_once_by_people_at_once(numbers, db):
    ends = together(
        *(
            lambda number=number: papers.add(
                {"reference": number, "paper_type": "information", "subject": "Bericht"}, by=None
            )
            for number in numbers
        )
    )
    assert ends == ["PaperRefused", "PaperRefused", "done"]
    assert Paper.objects.count() == 1


def test_two_stations_at_once_stand_one_after_the_other(paper, committee, finance, city_council):
    ends = together(
        *(
            lambda body=body: consultations.add(paper, body, position=1, by=None)
            for body in (committee, finance, city_council)
        )
    )
    assert ends == ["done"] * 3
    assert sorted(Consultation.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_a_result_and_a_new_station_at_once_leave_one_path(station, paper, committee, finance):
    ends = together(
        lambda: results.enter(station, "referred", referred_to=committee, by=None),
        lambda: consultations.add(paper, finance, position=2, by=None),
    )
    assert ends == ["done"] * 2
    assert sorted(Consultation.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_a_station_is_not_removed_under_its_result(station):
    ends = together(
        lambda: results.enter(station, "noted", by=None),
        lambda: consultations.remove(station, by=None),
    )
    assert ends in (["ConsultationRefused", "done"], ["DoesNotExist", "done"])
    assert Consultation.objects.count() == ConsultationResult.objects.count()


def test_a_promise_is_taken_once(paper, office):
    sentence = Sentence.objects.first()
    ends = together(
        *[lambda: promises.take(sentence, "Konzept vorlegen", unit=office, due_date=DAY, by=None)]
        * 3
    )
    assert ends == ["PromiseRefused", "PromiseRefused", "done"]
    assert Task.objects.count() == 1


def test_two_papers_cannot_answer_each_other_at_once(db):
    one, other = (
        papers.add({"paper_type": "statement", "subject": subject}, by=None)
        for subject in ("Eins", "Zwei")
    )
    ends = together(
        lambda: papers.correct(one, {"answers": other}, by=None),
        lambda: papers.correct(other, {"answers": one}, by=None),
    )
    assert ends == ["PaperRefused", "done"]
