import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from konfluenz.directory import posts, standings
from konfluenz.directory.models import Holding
from konfluenz.directory.posts import AppointmentRefused, PostRefused
from konfluenz.directory.standings import Vacancy
from konfluenz.ground import audit
from konfluenz.ground.dates import Precision
from konfluenz.ground.models import Message
from konfluenz.people import accounts, persons, roles
from konfluenz.people.models import Account, RoleGrant

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = dt.timedelta(days=365)


@pytest.fixture
def post(office):
    return posts.add(office, "Ehrenamtskoordination", role="coordinator", by=None)


def account_with(role):
    person = persons.add(f"Demo {role}", by=None)
    roles.grant(person, role, by=None)
    return accounts.open(person, f"{role}@example.org", by=None)


def grants(person):
    rows = RoleGrant.objects.filter(person=person).order_by("id")
    return [(row.role, row.origin_label, row.valid_from, row.valid_until) for row in rows]


def test_holding_a_post_grants_its_role_and_leaving_it_takes_the_role_back(post, asli):
    posts.appoint(post, asli, valid_from=TODAY - YEAR, by=None)
    assert grants(asli) == [("coordinator", "directory.post", TODAY - YEAR, None)]
    posts.vacate(post, TODAY, by=None, reason="Wechsel")
    assert grants(asli) == [("coordinator", "directory.post", TODAY - YEAR, TODAY)]
    actions = [entry.action for entry in audit.timeline(post)]
    assert actions == ["post.vacated", "role.revoked", "post.filled", "role.granted", "post.added"]


def test_a_role_begins_and_ends_with_the_holding(post, asli):
    posts.appoint(post, asli, valid_from=TODAY + YEAR, valid_until=TODAY + 2 * YEAR, by=None)
    assert grants(asli) == [("coordinator", "directory.post", TODAY + YEAR, TODAY + 2 * YEAR)]


def test_who_leaves_and_comes_back_later_keeps_the_later_role(post, asli):
    posts.appoint(post, asli, valid_from=TODAY - YEAR, valid_until=TODAY + YEAR, by=None)
    posts.appoint(post, asli, valid_from=TODAY + 2 * YEAR, by=None)
    posts.vacate(post, TODAY, by=None)
    assert grants(asli) == [
        ("coordinator", "directory.post", TODAY - YEAR, TODAY),
        ("coordinator", "directory.post", TODAY + 2 * YEAR, None),
    ]


def test_a_holding_of_the_past_grants_nothing(post, asli):
    posts.appoint(post, asli, valid_from=TODAY - 2 * YEAR, valid_until=TODAY - YEAR, by=None)
    assert grants(asli) == []


def test_a_post_without_a_role_grants_none(office, asli):
    posts.appoint(posts.add(office, "Bote", by=None), asli, valid_from=TODAY, by=None)
    assert grants(asli) == []


def test_nobody_is_put_on_a_post_that_is_held(post, asli, bela):
    posts.appoint(post, asli, valid_from=TODAY, by=None)
    with pytest.raises(AppointmentRefused, match="Aslı Demo"):
        posts.appoint(post, bela, valid_from=TODAY + YEAR, by=None)
    with pytest.raises(AppointmentRefused, match="Aslı Demo"):
        posts.appoint(post, bela, valid_from=TODAY - YEAR, by=None)
    posts.appoint(post, bela, valid_from=TODAY - YEAR, valid_until=TODAY, by=None)
    assert [row.person.name for row in post.holdings.all()] == ["Béla Demo", "Aslı Demo"]
    assert grants(bela) == []


def test_two_may_share_a_post_up_to_the_whole_of_it(post, asli, bela):
    third = persons.add("Cem Demo", by=None)
    posts.appoint(post, asli, valid_from=TODAY, share=60, by=None)
    with pytest.raises(AppointmentRefused):
        posts.appoint(post, bela, valid_from=TODAY + YEAR, share=50, by=None)
    posts.appoint(post, bela, valid_from=TODAY + YEAR, share=40, by=None)
    with pytest.raises(AppointmentRefused):
        posts.appoint(post, third, valid_from=TODAY, share=1, valid_until=None, by=None)
    posts.appoint(post, third, valid_from=TODAY, valid_until=TODAY + YEAR, share=40, by=None)
    with pytest.raises(AppointmentRefused, match="Aslı"):
        posts.appoint(post, asli, valid_from=TODAY, share=1, by=None)
    standing = posts.standing([post], TODAY)[post.pk]
    assert (standing.state, standing.free, len(standing.holders)) == ("held", 0, 2)


def test_one_of_two_leaves_and_the_other_stays(post, asli, bela):
    posts.appoint(post, asli, valid_from=TODAY - YEAR, share=50, by=None)
    posts.appoint(post, bela, valid_from=TODAY - YEAR, share=50, by=None)
    posts.vacate(post, TODAY, person=asli, by=None)
    standing = posts.standing([post], TODAY)[post.pk]
    assert [row.person for row in standing.holders] == [bela]
    assert standing.free == 50


