"""A concept with a field that rests on a post, for the tests of its pages."""

import datetime as dt
from decimal import Decimal

from tests.office import city

from konfluenz.directory import posts
from konfluenz.steering import areas, concepts, goals
from konfluenz.steering.measuring import indicators, observations

YEAR = dt.date(2022, 1, 1)
ADOPTED = dt.date(2022, 6, 30)
REPORT = dt.date(2024, 2, 23)


def concept(label="2022", **values):
    given = {"title": f"Konzept {label}", "source": "UV/0050/2024", "by": None}
    return concepts.add(label=label, **given | values)


def adopted(label="2022", **values):
    made = concept(label, **values)
    return concepts.adopt(made, ADOPTED, None, vote="unanimous", by=None)


def in_force(label="2022", **values):
    return concepts.move(adopted(label, **values), "in_force", by=None)


def dropped_post(unit=None):
    post = city.post(unit or city.office())
    posts.stage(post, "dropped", YEAR, precision="year", by=None)
    return post


def area(of, number=1, name="Ehrenamt", **values):
    return areas.add(of, number, name=name, by=None, **values)


def goal(of, text="Engagierte finden Rückhalt.", **values):
    return goals.add(of, text, by=None, **values)


def indicator(slug="share_non_german", name="Anteil ohne deutschen Pass", **values):
    given = {"definition": "Von 100 Menschen mit Hauptwohnung.", "unit": "percent", "by": None}
    return indicators.add(slug, name, **given | values)


def observation(of, value="9.1", date=dt.date(2007, 1, 1), **values):
    given = {"precision": "year", "source": "UV/0050/2024", "by": None}
    return observations.add(of, Decimal(value), date, **given | values)
