"""One service: the record, adding, correcting, its hours, its way to the public and off it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory import hours, opening
from konfluenz.directory import services as domain
from konfluenz.directory.hours import HoursRefused
from konfluenz.directory.models import Service, ServiceState
from konfluenz.directory.services import ServiceRefused
from konfluenz.office import notices, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.content import open_words, service_forms
from konfluenz.office.content.hour_lines import DayField, OthersField
from konfluenz.office.sheets import Sheet
from konfluenz.people import languages
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
BADGES = {
    ServiceState.DRAFT: "",
    ServiceState.PUBLISHED: "success",
    ServiceState.PAUSED: "warning",
    ServiceState.ENDED: "",
}
ADD = Sheet(
    "service-add",
    gettext_lazy("Add service"),
    service_forms.ServiceForm,
    refusals=(ServiceRefused,),
    submit=gettext_lazy("Add service"),
    told=gettext_lazy("The service was added as a draft. Enter its opening hours next."),
)
EDIT = Sheet(
    "service-edit",
    gettext_lazy("Correct service"),
    service_forms.ServiceForm,
    refusals=(ServiceRefused,),
    told=gettext_lazy("The service was corrected."),
)
HOURS = Sheet(
    "service-hours",
    gettext_lazy("Opening hours"),
    service_forms.HoursForm,
    refusals=(HoursRefused,),
    lead=gettext_lazy(
        "A span a line: “9-12” or “14:00-17:30 nach Vereinbarung”. Behind a comma follow a place"
        " (“in Haus A”), days (“ab 01.12.2026”, “bis 31.03.2027”) or a note (“nur Telefon”)."
    ),
    told=gettext_lazy("The opening hours were saved."),
)
PAUSE = Sheet(
    "service-pause",
    gettext_lazy("Pause service"),
    service_forms.PauseForm,
    refusals=(ServiceRefused,),
    submit=gettext_lazy("Pause"),
    told=gettext_lazy("Readers now see that it is paused, and why."),
)
Act = Callable[..., Service]
ACTS: dict[str, tuple[Act, Promise]] = {
    "publish": (domain.publish, gettext_lazy("Everybody can read it now.")),
    "resume": (domain.resume, gettext_lazy("It takes place again.")),
    "end": (domain.end, gettext_lazy("It no longer stands on the portal.")),
}


def address_of(one: Service, tab: str = "") -> str:
    """Return the address of the service's record, opened at `tab`."""
    path = reverse("office:service", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


@requires(Right.READ_CONTENT)
def service(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a service's record."""
    one = get_object_or_404(domain.with_parts(Service.objects.all()), public_id=public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context: dict[str, Any] = {
        "service": one,
        "tabs": TABS,
        "tab": tab,
        "badge": BADGES[ServiceState(one.state)],
        "is_public": one.state in (ServiceState.PUBLISHED, ServiceState.PAUSED),
        "can_edit": may(request.user, Right.EDIT_CONTENT),
    }
    if tab:
        context |= record_history.page(request, address_of(one, "timeline"), one)
        return render(request, "office/content/service_timeline.html", context)
    return render(request, "office/content/service.html", context | _overview(request, one))


@requires(Right.EDIT_CONTENT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a service."""
    return sheets.respond(
        request,
        ADD,
        initial={"organization": request.GET.get("organisation", "")},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:services"),
        parent=_("Services"),
    )


@requires(Right.EDIT_CONTENT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a service."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=service_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


@requires(Right.EDIT_CONTENT)
def edit_hours(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write the opening hours of a service anew."""
    one = _one(public_id)

    def save(values: dict[str, Any], seen: int | None) -> Service:
        week = [row for number in WEEKDAYS for row in values[f"day_{number}"]]
        return hours.replace(one, week=week, others=values["others"], seen=seen, by=request.user)

    return sheets.respond(
        request,
        HOURS,
        record=one,
        initial=service_forms.typed_hours,
        save=save,
        back=address_of(one),
        parent=one.name,
        about=one.name,
    )


@requires(Right.EDIT_CONTENT)
def pause(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Tell readers that a service does not take place for now."""
    one = _one(public_id)
    return sheets.respond(
        request,
        PAUSE,
        initial={},
        save=lambda values, _seen: domain.pause(one, values["because"], by=request.user),
        back=address_of(one),
        parent=one.name,
        about=one.name,
    )


@requires(Right.EDIT_CONTENT)
@require_POST
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Publish, resume or end a service."""
    one = _one(public_id)
    act = ACTS.get(request.POST.get("act", ""))
    try:
        if act is None:
            raise ServiceRefused(_("Choose what to do."))
        act[0](one, by=request.user)
        notices.done(request, str(act[1]))
    except ServiceRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


def _one(public_id: UUID) -> Service:
    rows = Service.objects.select_related("organization", "unit")
    return get_object_or_404(rows, public_id=public_id)


def _overview(request: OfficeRequest, one: Service) -> dict[str, Any]:
    names = languages.names()
    week = hours.week_of(one)
    others = OthersField()
    return {
        "now": open_words.now(opening.now(one, timezone.now())),
        "week": [
            (name, [DayField(number).line(row) for row in week if row.weekday == number])
            for number, name in WEEKDAYS.items()
        ],
        "others": [others.line(row) for row in hours.others_of(one)],
        "has_week": bool(week),
        "languages": [names.get(code, code) for code in one.languages],
        "may_organisations": may(request.user, Right.READ_ORGANISATIONS),
    }
