"""The demo's report: the replay of 23.02.2024, beside the paper of that day (`domain.md` 1.8)."""

import datetime as dt
import tomllib
from pathlib import Path

from django.db import models

from konfluenz.council import reports, summaries
from konfluenz.council.models import Paper, Report
from konfluenz.ground import translations

SUMMARY = Path(__file__).parent / "summary.toml"
SINCE, CUT_OFF = dt.date(2022, 7, 1), dt.date(2024, 2, 23)
CONCLUSIONS = """Beispieltext der Demo: Ohne eine hauptamtliche Ansprechperson lässt sich das \
Handlungsfeld Ehrenamt nicht so bearbeiten, wie das Konzept es vorsieht.

- Anlaufstelle für Aktive und für neue Interessierte
- Schulung und Vernetzung
- laufend aktualisierter Internetauftritt"""


def build(paper: Paper, *, by: models.Model | None) -> None:
    """Make the report of `paper` and publish it with its short version in all languages."""
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
    report = reports.countersign(report, by=by)
    _summarise(reports.publish(reports.submit(report, by=by), by=by), by)


def _summarise(report: Report, by: models.Model | None) -> None:
    said = tomllib.loads(SUMMARY.read_text(encoding="utf-8"))["summary"]
    texts = {locale: text.strip() for locale, text in said.items()}
    report = summaries.write(report, texts.pop("de"), by=by)
    translations.put_all(report, "summary", texts, machine=True, by=by)
