"""A second report of the demo, for which offices are being asked: answered, not known, waiting.

The figure that is answered is invented and says so; of the real ones nothing is told.
"""

import datetime as dt

from django.db import models
from django.utils import timezone

from konfluenz.council import data_answers, data_requests, reports
from konfluenz.council.data_answers import Said
from konfluenz.council.models import DataRequest, Report
from konfluenz.directory.models import OrgUnit, UnitKind
from konfluenz.steering.measuring import indicators
from konfluenz.steering.models import Indicator, Unit

TITLE = "Demo-Bericht: Stand der Integration"
SINCE = dt.date(2024, 2, 24)
ANSWERED_BY = "Demo-Sachbearbeitung"
WAITING = ("allocations",)
NOT_KNOWN = ("in_collective_accommodation",)
BECAUSE = "Demo: Die Zahl liegt erst nach der nächsten Erhebung vor."
UNTIL = dt.timedelta(days=9)


def build(*, by: models.Model | None) -> Report:
    """Begin the report and ask three offices."""
    office = OrgUnit.objects.get(kind=UnitKind.INTEGRATION_OFFICE)
    cut_off = dt.date(timezone.localdate().year - 1, 6, 30)
    report = reports.begin(TITLE, SINCE, cut_off, unit=office, by=by)
    _answer(_ask(report, office, [_rooms(by)], by), Said("12"))
    social = OrgUnit.objects.get(name__startswith="Amt für Jugend")
    _answer(_ask(report, social, _named(NOT_KNOWN), by), Said(undelivered=BECAUSE))
    _ask(report, OrgUnit.objects.get(number="37"), _named(WAITING), by)
    return report


def _rooms(by: models.Model | None) -> Indicator:
    return indicators.add(
        "demo_rooms_lent",
        "Demo: Räume, die Ämter an Vereine geben",
        definition="Erfundene Kennzahl der Demo: Räume, die Vereine am Stichtag nutzen.",
        unit=Unit.COUNT,
        decimals=0,
        by=by,
    )


def _named(slugs: tuple[str, ...]) -> list[Indicator]:
    return list(Indicator.objects.filter(slug__in=slugs))


def _ask(
    report: Report, unit: OrgUnit, figures: list[Indicator], by: models.Model | None
) -> DataRequest:
    due_on = timezone.localdate() + UNTIL
    return data_requests.ask(report, unit, indicators=figures, due_on=due_on, by=by)


def _answer(request: DataRequest, said: Said) -> DataRequest:
    answers = {item.pk: said for item in request.items.all()}
    return data_answers.answer(data_requests.token(request), answers, ANSWERED_BY)
