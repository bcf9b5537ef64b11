import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.council import mirrored

from konfluenz.actions import tasks
from konfluenz.council import activities
from konfluenz.council.models import Paper
from konfluenz.directory import groups, organizations, responsibilities, topics, units
from konfluenz.directory.models import Organization, Topic
from konfluenz.ground.models import Entry
from konfluenz.steering.models import GoalStatus, Observation, RevisionReview

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LONG_AGO = TODAY - dt.timedelta(days=800)


@pytest.fixture
def city():
    return mirrored.city()


def count(slug, day=None):
    return activities.count([slug], day)[slug]


def test_topics_count_while_an_office_in_place_answers_for_them(city):
    topics.ensure()
    assert count("topics_answered") == 0
    work = Topic.objects.get(slug="work")
    responsibilities.assign(work, city.desk, by=None)
    responsibilities.assign(work, city.office, by=None)
    assert (count("topics_answered"), count("topics_referred")) == (1, 0)
    home = Topic.objects.get(slug="accommodation")
    responsibilities.assign(home, city.office, scope="refers", hand_over="Dort", by=None)
    assert (count("topics_answered"), count("topics_referred")) == (1, 1)
    units.dissolve(city.desk, TODAY, [], by=None)
    assert count("topics_answered") == 1
    units.dissolve(city.office, TODAY, [], by=None)
    assert (count("topics_answered"), count("topics_referred")) == (0, 0)


def test_a_task_handed_on_counts_for_a_month_and_while_it_is_there(city):
    task = mirrored.task(city.office)
    assert count("tasks_handed_on") == 0
    tasks.delegate(task, city.desk, reason="Dort", by=None)
    assert count("tasks_handed_on") == 1
    assert count("tasks_handed_on", TODAY + dt.timedelta(days=31)) == 0
    task.delete()
    assert count("tasks_handed_on") == 0


def test_offices_count_that_have_a_task_in_hand_or_finished_one(city):
    mirrored.task(city.office)
    assert (count("offices_at_work"), count("tasks_live")) == (0, 1)
    tasks.start(mirrored.task(city.office), by=None)
    mirrored.task(city.office, state="done")
    mirrored.task(city.desk, state="done")
    mirrored.task(city.desk, state="rejected")
    assert (count("offices_at_work"), count("tasks_done"), count("tasks_live")) == (2, 2, 2)


def test_groups_count_with_a_member_of_today(city):
    assert (count("working_groups"), count("networks"), count("group_members")) == (0, 0, 0)
    groups.join(city.circle, organization=city.council, by=None)
    table = groups.add("round_table", name="Runder Tisch", by=None)
    groups.join(table, organization=city.council, valid_from=LONG_AGO, by=None)
    assert (count("working_groups"), count("networks"), count("group_members")) == (1, 1, 1)
    groups.leave(table.members.get(), TODAY, by=None)
    assert count("networks") == 0


def test_associations_count_that_somebody_entered_in_the_last_year(city):
    assert count("organizations_kept") == 0
    verein = organizations.add("Demo-Verein", kind="association", by=None)
    assert (count("organizations_kept"), count("organizations_listed")) == (1, 0)
    organizations.correct(verein, {"listed": True}, by=None)
    assert (count("organizations_kept"), count("organizations_listed")) == (1, 1)
    Entry.objects.update(at=timezone.now() - dt.timedelta(days=400))
    assert count("organizations_kept") == 0
    Organization.objects.filter(pk=verein.pk).update(state="ended")
    assert count("organizations_listed") == 0


def test_what_is_dated_counts_in_the_year_that_ends_today(city):
    dated = {
        "goals_noted": lambda day: GoalStatus.objects.create(
            goal=city.goal, date=day, state="reached", reason="Ja", unit=city.office
        ),
        "figures_observed": lambda day: Observation.objects.create(
            indicator=city.share, date=day, unit="percent", value="9"
        ),
        "concept_reviewed": lambda day: RevisionReview.objects.create(
            concept=city.concept, date=day, needed=False, reason="Nein"
        ),
        "papers_presented": lambda day: mirrored.paper(f"UV/{day:%j}/{day:%Y}", date=day),
    }
    for slug, make in dated.items():
        make(LONG_AGO)
        make(TODAY + dt.timedelta(days=1))
        assert count(slug) == 0, slug
        make(TODAY - dt.timedelta(days=365))
        assert count(slug) == 1, slug


def test_a_motion_is_not_presented_by_the_administration():
    mirrored.paper(paper_type="motion", date=TODAY)
    assert (Paper.objects.count(), count("papers_presented")) == (1, 0)


def test_an_activity_that_there_is_not_counts_nothing():
    assert activities.count(["screens"]) == {}
    assert activities.find("screens") is None


def test_a_city_without_records_does_nothing():
    slugs = [one.slug for one in activities.ACTIVITIES]
    assert activities.count(slugs) == dict.fromkeys(slugs, 0)


def test_counting_costs_no_more_when_there_is_more(city):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            activities.count([one.slug for one in activities.ACTIVITIES])
        return len(caught)

    mirrored.task(city.office, state="done")
    before = queries()
    for _n in range(3):
        mirrored.task(city.office, state="done")
        organizations.add(f"Verein {_n}", kind="association", by=None)
    assert queries() == before
