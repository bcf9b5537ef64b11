"""What became of papers, one of each: for the world of the permissions."""

from typing import Any

from django.utils import timezone

from konfluenz.council import follow_ups, papers, promises, reports, terms
from konfluenz.council.models import Sentence
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.directory.models import Organization, OrgUnit


def all_of(council: Organization, promise: Sentence, unit: OrgUnit) -> dict[str, Any]:
    """Add lines of the Beschlusskontrolle, a term, an enquiry with a question, and a report."""
    today = timezone.localdate()
    given: dict[str, Any] = {"unit": unit, "due_date": today, "by": None}
    spoken: dict[str, Any] = {"body": council, "raised_on": today}
    question = [PartText("question", "1", sentences=[SentenceText("Wie viele?")])]
    values = {"paper_type": "enquiry", "subject": "Demo-Anfrage"}
    return {
        "follow": follow_ups.of_spoken("request", "Demo", **spoken, **given),
        "promise": promises.take(promise, "Demo", **given),
        "body": terms.add(council, today, by=None),
        "question": papers.add(values, parts=question, by=None),
        "report": reports.begin("Demo-Bericht", today, today, unit=unit, by=None),
    }
