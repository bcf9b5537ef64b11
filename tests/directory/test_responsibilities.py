import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from konfluenz.directory import responsibilities, topics, units
from konfluenz.directory.models import Topic
from konfluenz.directory.responsibilities import ResponsibilityRefused, Route
from konfluenz.directory.topics import TopicRefused
from konfluenz.ground import translations

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()

TEN = [
    "counselling",
    "events",
    "language_courses",
    "work",
    "interpreting",
    "donations",
    "health",
    "children_school",
    "studies",
    "funding",
]
BEYOND = ["accommodation", "subsistence", "sickness_benefits"]


@pytest.fixture
def health(db):
    topics.ensure()
    return Topic.objects.get(slug="health")


@pytest.fixture
def social(db):
    return units.add("Sozialamt", kind="office", by=None)


def test_the_ten_topics_are_there_on_day_one_in_every_language():
    topics.ensure()
    assert [topic.slug for topic in topics.start_page()] == TEN
    rows = list(Topic.objects.all())
    for code, _name in settings.LANGUAGES[1:]:
        assert len(translations.of(rows, "name", code)) == 13, code


def test_ensuring_topics_twice_adds_nothing_and_overwrites_nothing(health):
    topics.correct(health, {"name": "Gesund bleiben"}, by=None)
    translations.put(health, "name", "en", "Staying healthy", by=None, checked=True)
    assert topics.ensure() == []
    health.refresh_from_db()
    assert health.name == "Gesund bleiben"
    assert translations.of([health], "name", "en") == {health.pk: "Staying healthy"}


def test_a_city_adds_topics_of_its_own():
    topic = topics.add("Sport und Verein", by=None, names={"en": "Sport"})
    assert topic.slug == "sport-und-verein"
    with pytest.raises(TopicRefused):
        topics.add("Sport und Verein", by=None)
    with pytest.raises(TopicRefused):
        topics.correct(topic, {"slug": "sport"}, by=None)


@pytest.mark.parametrize("slug", BEYOND)
def test_beyond_the_boundary_a_matter_is_referred_and_never_worked_on(slug, social):
    topics.ensure()
    topic = Topic.objects.get(slug=slug)
    with pytest.raises(ResponsibilityRefused):
        responsibilities.assign(topic, social, scope="covers", by=None)
    made = responsibilities.assign(
        topic, social, scope="refers", hand_over="Dafür ist das Sozialamt da.", by=None
    )
    with pytest.raises(ResponsibilityRefused):
        responsibilities.correct(made, {"scope": "covers"}, by=None)
    assert responsibilities.route(topic) == Route(
        unit=social, refers=True, hand_over="Dafür ist das Sozialamt da."
    )
    assert topic not in topics.start_page()


def test_who_works_on_a_topic_comes_before_whom_it_is_referred_to(health, office, social):
    responsibilities.assign(health, social, scope="refers", by=None)
    responsibilities.assign(health, office, by=None)
    assert responsibilities.route(health) == Route(unit=office, refers=False, hand_over="")


def test_nobody_answers(health):
    assert responsibilities.route(health) is None


def test_a_unit_answers_for_a_topic_once_at_a_time(health, office):
    made = responsibilities.assign(health, office, by=None, valid_from=dt.date(2020, 1, 1))
    with pytest.raises(ResponsibilityRefused):
        responsibilities.assign(health, office, by=None)
    responsibilities.end(made, by=None)
    with pytest.raises(ResponsibilityRefused):
        responsibilities.end(made, by=None)
    responsibilities.assign(health, office, by=None)


def test_a_responsibility_follows_its_unit_to_the_successor_until_it_is_moved(
    health, office, social
):
    made = responsibilities.assign(health, office, by=None, valid_from=dt.date(2020, 1, 1))
    units.dissolve(office, TODAY, [social], by=None)
    assert responsibilities.route(health) == Route(social, False, "", confirm=True)
    assert list(responsibilities.unconfirmed()) == [made]
    responsibilities.move(made, social, by=None)
    assert responsibilities.route(health) == Route(social, False, "", confirm=False)
    assert not responsibilities.unconfirmed().exists()


def test_without_a_successor_the_unit_above_stands_in(health, social):
    desk = units.add("Beratung", kind="advisory_desk", parent=social, by=None)
    responsibilities.assign(health, desk, by=None)
    units.dissolve(desk, TODAY, by=None)
    assert responsibilities.route(health) == Route(social, False, "", confirm=True)


def test_a_unit_not_in_place_answers_for_nothing(health):
    planned = units.add("Amt für Integration", kind="office", state="announced", by=None)
    with pytest.raises(ResponsibilityRefused):
        responsibilities.assign(health, planned, by=None)


def test_the_chart_takes_two_queries(health, office, django_assert_num_queries):
    for topic in Topic.objects.filter(refer_only=False):
        responsibilities.assign(topic, office, by=None)
    with django_assert_num_queries(2):
        chart = responsibilities.chart()
        units_named = [[row.unit.name for row in rows] for _topic, rows in chart]
    assert units_named == [["Ordnungsamt"]] * 10 + [[]] * 3
