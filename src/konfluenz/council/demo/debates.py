"""Two invented papers of the demo: a vote by group, and an enquiry with its answers.

Body, groups and papers are called "Demo-…": how real groups vote stays with the minutes.
"""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone

from konfluenz.council import answers, consultations, kinds, numbers, papers, results, terms
from konfluenz.council.group_votes import GroupCount
from konfluenz.council.models import Paper, PaperType
from konfluenz.council.numbers import Pattern
from konfluenz.directory import organizations
from konfluenz.directory.models import Organization
from konfluenz.steering.models import Vote

NOTE = "Erfundenes Papier der Demo"
SEATS = {"Demo-Fraktion A": 8, "Demo-Fraktion B": 7, "Demo-Fraktion C": 4}
PREFIXES = {
    PaperType.MOTION: "AT",
    PaperType.ENQUIRY: "AF",
    PaperType.STATEMENT: "ST",
    PaperType.INFORMATION: "UV",
    PaperType.DECISION: "BV",
}
MOTION = {
    "resolution": "Der Demo-Ausschuss möge beschließen: Er findet jede Woche statt.",
    "reasons": "Der Lesenachmittag ist gut besucht.",
}
ENQUIRY = {
    "text": "Die Demo-Fraktion A fragt die Verwaltung zum Lesenachmittag.",
    "question": "Wie oft fand der Lesenachmittag statt?\nWer betreut ihn?",
}
ANSWER = "Im letzten Quartal fand er zwölfmal statt."


@transaction.atomic
def build(*, by: models.Model | None = None) -> list[Paper]:
    """Build the body with its term, both papers, the vote by group and one answer."""
    today = timezone.localdate()
    body = organizations.add("Demo-Ausschuss", kind="committee", by=by)
    seats = {organizations.add(name, kind="faction", by=by): n for name, n in SEATS.items()}
    terms.add(body, dt.date(2024, 7, 1), seats=20, factions=seats, source=NOTE, by=by)
    numbers.arrange({kind: Pattern(prefix) for kind, prefix in PREFIXES.items()}, by=by)
    return [_motion(body, list(seats), today, by), _enquiry(list(seats), today, by)]


def _motion(
    body: Organization, groups: list[Organization], today: dt.date, by: models.Model | None
) -> Paper:
    first, second, third = groups
    day = today - dt.timedelta(days=30)
    paper = _paper(PaperType.MOTION, "Demo-Antrag: Lesenachmittag jede Woche", MOTION, first, by)
    station = consultations.add(paper, body, date=day, agenda_item="4", role="decision", by=by)
    cast = [
        GroupCount(first, votes_for=8),
        GroupCount(second, votes_for=2, votes_against=5),
        GroupCount(third, abstentions=3),
    ]
    results.enter(
        station,
        "adopted",
        vote=Vote.BY_MAJORITY,
        votes_for=10,
        votes_against=5,
        abstentions=3,
        source=NOTE,
        groups=cast,
        by=by,
    )
    return papers.publish(paper, mirror=False, by=by)


def _enquiry(groups: list[Organization], today: dt.date, by: models.Model | None) -> Paper:
    subject = "Demo-Anfrage: Besuch des Lesenachmittags"
    due = today + dt.timedelta(days=14)
    paper = _paper(PaperType.ENQUIRY, subject, ENQUIRY, groups[0], by, answer_due=due)
    answers.give(paper, "1", ANSWER, by=by)
    paper.refresh_from_db()
    return papers.publish(paper, mirror=False, by=by)


def _paper(
    kind: PaperType,
    subject: str,
    texts: dict[str, str],
    applicant: Organization,
    by: models.Model | None,
    **values: object,
) -> Paper:
    today = timezone.localdate()
    head = {
        "paper_type": kind,
        "reference": f"DEMO-{PREFIXES[kind]}/0001/{today.year}",
        "subject": subject,
        "date": today - dt.timedelta(days=60),
        "note": NOTE,
    }
    return papers.add(head | values, parts=kinds.parts(texts), applicants=[applicant], by=by)
