"""What is done with a report: begun, corrected, frozen, written, countersigned, handed over."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.council import reports as domain
from konfluenz.council.models import Report
from konfluenz.council.papers import PaperRefused
from konfluenz.council.reporting import documents
from konfluenz.council.reports import ReportRefused
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import report_forms
from konfluenz.office.council.reports import address_of, one_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

ONE_DAY = dt.timedelta(days=1)

ADD = Sheet(
    "report-add",
    gettext_lazy("Begin report"),
    report_forms.ReportForm,
    refusals=(ReportRefused,),
    submit=gettext_lazy("Begin report"),
    told=gettext_lazy("The report was begun. Freeze its figures next."),
)
EDIT = Sheet(
    "report-edit",
    gettext_lazy("Correct report"),
    report_forms.ReportForm,
    refusals=(ReportRefused,),
    lead=gettext_lazy("With another period the figures have to be frozen anew."),
    told=gettext_lazy("The report was corrected."),
)
WRITE = Sheet(
    "report-section",
    gettext_lazy("Write section"),
    report_forms.SectionForm,
    refusals=(ReportRefused,),
    told=gettext_lazy("The text is saved. It stays when figures are frozen anew."),
)
ATTACH = Sheet(
    "report-attach",
    gettext_lazy("Make paper"),
    report_forms.AttachForm,
    refusals=(ReportRefused, PaperRefused),
    lead=gettext_lazy("Its path through the bodies is entered on the paper afterwards."),
    submit=gettext_lazy("Make paper"),
    told=gettext_lazy("The paper was made. Enter its path next."),
)
REOPEN = Sheet(
    "report-reopen",
    gettext_lazy("Take countersignature back"),
    report_forms.ReopenForm,
    refusals=(ReportRefused,),
    lead=gettext_lazy("The seal becomes void. Files given out before keep it."),
    submit=gettext_lazy("Take back"),
    told=gettext_lazy("The report is in draft again."),
)


@requires(Right.EDIT_PAPERS)
def add(request: OfficeRequest) -> HttpResponse:
    """Begin a report, after the last one if there is one."""
    return sheets.respond(
        request,
        ADD,
        initial=_begun(),
        save=lambda values, _seen: domain.begin(**values, by=request.user),
        done=address_of,
        back=reverse("office:reports"),
        parent=_("Reports"),
    )


@requires(Right.EDIT_PAPERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct the head of a report."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=report_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_PAPERS)
def write(request: OfficeRequest, public_id: UUID, section: str) -> HttpResponse:
    """Write the text of a section."""
    one = one_of(public_id)
    if section not in documents.BY_SLUG:
        raise Http404
    row = one.texts.filter(section=section).first()
    before = row.text if row else ""
    return sheets.respond(
        request,
        WRITE,
        initial={"text": before, "before": before},
        save=lambda values, _seen: domain.write(
            one, section, values["text"], seen=values["before"], by=request.user
        ),
        done=lambda _made: f"{address_of(one)}#sections",
        back=address_of(one),
        parent=one.title,
        about=str(documents.BY_SLUG[section].heading),
    )


@requires(Right.EDIT_PAPERS)
def attach(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Make the paper that the report becomes."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        ATTACH,
        initial={"date": timezone.localdate()},
        save=lambda values, _seen: domain.attach(one, values, by=request.user),
        done=lambda paper: reverse("office:paper", kwargs={"public_id": paper.public_id}),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_PAPERS)
def reopen(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the countersignature back, with a reason."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        REOPEN,
        initial={},
        save=lambda values, _seen: domain.reopen(one, values["reason"], by=request.user),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_PAPERS)
@require_POST
def freeze(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Freeze the figures of the period, again if they were."""
    return _act(request, public_id, domain.freeze, gettext_lazy("The figures are frozen."))


@requires(Right.EDIT_PAPERS)
@require_POST
def countersign(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close the report under its seal."""
    told = gettext_lazy("The report is countersigned. Nothing in it changes any more.")
    return _act(request, public_id, domain.countersign, told)


@requires(Right.EDIT_PAPERS)
@require_POST
def submit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that the council office has the report."""
    told = gettext_lazy("The report is with the council office.")
    return _act(request, public_id, domain.submit, told)


@requires(Right.EDIT_PAPERS)
@require_POST
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the report to everybody."""
    told = gettext_lazy("Everybody can read the report now.")
    return _act(request, public_id, domain.publish, told)


def _act(
    request: OfficeRequest,
    public_id: UUID,
    act: Callable[..., Any],
    told: Promise,
) -> HttpResponse:
    one = one_of(public_id)
    try:
        act(one, by=request.user)
    except (ReportRefused, PaperRefused) as refusal:
        notices.refused(request, refusal)
    except Stale:
        notices.refused(request, _("Somebody has changed the report meanwhile. Look at it again."))
    else:
        notices.done(request, str(told))
    return redirect(address_of(one))


def _begun() -> dict[str, Any]:
    """Return what a report begins with: the period that comes next, and the report before."""
    last = Report.objects.select_related("unit", "department").defer("document").first()
    begun: dict[str, Any] = _next_period(timezone.localdate(), last.cut_off if last else None)
    if last is None:
        return begun | {"title": _("Report on the integration concept")}
    named = {name: getattr(last, name) for name in ("title", "unit", "department")}
    return begun | named | {"predecessor": last}


def _next_period(today: dt.date, reported: dt.date | None) -> dict[str, dt.date]:
    """Return the year that ended; once that is reported, what came since and is over.

    That is up to the end of the last month, or up to today within the first month.
    """
    new_year = today.replace(month=1, day=1)
    since, cut_off = new_year - relativedelta(years=1), new_year - ONE_DAY
    if reported and reported >= cut_off:
        since, month = reported + ONE_DAY, today.replace(day=1)
        cut_off = month - ONE_DAY if month > since else today
    return {"since": since, "cut_off": cut_off}
