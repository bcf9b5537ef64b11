"""A small town hall for the tests of the pages about units, posts and organisations."""

import datetime as dt
from functools import partial

from django.test import Client
from tests.people import world

from konfluenz.directory import organizations, posts, topics, units
from konfluenz.directory.models import PostStageKind
from konfluenz.people import persons

DAY = dt.date(2015, 9, 14)
FORM = {"do": "save"}


def client(role="coordinator"):
    """A browser in which somebody with `role` is logged in."""
    browser = Client()
    browser.force_login(world.account(role, name=f"Kim {role}"))
    return browser


def office(number="31", name="Ordnungsamt", **more):
    values = {"kind": "office", "mail": f"amt{number}@stadt.example.org", "valid_from": DAY}
    return units.add(name, number=number, by=None, **values | more)


def post(unit, title="Ehrenamtskoordination", **more):
    made = posts.add(unit, title, by=None, **more)
    posts.stage(made, PostStageKind.ESTABLISHED, DAY, source="AT/0045/2015", by=None)
    return made


def association(name="Sprachcafé Lützel e. V.", **more):
    return organizations.add(name, kind=more.pop("kind", "association"), by=None, **more)


def crowd(count, build):
    """Make `count` of something."""
    return [build(number) for number in range(count)]


person = partial(persons.add, by=None)
ten_topics = topics.ensure
