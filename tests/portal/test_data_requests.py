"""An office answers for a report by the link in its mail, without an account."""

import re

import pytest
from django.test import Client
from tests.council import data_request_town as town
from tests.council.data_request_town import CUT_OFF
from tests.office import world as office
from tests.portal import world

from konfluenz.council import data_requests
from konfluenz.council.models import DataRequest
from konfluenz.ground.models import Entry
from konfluenz.steering.models import GoalStatus, Observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """Two figures and a goal asked of the Sozialamt."""
    world.city()
    return town.ask(town.town(), words="Bitte nur die Stadt.")


def page(request, language="de"):
    return f"/{language}/ratsbericht/angaben/{data_requests.token(request)}/"


def typed(request, **given):
    """Return what the page sends."""
    share, housed, goal = (f"i{item.pk}" for item in request.items.all())
    good = {
        f"{share}-value": "17,7",
        f"{share}-day": CUT_OFF.isoformat(),
        f"{housed}-undelivered": "Wird nicht gezählt.",
        f"{goal}-state": "in_progress",
        f"{goal}-reason": "Drei Treffen im Jahr.",
        "name": "Kim Muster",
    }
    return good | {key.replace("share", share): value for key, value in given.items()}


def test_opening_the_link_changes_nothing_and_shows_all_that_is_asked(asked):
    before, token = Entry.objects.count(), data_requests.token(asked)
    door = Client().get(f"/ratsbericht/angaben/{token}/", headers={"accept-language": "de"})
    assert door["Location"] == f"/de/ratsbericht/angaben/{token}/"
    for method in ("get", "head", "get"):
        shown = getattr(Client(), method)(page(asked))
        assert shown.status_code == 200
    assert shown["X-Robots-Tag"] == "noindex"
    for words in (
        "G2a In Unterkünften",
        "Mehr Menschen machen mit",
        "Bitte nur die Stadt.",
        "Prozent",
    ):
        assert words in shown.text
    assert f'value="{CUT_OFF.isoformat()}"' in shown.text
    assert Entry.objects.count() == before
    asked.refresh_from_db()
    assert (asked.state, asked.revision) == ("asked", 0)


def test_one_button_answers_all_and_the_link_shows_it_from_then_on(asked):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(page(asked), typed(asked), follow=True)
    assert answer.status_code == 200
    for words in ("Danke für Ihre Antwort", "17,7\xa0%", "Drei Treffen", "Wird nicht gezählt."):
        assert words in answer.text
    assert "<form" not in answer.text.split("<main")[1].split("</main>")[0]
    late = browser.post(page(asked), typed(asked, name="Ada Demo", **{"share-value": "99"}))
    assert "Kim Muster hat schon geantwortet" in late.text
    assert Observation.objects.filter(date=CUT_OFF).count() == GoalStatus.objects.count() == 1


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(asked):
    wrong = typed(asked, name="", **{"share-value": "177"})
    answer = Client().post(page(asked), wrong)
    assert "noch nichts gesendet" in answer.text
    assert "Bitte füllen Sie das aus" in answer.text
    answer = Client().post(page(asked), wrong | {"name": "Kim Muster"})
    assert re.search(
        r'value="177"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*value="177"', answer.text
    )
    for kept in (
        "zwischen 0 und 100",
        "Drei Treffen im Jahr.",
        "Wird nicht gezählt.",
        "Kim Muster",
    ):
        assert kept in answer.text
    assert not GoalStatus.objects.exists()
    assert DataRequest.objects.get().state == "asked"


def test_what_is_over_says_so(asked):
    link = page(asked)
    data_requests.withdraw(asked, by=None)
    for answer in (Client().get(link), Client().post(link, typed(asked))):
        assert answer.status_code == 410
        assert "nicht mehr offen" in answer.text
    assert Client().get("/de/ratsbericht/angaben/x/").status_code == 410


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_refusals_speak_the_readers_language(asked, language):
    answer = Client().post(page(asked, language), typed(asked, **{"share-value": "177"}))
    for english in ("Nothing was sent", "A percentage lies", "Please name nobody", "percent"):
        assert english not in answer.text
    Client().post(page(asked, language), typed(asked))
    said = Observation.objects.get(date=CUT_OFF).source
    assert said.startswith("Angabe von 56 Sozialamt")


def test_the_page_asks_as_much_for_three_things_as_for_one(asked):
    three = office.queries(Client(), page(asked))
    asked.items.exclude(indicator__slug="share").delete()
    assert office.queries(Client(), page(asked)) == three
