"""What became of papers, one of each: for the world of the permissions."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from konfluenz.council import (
    data_requests,
    follow_ups,
    papers,
    promises,
    report_templates,
    reports,
    terms,
)
from konfluenz.council.models import Paper, Sentence
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.council.reporting import as_docx
from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.steering.models import Goal


def all_of(council: Organization, promise: Sentence, unit: OrgUnit) -> dict[str, Any]:
    """Add lines of the Beschlusskontrolle, a term, an enquiry with a question, and a report."""
    today = timezone.localdate()
    given: dict[str, Any] = {"unit": unit, "due_date": today, "by": None}
    spoken: dict[str, Any] = {"body": council, "raised_on": today}
    question = [PartText("question", "1", sentences=[SentenceText("Wie viele?")])]
    values = {"paper_type": "enquiry", "subject": "Demo-Anfrage"}
    report = reports.begin("Demo-Bericht", today, today, unit=unit, by=None)
    goals = Goal.objects.all()[:1]
    return {
        "follow": follow_ups.of_spoken("request", "Demo", **spoken, **given),
        "promise": promises.take(promise, "Demo", **given),
        "body": terms.add(council, today, by=None),
        "question": papers.add(values, parts=question, by=None),
        "report": report,
        "told": _told(unit),
        "template": report_templates.add(ContentFile(as_docx.own(), name="x.docx"), by=None),
        "data": data_requests.ask(report, unit, goals=goals, due_on=today, by=None),
    }


def _told(unit: OrgUnit) -> Paper:
    """Return the paper of a published report."""
    today = timezone.localdate()
    given: dict[str, Any] = {"unit": unit, "financial_impact": "keine", "by": None}
    report = reports.freeze(reports.begin("Demo-Bericht", today, today, **given), by=None)
    paper = reports.attach(report, {"reference": "UV/0099/2024", "date": today}, by=None)
    report = reports.countersign(report, by=None)
    reports.publish(reports.submit(report, by=None), by=None)
    return paper
