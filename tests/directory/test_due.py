import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.directory import due, posts, responsibilities, topics, units
from konfluenz.ground.due import Harm, ordered
from konfluenz.people import accounts, roles

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OLD = dt.date(2020, 1, 1)


@pytest.fixture
def account(bela):
    roles.grant(bela, "coordinator", by=None)
    return accounts.open(bela, "bela@example.org", by=None)


def shown(found):
    return [(one.purpose, one.harm, one.since) for one in found]


def test_empty_posts_are_due_and_posts_nobody_decided_on_are_not(office, account):
    empty = posts.add(office, "Leer", by=None)
    posts.stage(empty, "established", OLD, by=None)
    planned = posts.add(office, "Geplant", by=None)
    posts.stage(planned, "supported", OLD, by=None)
    found = due.due(TODAY, account)
    assert shown(found) == [("post", Harm.WORK_STOPS, OLD)]
    assert found[0].public_id == empty.public_id


def test_an_end_in_sight_is_due_unless_somebody_follows(office, account, asli, bela):
    post = posts.add(office, "Koordination", by=None)
    end = TODAY + dt.timedelta(days=10)
    posts.appoint(post, asli, valid_from=OLD, valid_until=end, by=None)
    assert shown(due.due(TODAY, account)) == [("post", Harm.UNTIDY, TODAY)]
    posts.appoint(post, bela, valid_from=end, by=None)
    assert due.due(TODAY, account) == []


def test_a_topic_whose_unit_is_gone_is_due(office, account):
    responsibilities.assign(topics.add("Sport", by=None), office, valid_from=OLD, by=None)
    units.dissolve(office, TODAY, by=None)
    assert shown(due.due(TODAY, account)) == [("unit", Harm.WORK_STOPS, TODAY)]


def test_who_may_not_mend_it_is_not_bothered(office, asli):
    posts.add(office, "Leer", by=None)
    roles.grant(asli, "office_colleague", by=None)
    assert due.due(TODAY, accounts.open(asli, "asli@example.org", by=None)) == []


def test_many_empty_posts_take_as_many_queries_as_one(
    office, account, django_assert_max_num_queries
):
    for number in range(25):
        posts.add(office, f"Leer {number}", by=None)
    with django_assert_max_num_queries(6):
        assert len(ordered(due.due(TODAY, account))) == 25
