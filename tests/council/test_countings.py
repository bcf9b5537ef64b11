"""Values that offices were asked for and did not give: limits of the period, by office."""

import datetime as dt

import pytest
from tests.council import data_request_town as town
from tests.council.data_request_town import SOON, answer, ask
from tests.steering.counted_city import counted

from konfluenz.council import data_requests
from konfluenz.council.data_answers import Said
from konfluenz.council.models import DataRequest
from konfluenz.steering.counting import register

pytestmark = pytest.mark.django_db

NAME = "missing-deliveries"
DAY = dt.timedelta(days=1)


@pytest.fixture
def made():
    return town.town()


def missing(since=SOON, cut_off=SOON):
    return counted(NAME, since, cut_off)


def test_nothing_asked_is_no_value(made):
    assert missing() == {}


def test_what_is_due_in_the_period_is_missing_until_it_is_given(made):
    request = ask(made)
    assert missing() == {"": (2, 2), "Sozialamt": (2, 2)}
    assert missing(SOON + DAY, SOON + DAY) == missing(SOON - DAY, SOON - DAY) == {}
    answer(request)
    assert missing() == {"": (0, 2)}


def test_what_an_office_cannot_give_is_missing_too(made):
    answer(ask(made), housed=Said(undelivered="Wird erst ab 2027 gezählt."))
    assert missing() == {"": (1, 2), "Sozialamt": (1, 2)}


def test_what_was_taken_back_was_not_asked_for(made):
    data_requests.withdraw(ask(made), by=None)
    assert missing() == {}


def test_an_answer_after_the_cut_off_came_too_late(made):
    request = answer(ask(made))
    DataRequest.objects.filter(pk=request.pk).update(due_on=request.answered_at.date() - 9 * DAY)
    assert missing(SOON - 99 * DAY, request.answered_at.date() - 5 * DAY) == {
        "": (2, 2),
        "Sozialamt": (2, 2),
    }


def test_two_countings_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Two countings are called missing-deliveries"):
        register.add(register.COUNTINGS[NAME])
