"""A new report proposes the period that comes next, one that is not refused."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.office import city

from konfluenz.council import reports
from konfluenz.directory import municipality
from konfluenz.office.council.report_acts import _next_period

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("today", "reported", "since", "cut_off"),
    [
        (dt.date(2026, 3, 15), None, *YEAR),
        (dt.date(2026, 3, 15), dt.date(2024, 12, 31), *YEAR),
        (dt.date(2026, 3, 15), YEAR[1], dt.date(2026, 1, 1), dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), YEAR[1], dt.date(2026, 1, 1), dt.date(2026, 1, 15)),
        (dt.date(2026, 9, 2), dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 8, 31)),
        (dt.date(2028, 2, 29), dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    ],
)
def test_the_year_that_ended_or_what_came_since(today, reported, since, cut_off):
    assert _next_period(today, reported) == {"since": since, "cut_off": cut_off}


@pytest.mark.django_db
def test_what_is_proposed_after_a_report_can_be_begun():
    municipality.set_up("Musterstadt", land="RP", by=None)
    day = timezone.localdate()
    since = day.replace(year=day.year - 1, month=1, day=1)
    last = since.replace(month=12, day=31)
    before = reports.begin("Bericht", since, last, unit=city.office(), by=None)
    page = city.client("integration_officer").get(reverse("office:report-add"))
    begun = page.context["form"].initial
    assert (begun["since"], begun["predecessor"]) == (day.replace(month=1, day=1), before)
    again = reports.begin(
        "Bericht", begun["since"], begun["cut_off"], unit=before.unit, predecessor=before, by=None
    )
    assert again.predecessor == before
