import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.council import mirrored
from tests.council.mirrored import ADOPTED

from konfluenz.council import claims, values
from konfluenz.council.models import Consultation, Resolution
from konfluenz.council.values import Count, Day, Number
from konfluenz.directory import posts, responsibilities, topics
from konfluenz.directory.models import Municipality, PostStageKind, Topic
from konfluenz.ground import references
from konfluenz.people import persons
from konfluenz.steering.models import Concept, GoalStatus, RevisionReview

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def city():
    return mirrored.city()


def read(record, slug, day=None):
    """Return what is read of one record, with its source."""
    reference = references.to(record)
    found = claims.read([(reference, slug)], claims.records([reference]), day)
    return found[reference, slug]


def said(record, slug):
    """Return what is read of one record, in German."""
    with translation.override("de"):
        return values.show(read(record, slug).value)


def test_a_unit_is_read_with_its_number_its_place_and_who_set_it_up(city):
    assert said(city.office, "number") == "31"
    assert said(city.desk, "parent") == "Ordnungsamt"
    assert said(city.desk, "posts") == "Ehrenamtskoordination"
    found = read(city.desk, "set_up")
    assert (found.value, found.source) == (Day(dt.date(2015, 9, 14)), "AT/1")
    assert said(city.desk, "set_up_by") == "Stadtvorstand"
    assert read(city.office, "set_up").value is None
    assert "IKOKO" in read(city.desk, "name").value.also


def test_a_unit_is_read_with_the_topics_it_answers_for_today(city):
    work = Topic.objects.create(slug="work", name="Arbeit")
    row = responsibilities.assign(work, city.desk, by=None)
    assert said(city.desk, "covers") == "Arbeit"
    assert read(city.desk, "refers").value is None
    responsibilities.end(row, by=None)
    assert read(city.desk, "covers").value is None


def test_a_post_is_read_by_its_steps_and_as_it_stands_today(city):
    assert read(city.post, "established").value == Day(dt.date(2015, 1, 1), "year")
    dropped = read(city.post, "dropped")
    assert (dropped.value, dropped.source) == (Day(dt.date(2022, 1, 1), "year"), "UV/1")
    assert read(city.post, "unstaffed_since").value == Day(dt.date(2022, 1, 1), "year")
    assert read(city.post, "supported").value is None
    posts.stage(city.post, PostStageKind.ESTABLISHED, TODAY, by=None)
    posts.appoint(city.post, persons.add("Demo Aslı", by=None), valid_from=TODAY, by=None)
    assert read(city.post, "unstaffed_since").value is None
    assert "Aslı" not in said(city.post, "standing")


def test_a_post_is_read_as_it_stood_on_another_day(city):
    posts_then = read(city.post, "unstaffed_since", day=dt.date(2020, 1, 1))
    assert posts_then.value == Day(dt.date(2015, 1, 1), "year")


def test_a_concept_is_read_with_its_adoption_and_its_shape(city):
    assert read(city.concept, "adopted").value == Day(ADOPTED)
    assert said(city.concept, "adopted_by") == "Stadtrat"
    assert read(city.concept, "vote").value.stems == ("einstimmig",)
    assert read(city.concept, "areas").value == Count(1)
    assert read(city.concept, "groups").value == Count(1)
    assert read(city.concept, "function_count").value == Count(2)
    assert read(city.concept, "consultant").value is None


def test_the_last_review_is_read(city):
    for year, needed in ((2023, True), (2024, False)):
        RevisionReview.objects.create(
            concept=city.concept,
            date=dt.date(year, 2, 1),
            needed=needed,
            reason=f"Stand {year}",
            source="UV/1",
        )
    found = read(city.concept, "review")
    assert (found.value.text, found.source) == ("Stand 2024", "UV/1")
    assert "keine anhaltspunkte" in found.value.stems
    assert read(city.concept, "review_day").value == Day(dt.date(2024, 2, 1))


