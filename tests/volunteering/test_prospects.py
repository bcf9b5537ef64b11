"""What somebody who offers help hears at once: a certificate may still come."""

import datetime as dt

import pytest
from tests.volunteering.match_city import (
    AFTERNOON,
    SATURDAY,
    german,  # noqa: F401
    opportunity,
    volunteer,
)

from konfluenz.directory import topics
from konfluenz.volunteering import clearances, matching, prospects

pytestmark = pytest.mark.django_db


def said(someone):
    found = prospects.fitting(someone)
    return {one.opportunity.title: (one.because, one.needs_certificate) for one in found}


def test_what_fits_is_named_with_what_speaks_for_it():
    topic = topics.add("Kinder", by=None)
    opportunity("Lesen", needs=[("ar", False, "")], topic=topic, with_minors=True)
    opportunity("Später", at=None, from_home=True)
    opportunity("Samstag", at=(SATURDAY, dt.time(9), dt.time(10)))
    ada = volunteer(state="prospect", speaks={"ar": "b1"}, times=[AFTERNOON], topics=[topic])
    assert list(said(ada).items()) == [
        ("Lesen", (("time", "interests", "languages"), True)),
        ("Später", ((), False)),
    ]
    assert [one.opportunity.title for one in matching.for_volunteer(ada)] == ["Später"]
    day = dt.date.today() - dt.timedelta(days=30)  # noqa: DTZ011
    clearances.see(ada, day, seen_on=day, by=None)
    assert said(ada)["Lesen"][1] is False


def test_the_last_choice_counts_and_other_remarks_stay():
    first, second, wished = opportunity("Eins"), opportunity("Zwei"), opportunity("Drei")
    ada = volunteer(remarks=prospects.remarks(" Gern. ", [wished]))
    ada = prospects.choose(ada, [first], among=[first, second], by=None)
    ada = prospects.choose(ada, [second], among=[first, second], by=None)
    assert ada.remarks.split("\n") == [
        "Gern.",
        "→ möchte hier helfen: Drei",
        "→ möchte hier helfen: Zwei",
    ]
    assert prospects.has_chosen(ada, second)
    assert not prospects.has_chosen(ada, first)
