"""One line of the Beschlusskontrolle: its record, and what people do with it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.actions import access as task_access
from konfluenz.council import follow_up_tables
from konfluenz.council import follow_ups as domain
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.models import FollowUp
from konfluenz.office import notices, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council import follow_up_forms
from konfluenz.office.council.follow_up_lists import light
from konfluenz.office.council.paper_forms import ReasonForm
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
REFUSALS = (FollowUpRefused,)
EDIT = Sheet(
    "follow-up-edit",
    gettext_lazy("Correct line"),
    follow_up_forms.HeadForm,
    REFUSALS,
    told=gettext_lazy("The line was corrected."),
)
REPORT = Sheet(
    "follow-up-report",
    gettext_lazy("Report how it stands"),
    follow_up_forms.ReportForm,
    REFUSALS,
    told=gettext_lazy("The report was saved."),
)
CLOSE = Sheet(
    "follow-up-close",
    gettext_lazy("Close line"),
    follow_up_forms.CloseForm,
    REFUSALS,
    lead=gettext_lazy("Its task is closed with it. The next list shows it for the last time."),
    submit=gettext_lazy("Close line"),
    told=gettext_lazy("The line is closed."),
)
REMOVE = Sheet(
    "follow-up-remove",
    gettext_lazy("Take line off"),
    ReasonForm,
    REFUSALS,
    lead=gettext_lazy("Its task stays. What was carried out is closed instead."),
    submit=gettext_lazy("Take off"),
    told=gettext_lazy("The line was taken off."),
)


@requires(Right.READ_PAPERS)
def follow_up(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of its record."""
    one = seen_by(public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context: dict[str, Any] = {
        "follow_up": one,
        "line": follow_up_tables.line(one, timezone.localdate()),
        "light": light(one.task.state),
        "tabs": TABS,
        "tab": tab,
        "can_edit": may(request.user, Right.EDIT_PAPERS),
        "task_visible": task_access.visible_to(request.user).filter(pk=one.task_id).exists(),
    }
    if tab == "timeline":
        context |= record_history.page(request, address_of(one, "timeline"), one, one.task)
    return render(request, f"office/follow_ups/{tab or 'overview'}.html", context)


@requires(Right.EDIT_PAPERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct subject, body, day or note."""
    return _act(request, public_id, EDIT, domain.correct, follow_up_forms.typed_head)


@requires(Right.EDIT_PAPERS)
def report(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say how it stands and when it is reported on next."""
    return _act(request, public_id, REPORT, domain.report, follow_up_forms.typed_report)


@requires(Right.EDIT_PAPERS)
def close(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close it, and its Aufgabe with it."""
    one = seen_by(public_id)
    return sheets.respond(
        request,
        CLOSE,
        record=one,
        initial={},
        save=lambda values, seen: domain.close(one, **values, by=request.user, seen=seen),
        back=address_of(one),
        parent=one.subject,
        about=one.subject,
    )


@requires(Right.EDIT_PAPERS)
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take it off the table."""
    one = seen_by(public_id)
    return sheets.respond(
        request,
        REMOVE,
        record=one,
        initial={},
        save=lambda values, seen: domain.remove(one, **values, by=request.user, seen=seen),
        done=lambda _gone: reverse("office:follow-ups"),
        back=address_of(one),
        parent=one.subject,
        about=one.subject,
    )


@requires(Right.EDIT_PAPERS)
@require_POST
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Let everybody read the line."""
    one = seen_by(public_id)
    try:
        domain.publish(one, by=request.user)
        notices.done(request, _("The line is public."))
    except FollowUpRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_PAPERS)
@require_POST
def withdraw(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the line back into the house."""
    one = seen_by(public_id)
    domain.withdraw(one, by=request.user)
    notices.done(request, _("The line is no longer public."))
    return redirect(address_of(one))


def seen_by(public_id: UUID) -> FollowUp:
    """Return the line; raises Http404."""
    return get_object_or_404(follow_up_tables.everything(), public_id=public_id)


def address_of(one: FollowUp, tab: str = "") -> str:
    """Return the address of the record, opened at `tab`."""
    path = reverse("office:follow-up", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


def _act(
    request: OfficeRequest, public_id: UUID, sheet: Sheet, verb: Any, initial: Any
) -> HttpResponse:
    one = seen_by(public_id)
    return sheets.respond(
        request,
        sheet,
        record=one,
        initial=initial,
        save=lambda values, seen: verb(one, values, by=request.user, seen=seen),
        back=address_of(one),
        parent=one.subject,
    )
