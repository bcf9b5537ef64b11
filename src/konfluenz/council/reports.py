"""Reports to the council: begun, filled, countersigned, handed over, published (PR-02, J9)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import papers
from konfluenz.council.models import Paper, PaperType, Report, ReportState, ReportText
from konfluenz.council.reporting import as_parts, documents
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import audit, revisions, saving
from konfluenz.steering.freezing import snapshots
from konfluenz.steering.freezing.snapshots import SnapshotRefused

OPEN = (ReportState.COLLECTING, ReportState.DRAFT)


class ReportRefused(Exception):
    """A report cannot be as wished; the message says why and how to mend it."""


@transaction.atomic
def begin(
    title: str,
    since: dt.date,
    cut_off: dt.date,
    *,
    unit: OrgUnit,
    by: models.Model | None,
    predecessor: Report | None = None,
    **values: Any,
) -> Report:
    """Begin a report; from `predecessor` it takes the texts that a person wrote.

    Raises ReportRefused for a cut-off ahead, or a predecessor that is not older.
    """
    report = Report(
        title=title.strip(),
        since=since,
        cut_off=cut_off,
        unit=unit,
        predecessor=predecessor,
        **values,
    )
    _keep(report)
    if predecessor is not None:
        _take_over(predecessor, report)
    audit.record("report.begun", about=report, by=by, also=[predecessor] if predecessor else [])
    return report


@transaction.atomic
def correct(
    report: Report,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Report:
    """Change the head of a report that is open; another period needs its figures frozen anew.

    Raises ReportRefused as `begin` does or when it is countersigned, or Stale.
    """
    current = _claim(report, seen)
    changes = audit.apply(current, values)
    if not changes:
        return current
    if {"since", "cut_off"} & set(changes):
        current.snapshot, current.state = None, ReportState.COLLECTING
    _keep(current)
    audit.record("report.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def freeze(report: Report, *, by: models.Model | None) -> Report:
    """Take the figures of the period as they stand; again replaces those taken before.

    What a person wrote stays. Raises ReportRefused when it is countersigned, or the city has no
    indicators yet.
    """
    current = _claim(report, None)
    try:
        current.snapshot = snapshots.take(current.title, current.since, current.cut_off, by=by)
    except SnapshotRefused as refusal:
        raise ReportRefused(str(refusal)) from None
    current.state = ReportState.DRAFT
    current.save()
    audit.record("report.frozen", about=current, by=by, also=[current.snapshot])
    return current


@transaction.atomic
def write(
    report: Report, section: str, text: str, *, seen: str | None = None, by: models.Model | None
) -> None:
    """Put `text` into a section; "" takes it out. `seen` is what its writer saw there before.

    Raises ReportRefused for a section that there is not, for a countersigned report, and when
    somebody else has written there meanwhile: both texts are kept apart until a person decides.
    """
    if section not in documents.BY_SLUG:
        raise ReportRefused(_("A report has no section of this name."))
    current = _claim(report, None)
    row = ReportText.objects.filter(report=current, section=section).first()
    before, text = (row.text if row else ""), _tidied(text)
    if seen is not None and _tidied(seen) != before:
        raise ReportRefused(
            _("Somebody has changed this section meanwhile. Your text is below, theirs is saved.")
        )
    if text == before:
        return
    _put(current, section, text)
    current.save()
    audit.record("report.written", about=current, by=by, changes={section: (before, text)})


@transaction.atomic
def attach(report: Report, values: Mapping[str, Any], *, by: models.Model | None) -> Paper:
    """Say which Vorlage the report becomes; `values` are fields of its head.

    A paper with that number that is on record already is taken as it stands, else it is made.
    Raises ReportRefused when one of the two has its counterpart already, PaperRefused as
    `papers.add` does.
    """
    current = _claim(report, None)
    paper = papers.by_number(values.get("reference", "")) or _paper(current, values, by)
    if current.paper_id or Report.objects.filter(paper=paper).exists():
        raise ReportRefused(_("This report has its paper already, or the paper its report."))
    current.paper = paper
    current.save()
    audit.record("report.attached", about=current, by=by, also=[paper])
    return paper


@transaction.atomic
def countersign(report: Report, *, seen: int | None = None, by: models.Model | None) -> Report:
    """Close the report: it is kept as it reads now, under its seal.

    Raises ReportRefused without frozen figures, paper or a word on financial effects, or Stale.
    """
    current = _claim(report, seen)
    _refuse_unready(current)
    document = documents.build(current)
    current.document, current.seal = document, documents.seal(document)
    current.state, current.countersigned_at = ReportState.COUNTERSIGNED, timezone.now()
    current.save()
    audit.record("report.countersigned", about=current, by=by, changes={"seal": ("", current.seal)})
    return current


@transaction.atomic
def reopen(report: Report, reason: str, *, by: models.Model | None) -> Report:
    """Take the countersignature back before the report is handed over; the seal is void.

    Raises ReportRefused without a reason, or when it left the house.
    """
    current = revisions.claim(report)
    if current.state != ReportState.COUNTERSIGNED:
        raise ReportRefused(_("Only a countersigned report that has not left can be reopened."))
    if not reason.strip():
        raise ReportRefused(_("Say why, in a few words: the others will ask."))
    changes = {"seal": (current.seal, "")}
    current.state, current.document, current.seal = ReportState.DRAFT, None, ""
    current.countersigned_at = None
    current.save()
    audit.record("report.reopened", about=current, by=by, changes=changes, reason=reason)
    return current


@transaction.atomic
def submit(report: Report, *, by: models.Model | None) -> Report:
    """Note that the council office has it. Raises ReportRefused before the countersignature."""
    return _step(report, ReportState.COUNTERSIGNED, ReportState.SUBMITTED, "report.submitted", by)


@transaction.atomic
def publish(report: Report, *, by: models.Model | None) -> Report:
    """Show the report to everybody: as the text of its paper, unless that has its own.

    Its figures are everybody's with it. Raises ReportRefused before it was handed to the
    council office, PaperRefused for a paper that is debated in closed session only.
    """
    current = _step(report, ReportState.SUBMITTED, ReportState.PUBLISHED, "report.published", by)
    paper = current.paper
    if paper is not None and not paper.parts.exists():
        paper = papers.write(paper, as_parts.made(document(current)), by=by)
    if paper is not None and not paper.public:
        papers.publish(paper, mirror=False, by=by)
    if current.snapshot is not None:
        snapshots.publish(current.snapshot, by=by)
    return current


def document(report: Report) -> documents.Document:
    """Return the report as it reads: sealed, or made anew from what stands now."""
    return report.document or documents.build(report)


def _paper(report: Report, values: Mapping[str, Any], by: models.Model | None) -> Paper:
    head = {
        "paper_type": PaperType.INFORMATION,
        "subject": report.title,
        "author_unit": report.unit,
        "department": report.department,
    }
    return papers.add(head | dict(values), by=by)


def _step(report: Report, before: str, after: str, action: str, by: models.Model | None) -> Report:
    current = revisions.claim(report)
    if current.state != before:
        raise ReportRefused(
            _("This step comes after “%(state)s”.") % {"state": ReportState(before).label}
        )
    current.state = after
    current.save()
    audit.record(action, about=current, by=by, changes={"state": (before, after)})
    return current


def _claim(report: Report, seen: int | None) -> Report:
    current = revisions.claim(report, seen=seen)
    if current.state not in OPEN:
        raise ReportRefused(_("The report is countersigned: nothing in it changes any more."))
    return current


def _refuse_unready(report: Report) -> None:
    if report.snapshot is None:
        raise ReportRefused(_("Freeze the figures first: the report rests on them."))
    if report.paper is None:
        raise ReportRefused(_("Make its paper first: number, day and path stand in the report."))
    if not report.financial_impact.strip():
        raise ReportRefused(_("Say what it costs, also if it is “none”."))


def _keep(report: Report) -> None:
    if report.cut_off > timezone.localdate():
        raise ReportRefused(_("The cut-off date lies ahead: its figures are not there yet."))
    before = report.predecessor
    if before is not None and before.cut_off >= report.cut_off:
        raise ReportRefused(_("A report is compared with one of an earlier cut-off date."))
    saving.save(report, ReportRefused)


def _take_over(predecessor: Report, report: Report) -> None:
    rows = [
        ReportText(report=report, section=section, text=text)
        for section, text in predecessor.texts.values_list("section", "text")
    ]
    ReportText.objects.bulk_create(rows)


def _tidied(text: str) -> str:
    """Return `text` with its lines ended in one way: browsers end them in another."""
    return text.replace("\r\n", "\n").strip()


def _put(report: Report, section: str, text: str) -> None:
    if text:
        ReportText.objects.update_or_create(report=report, section=section, defaults={"text": text})
    else:
        ReportText.objects.filter(report=report, section=section).delete()