def test_the_database_is_the_last_net(post, asli, bela):
    Holding.objects.create(post=post, person=asli, valid_from=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(post=post, person=bela, valid_from=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(post=post, valid_from=TODAY, valid_until=TODAY, share=50)


def test_a_period_must_have_a_day(post, asli):
    with pytest.raises(AppointmentRefused):
        posts.appoint(post, asli, valid_from=TODAY, valid_until=TODAY, by=None)


def test_nobody_leaves_an_empty_post(post):
    with pytest.raises(PostRefused):
        posts.vacate(post, TODAY, by=None)


def test_a_post_that_was_dropped_is_dropped_for_its_holders_too(post, asli, bela):
    posts.appoint(post, asli, valid_from=TODAY - YEAR, by=None)
    posts.stage(post, "dropped", TODAY, source="UV/0050/2024", by=None)
    assert grants(asli)[0][3] == TODAY
    assert posts.vacant_since(post) == (TODAY, Precision.DAY)
    with pytest.raises(AppointmentRefused):
        posts.appoint(post, bela, valid_from=TODAY, by=None)
    posts.stage(post, "established", TODAY, by=None)
    posts.appoint(post, bela, valid_from=TODAY, by=None)
    assert posts.vacant_since(post) is None


def test_the_two_posts_of_2015(office):
    first = posts.add(office, "Ehrenamtskoordination", by=None)
    posts.stage(first, "established", dt.date(2015, 1, 1), precision="year", by=None)
    posts.appoint(
        first,
        None,
        valid_from=dt.date(2015, 1, 1),
        valid_from_precision="year",
        valid_until=dt.date(2022, 1, 1),
        valid_until_precision="year",
        by=None,
    )
    posts.stage(first, "dropped", dt.date(2022, 1, 1), precision="year", by=None)
    second = posts.add(office, "Weitere Aufgaben", by=None)
    posts.stage(second, "supported", dt.date(2015, 9, 1), precision="month", by=None)
    posts.stage(second, "undocumented", dt.date(2015, 9, 1), precision="month", by=None)
    found = posts.standing([first, second])
    assert [(found[post.pk].state, found[post.pk].since) for post in (first, second)] == [
        ("dropped", dt.date(2022, 1, 1)),
        ("undocumented", dt.date(2015, 9, 1)),
    ]
    assert posts.vacant_since(first) == (dt.date(2022, 1, 1), Precision.YEAR)
    assert posts.vacant_since(second) is None
    in_2018 = posts.standing([first], dt.date(2018, 5, 1))[first.pk]
    assert (in_2018.state, in_2018.holders[0].person) == ("held", None)


@pytest.mark.parametrize(
    ("steps", "state", "since"),
    [
        ([], Vacancy.VACANT, None),
        ([("justified", 2015)], Vacancy.PLANNED, dt.date(2015, 1, 1)),
        ([("justified", 2015), ("decided", 2016)], Vacancy.PLANNED, dt.date(2016, 1, 1)),
        ([("decided", 2016), ("established", 2017)], Vacancy.VACANT, dt.date(2017, 1, 1)),
        ([("established", 2017), ("dropped", 2018)], Vacancy.DROPPED, dt.date(2018, 1, 1)),
        (
            [("established", 2017), ("dropped", 2018), ("established", 2020)],
            Vacancy.VACANT,
            dt.date(2020, 1, 1),
        ),
        ([("supported", 2015), ("undocumented", 2016)], Vacancy.UNDOCUMENTED, dt.date(2016, 1, 1)),
    ],
)
def test_how_a_post_stands_follows_from_its_steps(post, steps, state, since):
    for kind, year in steps:
        posts.stage(post, kind, dt.date(year, 1, 1), by=None)
    standing = posts.standing([post])[post.pk]
    assert (standing.state, standing.since) == (state, since)


def test_any_number_of_posts_takes_two_queries(office, asli, django_assert_num_queries):
    made = [posts.add(office, f"Stelle {number}", by=None) for number in range(20)]
    for post in made[:10]:
        posts.appoint(post, None, valid_from=TODAY, by=None)
        posts.stage(post, "established", TODAY, by=None)
    posts.appoint(made[11], asli, valid_from=TODAY, by=None)
    with django_assert_num_queries(2):
        found = standings.of(made)
        names = [str(row.person) for one in found.values() for row in one.holders]
    assert len(names) == 11


def test_a_correction_tells_the_unit_and_moves_the_role(post, office, asli):
    posts.appoint(post, asli, valid_from=TODAY - YEAR, by=None)
    posts.correct(post, {"title": "Koordination", "role": "editor"}, seen=1, by=None)
    message = Message.objects.get()
    assert (message.template, message.to_id) == ("directory/mail/post_corrected", str(office.pk))
    assert message.context["changes"][0]["new"] == "Koordination"
    assert grants(asli) == [
        ("coordinator", "directory.post", TODAY - YEAR, TODAY),
        ("editor", "directory.post", TODAY, None),
    ]


def test_nobody_gives_more_than_they_may(office, asli):
    coordinator = account_with("coordinator")
    administrator = account_with("administrator")
    with pytest.raises(PostRefused):
        posts.add(office, "Leitung", role="administrator", by=coordinator)
    top = posts.add(office, "Leitung", role="administrator", by=administrator)
    with pytest.raises(AppointmentRefused):
        posts.appoint(top, coordinator.person, valid_from=TODAY, by=coordinator)
    harmless = posts.add(office, "Mitarbeit", role="editor", by=coordinator)
    with pytest.raises(PostRefused):
        posts.correct(harmless, {"role": "administrator"}, by=coordinator)
    posts.appoint(harmless, asli, valid_from=TODAY, by=coordinator)
    assert roles.of(Account.objects.get(pk=coordinator.pk)) == {"coordinator"}