def test_whether_a_field_can_be_worked_follows_from_its_posts(city):
    assert "2022" in said(city.area, "not_workable")
    assert read(city.area, "not_workable_since").value == Day(dt.date(2022, 1, 1), "year")
    posts.stage(city.post, PostStageKind.ESTABLISHED, TODAY, by=None)
    posts.appoint(city.post, None, valid_from=TODAY, by=None)
    assert read(city.area, "not_workable").value is None


def test_a_goal_is_read_as_it_stands(city):
    assert read(city.goal, "state").value.stems[0] == "nicht zufriedenstellend"
    city.area.posts.clear()
    assert read(city.goal, "state").value is None
    GoalStatus.objects.create(
        goal=city.goal, date=TODAY, state="reached", reason="Ja", unit=city.office, source="Q"
    )
    found = read(city.goal, "state")
    assert (found.value.stems, found.source) == (("erreicht",), "Q")


def test_a_figure_is_read_with_its_day_and_source(city):
    found = read(city.value, "value")
    assert (found.value, found.source) == (Number(Decimal("9.1"), percent=True), "UV/1")
    assert said(city.value, "value") == "9,1\N{NO-BREAK SPACE}%"
    assert read(city.value, "date").value == Day(dt.date(2007, 1, 1), "year")
    assert read(city.value, "method").value is None


def test_a_paper_its_path_and_its_resolution_are_read(city):
    paper = mirrored.paper(
        department=city.office, recommendation="follow", financial_impact="keine"
    )
    mirrored.sentence(paper, "Erstens.")
    station = Consultation.objects.create(
        paper=paper, position=1, body=city.council, agenda_item="21", date=ADOPTED
    )
    resolution = Resolution.objects.create(
        body=city.board, date=ADOPTED, text="Beschluss", unit=city.desk
    )
    assert said(paper, "department") == "Ordnungsamt"
    assert read(paper, "recommendation").value.stems[0] == "zu folgen"
    assert said(paper, "financial_impact") == "keine"
    assert read(paper, "points").value == Count(0)
    assert said(station, "agenda_item") == "21"
    assert said(station, "body") == "Stadtrat"
    assert said(resolution, "unit").startswith("IKOKO")
    assert read(resolution, "vote").value is None


def test_the_city_counts_its_topics():
    city = Municipality.objects.create(name="Musterstadt", land="RP", languages=["de"])
    topics.ensure()
    assert read(city, "topics").value == Count(10)


def test_every_attribute_of_every_kind_can_be_read(city):
    paper = mirrored.paper()
    records = [paper, *(getattr(city, name) for name in vars(city))]
    for record in records:
        reference = references.to(record)
        kind = claims.KINDS[reference.label]
        slugs = [one.slug for one in kind.attributes]
        assert len(slugs) == len(set(slugs))
        found = claims.read([(reference, slug) for slug in slugs], claims.records([reference]))
        assert {slug for _reference, slug in found} == set(slugs)
        assert kind.title(record)
        assert kind.public(record) in (True, False)


def test_what_is_gone_or_unknown_is_not_read(city):
    gone = references.Reference("steering.concept", "999999")
    odd = references.Reference("people.person", "1")
    assert claims.records([gone, odd]) == {}
    assert claims.read([(gone, "title"), (odd, "name")], {}) == {}
    assert claims.attribute("people.person", "name") is None
    assert claims.attribute("steering.concept", "notes") is None


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        (label, attribute.slug)
        for label, kind in claims.KINDS.items()
        for attribute in kind.attributes
    ],
)
def test_no_attribute_reads_what_is_sealed(label, slug):
    assert slug not in {"notes", "details", "outcome", "person", "holder", "mail", "phone"}


def test_reading_three_records_costs_as_many_queries_as_one(city):
    first, *more = [
        Concept.objects.create(title=f"K{n}", label=f"k{n}", predecessor=None) for n in range(3)
    ]
    assert queries([first]) == queries([first, *more])


def queries(concepts):
    """Return how many queries it takes to read everything of `concepts`."""
    wanted = [references.to(one) for one in concepts]
    slugs = [one.slug for one in claims.KINDS["steering.concept"].attributes]
    with CaptureQueriesContext(connection) as caught:
        claims.read([(one, slug) for one in wanted for slug in slugs], claims.records(wanted))
    return len(caught)
