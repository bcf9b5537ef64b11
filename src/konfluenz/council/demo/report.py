"""The demo's report: the replay of 23.02.2024, beside the paper of that day (`domain.md` 1.8)."""

import datetime as dt

from django.db import models

from konfluenz.council import reports
from konfluenz.council.models import Paper

SINCE, CUT_OFF = dt.date(2022, 7, 1), dt.date(2024, 2, 23)
CONCLUSIONS = """Beispieltext der Demo: Ohne eine hauptamtliche Ansprechperson lässt sich das \
Handlungsfeld Ehrenamt nicht so bearbeiten, wie das Konzept es vorsieht.

- Anlaufstelle für Aktive und für neue Interessierte
- Schulung und Vernetzung
- laufend aktualisierter Internetauftritt"""


def build(paper: Paper, *, by: models.Model | None) -> None:
    """Begin the report of `paper` and freeze its figures; it waits for its countersignature."""
    if paper.author_unit is None:
        return
    report = reports.begin(
        paper.subject,
        SINCE,
        CUT_OFF,
        unit=paper.author_unit,
        department=paper.department,
        financial_impact=paper.financial_impact or "keine",
        by=by,
    )
    report = reports.freeze(report, by=by)
    reports.attach(report, {"reference": paper.reference}, by=by)
    reports.write(report, "conclusions", CONCLUSIONS, by=by)
