import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale
from konfluenz.steering import areas, concepts, hearings
from konfluenz.steering.hearings import HearingRefused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def hearing(area):
    return hearings.add("Was Freiwillige hält", TODAY, area=area, by=None)


def test_a_hearing_about_a_field_is_about_its_concept(hearing, area, concept):
    assert (hearing.state, hearing.concept) == ("planned", concept)
    assert {audit.timeline(one)[0].action for one in (hearing, area, concept)} == {"hearing.added"}


def test_a_field_of_another_version_is_refused(concept):
    other = concepts.add("Anderes", "2030", by=None)
    with pytest.raises(HearingRefused, match="gehört zu einer anderen Fassung"):
        hearings.add("X", TODAY, concept=concept, area=areas.add(other, 1, by=None), by=None)


def test_planned_held_findings_consequences_one_after_the_other(hearing):
    with pytest.raises(HearingRefused, match="Schritt für Schritt"):
        hearings.move(hearing, "consequences", findings="a", consequence="b", by=None)
    held = hearings.move(hearing, "held", by=None)
    with pytest.raises(HearingRefused, match="was die Anhörung ergeben hat"):
        hearings.move(held, "findings", by=None)
    found = hearings.move(held, "findings", findings="Rückmeldung hilft.", by=None)
    with pytest.raises(HearingRefused, match="was daraus folgt"):
        hearings.move(found, "consequences", by=None)
    drawn = hearings.move(found, "consequences", consequence="Wir fragen nach.", by=None)
    assert (drawn.state, drawn.findings, drawn.consequence) == (
        "consequences",
        "Rückmeldung hilft.",
        "Wir fragen nach.",
    )
    assert hearings.next_of(drawn) is None
    assert hearings.move(drawn, "findings", by=None).consequence == "Wir fragen nach."


def test_what_has_not_come_is_planned(area):
    ahead = hearings.add("Bald", TODAY + dt.timedelta(days=9), area=area, by=None)
    with pytest.raises(HearingRefused, match="Bis dahin ist die Anhörung geplant"):
        hearings.move(ahead, "held", by=None)
    held = hearings.move(hearings.add("Heute", TODAY, by=None), "held", by=None)
    with pytest.raises(HearingRefused, match="liegt in der Zukunft"):
        hearings.correct(held, {"date": TODAY + dt.timedelta(days=1)}, by=None)


def test_two_forms_on_one_hearing_and_the_second_is_told(hearing):
    hearings.correct(hearing, {"title": "Eins"}, seen=0, by=None)
    with pytest.raises(Stale):
        hearings.move(hearing, "held", seen=0, by=None)
