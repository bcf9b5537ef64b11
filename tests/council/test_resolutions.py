import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from konfluenz.council import resolutions, results
from konfluenz.council.models import Resolution
from konfluenz.council.resolutions import ResolutionRefused
from konfluenz.directory import organizations, units
from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale
from konfluenz.steering import concepts

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_up(board):
    """The executive board sets up a unit on 14.09.2015 (O-05, F-08, PR-04)."""
    unit = units.add("Verwaltungsinterne Koordinierungsstelle", kind="coordination_unit", by=None)
    return resolutions.add(
        board, dt.date(2015, 9, 14), "Die Stelle wird eingerichtet.", unit=unit, by=None
    )


def test_the_executive_board_resolves_without_paper_or_vote(set_up, board):
    assert (set_up.body, set_up.paper, set_up.consultation, set_up.vote, set_up.public) == (
        board,
        None,
        None,
        "",
        False,
    )
    assert audit.timeline(set_up.unit)[0].action == "resolution.added"
    assert audit.timeline(board)[0].action == "resolution.added"
    assert list(search.matching(Resolution.objects.all(), "eingerichtet stadtvorstand")) == [set_up]


def test_a_resolution_points_down_to_the_concept_that_stores_body_and_vote(city_council):
    concept = concepts.add("Integrationskonzept", "2022", by=None)
    day = dt.date(2022, 6, 30)
    concept = concepts.adopt(concept, day, city_council, vote="unanimous", by=None)
    made = resolutions.add(
        city_council,
        day,
        "Das Konzept wird eingesetzt.",
        vote="unanimous",
        concept=concept,
        source="UV/0050/2024",
        by=None,
    )
    assert (made.concept.adopted_date, made.concept.adopted_by, made.concept.adopted_vote) == (
        made.date,
        made.body,
        made.vote,
    )
    assert list(concept.resolutions.all()) == [made]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "  "}, "Wortlaut"),
        ({"date": dt.date(2999, 1, 1)}, "Zukunft"),
        ({"vote": "loud"}, "Abstimmung"),
        ({"source": "x" * 301}, "Quelle"),
    ],
)
def test_what_cannot_be_is_refused_in_words(city_council, values, words):
    sound = {"body": city_council, "date": dt.date(2022, 6, 30), "text": "So."}
    with pytest.raises(ResolutionRefused, match=words):
        resolutions.add(**sound | values, by=None)
    assert Resolution.objects.count() == 0


def test_a_club_resolves_nothing_for_the_city():
    club = organizations.add("Demo-Verein", kind="association", by=None)
    with pytest.raises(ResolutionRefused, match="Demo-Verein fasst keine Beschlüsse"):
        resolutions.add(club, dt.date(2022, 6, 30), "So.", by=None)


def test_the_table_itself_wants_the_wording(city_council):
    with pytest.raises(IntegrityError, match="resolution_has_text"), transaction.atomic():
        Resolution.objects.create(body=city_council, date=timezone.localdate(), text="")


def test_a_correction_is_recorded_and_an_older_form_is_told(set_up):
    resolutions.correct(set_up, {"vote": "unanimous"}, seen=0, by=None)
    newest = audit.timeline(set_up)[0]
    assert newest.detail.content["changes"] == {"vote": ["", "unanimous"]}
    with pytest.raises(Stale):
        resolutions.correct(set_up, {"vote": ""}, seen=0, by=None)
    with pytest.raises(ResolutionRefused, match="Zukunft"):
        resolutions.correct(set_up, {"date": dt.date(2999, 1, 1)}, by=None)


def test_what_came_of_a_consultation_is_corrected_there(station):
    results.enter(station, "adopted", vote="unanimous", text="So.", by=None)
    made = Resolution.objects.get()
    with pytest.raises(ResolutionRefused, match="Berichtigen Sie dort"):
        resolutions.correct(made, {"text": "Anders."}, by=None)
    assert resolutions.correct(made, {"source": "Niederschrift"}, by=None).source == "Niederschrift"


def test_a_department_is_debated_and_decided_in_the_council(station):
    """A council's decision on a department names it (PR-05, O-15)."""
    planned = units.add("Amt für Integration", kind="office", state="announced", by=None)
    results.enter(station, "adopted", vote="by_majority", text="Das Amt kommt.", by=None)
    made = resolutions.correct(Resolution.objects.get(), {"unit": planned}, by=None)
    assert [(row.body.name, row.paper.reference) for row in planned.resolutions.all()] == [
        ("Stadtrat", "UV/0050/2024")
    ]
    results.correct(station, {"text": "Das Amt kommt 2016."}, reason="Verlesen", by=None)
    made.refresh_from_db()
    assert (made.unit, made.text) == (planned, "Das Amt kommt 2016.")


def test_removing_needs_a_reason(set_up):
    with pytest.raises(ResolutionRefused, match="warum"):
        resolutions.remove(set_up, reason="", by=None)
    resolutions.remove(set_up, reason="Doppelt", by=None)
    assert Resolution.objects.count() == 0
    assert list(search.find("eingerichtet", ["council.resolution"])) == []
