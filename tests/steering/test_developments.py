import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale
from konfluenz.steering import developments
from konfluenz.steering.developments import DevelopmentRefused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def more(db):
    return developments.add("Mehr Ankommende", TODAY - 9 * DAY, "Kurse sind voll.", by=None)


def test_event_effect_response_over(more, office):
    answered = developments.respond(more, "Ein Treff zum Üben.", unit=office, by=None)
    assert (answered.response, answered.unit) == ("Ein Treff zum Üben.", office)
    assert audit.timeline(office)[0].action == "development.responded"
    over = developments.end(answered, TODAY, by=None)
    assert over.over_on == TODAY
    with pytest.raises(DevelopmentRefused, match="schon vorbei"):
        developments.end(over, TODAY, by=None)


def test_days_ahead_and_backwards_are_refused(more):
    with pytest.raises(DevelopmentRefused, match="was schon geschehen ist"):
        developments.add("Morgen", TODAY + DAY, "Wirkt.", by=None)
    with pytest.raises(DevelopmentRefused, match="was schon geschehen ist"):
        developments.end(more, TODAY + DAY, by=None)
    with pytest.raises(DevelopmentRefused):
        developments.end(more, TODAY - 10 * DAY, by=None)
    with pytest.raises(DevelopmentRefused, match="wie die Stadt reagiert"):
        developments.respond(more, " ", unit=None, by=None)
    with pytest.raises(DevelopmentRefused, match="Auswirkung: "):
        developments.add("Ohne Wirkung", TODAY, " ", by=None)


def test_two_forms_on_one_development_and_the_second_is_told(more):
    developments.correct(more, {"title": "Eins"}, seen=0, by=None)
    with pytest.raises(Stale):
        developments.respond(more, "Zwei", unit=None, seen=0, by=None)
