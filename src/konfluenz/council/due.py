"""What is due in the council room: results, papers to confirm, reports, offices that are silent."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from konfluenz.actions.models import LIVE
from konfluenz.council import access, consequences, data_requests
from konfluenz.council.models import (
    Consultation,
    DataRequest,
    FollowUp,
    ImportState,
    PaperImport,
    Report,
)
from konfluenz.council.reports import OPEN as OPEN_REPORTS
from konfluenz.ground import keyring
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account

REMEMBERED = dt.timedelta(days=365)
"""What is older and has no result is history without a source, and nobody's work of today."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could enter or confirm; nothing for those who may not."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same as selections, for *Heute*."""
    if not access.can_edit(account):
        return []
    return [
        _without_result(today),
        _to_be_confirmed(),
        _to_be_reported(today),
        _unanswered(today),
        _all_answered(),
        _unconcluded(),
    ]


def _without_result(today: dt.date) -> Selection:
    """Select the consultations of the last year that nobody has entered a result of.

    Those of the council's system are left out: its next reading brings the result.
    """

    def tell(found: Found) -> Due:
        names = {"paper": found.name, "body": found.other}
        return found.due(_("No result entered: %(paper)s, %(body)s") % names, Harm.UNTIDY, "paper")

    recent = Consultation.objects.filter(date__lt=today, date__gte=today - REMEMBERED)
    rows = recent.filter(result__isnull=True, oparl__isnull=True)
    return Selection(
        rows,
        tell,
        name=Coalesce(NullIf("paper__reference", Value("")), "paper__subject"),
        other="body__name",
        day="date",
        public_id="paper__public_id",
    )


def _to_be_confirmed() -> Selection:
    """Select the papers that were read in and wait for a person."""

    def tell(found: Found) -> Due:
        name = keyring.decrypt(found.name) if found.name else ""
        title = _("Paper read in, to be confirmed: %(name)s") % {"name": name}
        return found.due(title, Harm.UNTIDY, "paper_import")

    rows = PaperImport.objects.filter(state=ImportState.READ)
    return Selection(rows, tell, name="name", moment="created_at")


def _to_be_reported(today: dt.date) -> Selection:
    """Select the lines of the Beschlusskontrolle whose next report is due."""

    def tell(found: Found) -> Due:
        title = _("Report to the council due: %(subject)s") % {"subject": found.name}
        return found.due(title, Harm.PROMISE_BROKEN, "follow_up")

    rows = FollowUp.objects.filter(next_report__lte=today, task__state__in=LIVE)
    return Selection(rows, tell, name="subject", day="next_report")


def _unanswered(today: dt.date) -> Selection:
    """Select what offices were asked for an open report and have not answered in time."""

    def tell(found: Found) -> Due:
        names = {"unit": found.name, "report": found.other}
        title = _("No answer from %(unit)s for the report “%(report)s”") % names
        return found.due(title, Harm.WORK_STOPS, "report-requests")

    rows = DataRequest.objects.filter(
        due_on__lt=today, state__in=data_requests.OPEN, report__state__in=OPEN_REPORTS
    )
    return Selection(
        rows,
        tell,
        name="unit__name",
        other="report__title",
        day="due_on",
        public_id="report__public_id",
    )


def _all_answered() -> Selection:
    """Select the open reports all of whose offices have answered since the figures were frozen."""

    def tell(found: Found) -> Due:
        title = _("All offices have answered, the figures can be frozen: %(report)s")
        return found.due(title % {"report": found.name}, Harm.UNTIDY, "report")

    requests = DataRequest.objects.filter(report=OuterRef("pk"))
    answered = requests.filter(answered_at__isnull=False).order_by("-answered_at")
    waited_for = requests.filter(state__in=data_requests.OPEN)
    rows = Report.objects.filter(~Exists(waited_for), state__in=OPEN_REPORTS).annotate(
        answered=Subquery(answered.values("answered_at")[:1])
    )
    rows = rows.filter(
        Q(snapshot=None) | Q(snapshot__taken_at__lt=F("answered")), answered__isnull=False
    )
    return Selection(rows, tell, name="title", moment="answered")


def _unconcluded() -> Selection:
    """Select the reports that were debated, of which nobody has said what follows."""

    def tell(found: Found) -> Due:
        title = _("Debated, nobody has said what follows: %(report)s") % {"report": found.name}
        return found.due(title, Harm.UNTIDY, "report-conclude")

    return Selection(consequences.waiting(), tell, name="title", day="cut_off")
