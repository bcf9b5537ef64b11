"""What follows from a report once its committee has debated it (J9, 3.4).

Suggested are the points that its paper recommends and what was asked for in the result; each
that is taken becomes a line of the Beschlusskontrolle with its Aufgabe. That nothing follows is
said too, so that nobody has to wonder.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import follow_ups
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.models import (
    ConsultationResult,
    FollowUp,
    FollowUpKind,
    Outcome,
    PartKind,
    Report,
    Sentence,
)
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import audit, revisions

DEBATED = (
    Outcome.NOTED,
    Outcome.ADOPTED,
    Outcome.RECOMMENDED,
    Outcome.REJECTED,
    Outcome.NO_RECOMMENDATION,
)
"""Outcomes after which something may follow; a paper that was sent on is still on its way."""

REQUEST = re.compile(r"^(?:ergänzende\s+)?bitte(?:n)?\s*:?\s+(.{8,})$", re.IGNORECASE)
"""How minutes note a request: "Ergänzende Bitte: …" on a line of its own."""

MOST = 12
"""So many lines are suggested; a longer list nobody reads."""

LONGEST = 400


@dataclass(frozen=True)
class Suggestion:
    """Something that may follow. `kind` is a request or a recommendation."""

    kind: str
    subject: str


@dataclass(frozen=True)
class Step:
    """What follows, as somebody decided it: who does it until when."""

    kind: str
    subject: str
    unit: OrgUnit
    due_date: dt.date


def result(report: Report) -> ConsultationResult | None:
    """Return what came of the last debate of the report, None while it is still on its way."""
    rows = ConsultationResult.objects.filter(
        consultation__paper=report.paper_id, outcome__in=DEBATED
    )
    return rows.select_related("consultation__body").order_by("-consultation__position").first()


def waiting() -> models.QuerySet[Report]:
    """Return the reports that were debated and of which nobody has said what follows."""
    debated = ConsultationResult.objects.filter(
        consultation__paper=models.OuterRef("paper"), outcome__in=DEBATED
    )
    return Report.objects.filter(models.Exists(debated), concluded_on=None)


def suggestions(report: Report) -> list[Suggestion]:
    """Return what may follow: requests noted in the result, then points that are recommended.

    What is followed up already under the same words is left out.
    """
    found = result(report)
    there = set(FollowUp.objects.filter(paper=report.paper).values_list("subject", flat=True))
    said = [*_requests(found), *_points(report)]
    unique = {one.subject: one for one in said if one.subject not in there}
    return list(unique.values())[:MOST]


@transaction.atomic
def conclude(
    report: Report,
    steps: Sequence[Step],
    *,
    public: bool = False,
    by: models.Model | None,
    seen: int | None = None,
) -> Report:
    """Say what follows from the debate; no `steps`: nothing does. `public`: show the lines to all.

    Each step becomes a line of the Beschlusskontrolle with its Aufgabe. It can be said again,
    then further lines are added. Raises FollowUpRefused without a result, for a step that
    cannot be, or Stale.
    """
    current = revisions.claim(report, seen=seen)
    debated = result(current)
    if debated is None:
        raise FollowUpRefused(_("Enter the result of the debate first: it says what follows."))
    for step in steps:
        _take(current, debated, step, public=public, by=by)
    current.concluded_on = timezone.localdate()
    current.save()
    named = {"lines": ("", str(len(steps)))}
    audit.record(
        "report.concluded", about=current, by=by, changes=named, also=[debated.consultation]
    )
    return current


def _take(
    report: Report,
    debated: ConsultationResult,
    step: Step,
    *,
    public: bool,
    by: models.Model | None,
) -> None:
    here = debated.consultation
    made = follow_ups.of_spoken(
        step.kind,
        step.subject,
        body=here.body,
        raised_on=here.date or timezone.localdate(),
        unit=step.unit,
        due_date=step.due_date,
        paper=report.paper,
        by=by,
    )
    if public:
        follow_ups.publish(made, by=by)


def _requests(found: ConsultationResult | None) -> Iterator[Suggestion]:
    lines = found.text.splitlines() if found is not None else []
    for line in lines:
        if match := REQUEST.match(line.strip(" -–•\t")):
            yield Suggestion(FollowUpKind.REQUEST, match[1].strip()[:LONGEST])


def _points(report: Report) -> Iterator[Suggestion]:
    """Yield the items of the conclusions, then what the paper recommends."""
    for text in [*_concluded(report), *_recommended(report)]:
        yield Suggestion(FollowUpKind.RECOMMENDATION, " ".join(text.split())[:LONGEST])


def _concluded(report: Report) -> list[str]:
    written = report.texts.filter(section="conclusions").values_list("text", flat=True).first()
    lines = [line.strip() for line in (written or "").splitlines()]
    return [line[2:] for line in lines if line.startswith("- ") and line[2:].strip()]


def _recommended(report: Report) -> list[str]:
    rows = Sentence.objects.filter(
        part__paper=report.paper_id, part__kind=PartKind.RECOMMENDATION
    ).order_by("part__position", "position")
    return list(rows.values_list("text", flat=True))
