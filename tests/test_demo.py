"""The demo city: the same from the same seed, recorded, and nothing invented about real bodies."""

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from konfluenz.actions.models import Task
from konfluenz.directory import posts, responsibilities, standings, units
from konfluenz.directory.models import (
    District,
    Group,
    GroupMember,
    Holding,
    Membership,
    Municipality,
    Organization,
    OrgUnit,
    Place,
    Post,
    Responsibility,
    Topic,
)
from konfluenz.ground.models import Mention, Message
from konfluenz.people import demo, roles
from konfluenz.people.demo import account_for
from konfluenz.people.models import Person
from konfluenz.publishing import opinions
from konfluenz.steering.models import ConceptState, Measure

PEOPLE = 500
FACES = 14


def build():
    call_command("demo", stdout=io.StringIO())


@pytest.fixture
def city(demo_city):
    """The city, built by another process; who only reads leaves it as it is."""


def test_it_is_all_there(city):
    counted = {
        model.__name__: model.objects.count()
        for model in (Municipality, District, OrgUnit, Topic, Group, Place, Post, Task)
    }
    assert counted == {
        "Municipality": 1,
        "District": 31,
        "OrgUnit": 9,
        "Topic": 13,
        "Group": 7,
        "Place": 45,
        "Post": 12,
        "Task": 50,
    }
    assert Organization.objects.filter(name__startswith="Demo-").count() == 65
    assert Person.objects.count() == PEOPLE + FACES
    assert Task.objects.live().filter(due_date__lt=timezone.localdate()).count() >= 8
    assert set(Task.objects.values_list("state", flat=True)) == {
        "open",
        "in_progress",
        "done",
        "overtaken",
        "rejected",
    }
    assert Message.objects.filter(template="directory/mail/post_corrected").count() == 3
    assert Message.objects.filter(template="directory/mail/unit_corrected").count() == 3
    assert Message.objects.filter(template="actions/mail/task_delegated").count() == 3
    assert Membership.objects.exists()
    assert GroupMember.objects.exists()
    judged = opinions.by_page()[1]
    assert judged[0].address.endswith("kita-platz-finden/")
    assert judged[0].whole.unhelpful > judged[0].whole.helpful


def test_every_record_came_with_an_entry_in_the_trail(city):
    records = [
        Municipality,
        District,
        OrgUnit,
        Organization,
        Group,
        Place,
        Post,
        Topic,
        Responsibility,
        Task,
        Person,
    ]
    silent = {}
    for model in records:
        noted = set(
            Mention.objects.filter(label=model._meta.label_lower).values_list(
                "record_id", flat=True
            )
        )
        if missing := [row for row in model.objects.all() if str(row.pk) not in noted]:
            silent[model.__name__] = missing
    assert silent == {}


def test_the_two_posts_stand_as_the_papers_have_them(city):
    first = Post.objects.get(title="Ehrenamtskoordination")
    second = Post.objects.get(title="Stelle im Vorgriff auf den Stellenplan")
    found = standings.of([first, second])
    assert [(found[post.pk].state, found[post.pk].since.year) for post in (first, second)] == [
        ("dropped", 2022),
        ("undocumented", 2015),
    ]
    assert posts.vacant_since(first)[1] == "year"
    assert [row.person for row in first.holdings.all()] == [None]
    assert not second.holdings.exists()
    assert {row.source for row in first.stages.all()} == {
        "AT/0045/2015, UV/0050/2024",
        "UV/0050/2024",
    }


def test_nothing_is_made_up_about_real_bodies(city):
    planned = OrgUnit.objects.get(name="Amt für Integration")
    assert planned not in units.on()
    assert [stage.stage for stage in planned.stages.all()] == ["announced", "undocumented"]
    circles = Group.objects.filter(kind="working_group")
    assert sorted(circles.values_list("name", flat=True)) == [
        "",
        "",
        "Arbeitskreis Ehrenamt",
        "Arbeitskreis Flüchtlingsarbeit",
    ]
    assert not GroupMember.objects.filter(group__in=circles).exists()
    real = Organization.objects.exclude(name__startswith="Demo-")
    assert real.count() == 11
    assert not real.exclude(mail="", phone="", street="", notes="").exists()
    assert not Membership.objects.filter(organization__in=real).exists()
    held = Holding.objects.filter(person__isnull=False).exclude(source="Demo")
    assert not held.exists()
    invented = Post.objects.filter(title__startswith="Demo-Stelle").count()
    assert Post.objects.count() - invented == 4


def test_posts_are_held_by_invented_faces_no_real_contact_no_shelter(city):
    invented = {face.name for face in demo.FACES}
    assert {
        holding.person.name for holding in Holding.objects.filter(person__isnull=False)
    } <= invented
    mails = [
        *OrgUnit.objects.values_list("mail", flat=True),
        *Organization.objects.values_list("mail", flat=True),
        *[message.address for message in Message.objects.all()],
    ]
    assert {mail.rsplit(".", 1)[-1] for mail in mails if mail} <= {"org", "example"}
    assert all("example" in mail for mail in mails if mail)
    shelters = Place.objects.filter(confidential=True)
    assert list(shelters.values_list("street", "latitude", "district")) == [("", None, None)]


def test_the_boundary_leads_to_the_social_office(city):
    for slug in ("accommodation", "subsistence", "sickness_benefits"):
        route = responsibilities.route(Topic.objects.get(slug=slug))
        assert (route.unit.name, route.refers) == (
            "Amt für Jugend, Familie, Senioren und Soziales",
            True,
        )
        assert route.hand_over


def test_both_fields_the_papers_name_have_measures_and_those_say_they_are_invented(city):
    measures = Measure.objects.filter(goals__area__concept__state=ConceptState.IN_FORCE)
    fields = Counter(measures.values_list("goals__area__number", flat=True))
    assert set(fields) == {1, 2}
    assert min(fields.values()) >= 3
    assert all(made.title.startswith("Demo-") and made.source for made in measures)


def test_every_face_holds_its_role(city):
    for role in ("coordinator", "integration_officer", "social_worker", "organisation_member"):
        assert roles.of(account_for(role)) == {role}


def test_it_is_built_once(city):
    with pytest.raises(CommandError, match="--home"):
        build()
    call_command("demo", if_empty=True)
    assert Municipality.objects.count() == 1


@pytest.mark.django_db
def test_less_than_nobody_is_refused():
    with pytest.raises(CommandError, match="from 0"):
        call_command("demo", people=-1)
