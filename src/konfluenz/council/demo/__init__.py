"""The demo city's two papers, in our own words, through the same import as any other.

Both texts lie beside this file. Fields, figures, dates, points and tasks are those of the
papers, the sentences are not. Only what the papers say is entered: no vote of 17.09.2015 and
no result of 13.03.2024 is documented (`domain.md`, section 11).
"""

import datetime as dt
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from konfluenz.actions.models import Task
from konfluenz.council import imports, resolutions
from konfluenz.council.demo import data_requests, debates, follow_ups, mirror, report, system
from konfluenz.council.imports import Confirmation, PromiseChoice
from konfluenz.council.models import Paper, Resolution
from konfluenz.council.reading.shape import Reading
from konfluenz.directory.models import Organization, OrganizationKind, OrgUnit, UnitKind
from konfluenz.steering.models import Concept, Vote

HERE = Path(__file__).parent
STATEMENT, INFORMATION = "stellungnahme.txt", "unterrichtung.txt"
PROMISED = {
    "befürwortet": "Stelle im Vorgriff auf den Stellenplan einrichten",
    "erarbeitet": "Konzept für ein Amt für Integration erarbeiten",
    "wird … vorgelegt": "Konzept für das Amt für Integration dem Stadtrat vorlegen",
}
"""The promises of 2015, by the words that make them; their end is not documented (3.4)."""

LOOK_AGAIN = dt.timedelta(days=45)
"""When the Leitstelle looks at the promises again: the papers set no day."""


@transaction.atomic
def build(*, by: models.Model | None = None) -> None:
    """Build both papers, what became of them, and two invented ones. Needs steering."""
    _take(STATEMENT, by)
    information = _take(INFORMATION, by)
    _resolve(information, by)
    mirror.build(by=by)
    debates.build(by=by)
    follow_ups.build(list(_promised()), by=by)
    report.build(information, by=by)
    data_requests.build(by=by)
    system.build(by=by)


def _promised() -> models.QuerySet[Task]:
    """Return the Aufgaben that were taken from the statement, in the order of its sentences."""
    return Task.objects.filter(title__in=PROMISED.values()).order_by("pk")


def _take(name: str, by: models.Model | None) -> Paper:
    upload = ContentFile((HERE / name).read_bytes(), name=name)
    taken = imports.take(upload, by=by)
    choices = Confirmation(promises=_promises(imports.reading(taken)), public=True, mirror=True)
    return imports.confirm(taken, choices=choices, by=by)


def _promises(reading: Reading) -> dict[int, PromiseChoice]:
    unit = OrgUnit.objects.get(kind=UnitKind.INTEGRATION_OFFICE)
    due = timezone.localdate() + LOOK_AGAIN
    return {
        number: PromiseChoice(PROMISED[pointer.words], unit, due)
        for number, pointer in enumerate(reading.promises)
        if pointer.words in PROMISED
    }


def _resolve(information: Paper, by: models.Model | None) -> list[Resolution]:
    """Enter what the papers say was resolved: the unit of 2015, the concept of 2022."""
    board = Organization.objects.get(kind=OrganizationKind.EXECUTIVE_BOARD)
    council = Organization.objects.get(kind=OrganizationKind.COUNCIL)
    return [
        resolutions.add(
            board,
            dt.date(2015, 9, 14),
            "Eine Verwaltungsinterne Koordinierungsstelle wird eingerichtet.",
            unit=OrgUnit.objects.get(kind=UnitKind.COORDINATION_UNIT),
            source="AT/0045/2015",
            public=True,
            by=by,
        ),
        resolutions.add(
            council,
            dt.date(2022, 6, 30),
            "Das strategische Integrationskonzept wird eingesetzt.",
            vote=Vote.UNANIMOUS,
            concept=Concept.objects.get(label="2022"),
            source=information.reference,
            public=True,
            by=by,
        ),
    ]
