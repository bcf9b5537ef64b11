"""One *Anliegen*: the thread, noting it down, correcting what was noted."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.enquiries import access, owners, reaching
from konfluenz.enquiries import enquiries as domain
from konfluenz.enquiries.models import Enquiry, EnquiryState
from konfluenz.ground import references
from konfluenz.office import record_history, record_pages, sheets
from konfluenz.office.access import OfficeRequest, may, refuse, requires
from konfluenz.office.enquiries import enquiry_forms, threads
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Conversation")),
    ("timeline", gettext_lazy("History")),
)
STATE_BADGES = {
    EnquiryState.OPEN: "warning",
    EnquiryState.WAITING: "info",
    EnquiryState.REFERRED: "",
    EnquiryState.DONE: "success",
}
ADD = Sheet(
    "enquiry-add",
    gettext_lazy("Note enquiry"),
    enquiry_forms.NewEnquiryForm,
    refusals=(domain.EnquiryRefused,),
    submit=gettext_lazy("Note enquiry"),
    told=gettext_lazy("The enquiry was noted."),
)
EDIT = Sheet(
    "enquiry-edit",
    gettext_lazy("Correct enquiry"),
    enquiry_forms.EnquiryForm,
    refusals=(domain.EnquiryRefused,),
    told=gettext_lazy("The enquiry was corrected."),
)


def address_of(one: Enquiry, tab: str = "") -> str:
    """Return the address of the enquiry's record, opened at `tab`."""
    path = reverse("office:enquiry", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


def seen_by(request: OfficeRequest, public_id: UUID) -> Enquiry:
    """Return the enquiry; raises Http404 when there is none that the reader may see."""
    rows = access.visible_to(request.user).select_related(
        "unit", "post", "topic", "person", "taken_by__person"
    )
    one = rows.filter(public_id=public_id).first()
    if one is None:
        raise Http404
    return one


def workable(request: OfficeRequest, public_id: UUID) -> Enquiry:
    """Return the enquiry; raises Http404 or PermissionDenied when it is not theirs to work on."""
    one = seen_by(request, public_id)
    if not access.can_add(request.user):
        refuse()
    return one


def after(request: OfficeRequest, one: Enquiry) -> str:
    """Return the way to `one`, or to the list when it went where the reader does not see it."""
    theirs = access.visible_to(request.user).filter(pk=one.pk).exists()
    return address_of(one) if theirs else reverse("office:enquiries")


@requires(Right.READ_ENQUIRIES)
def enquiry(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of the record."""
    one = seen_by(request, public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context: dict[str, Any] = {
        "enquiry": one,
        "tabs": TABS,
        "tab": tab,
        "state_kind": STATE_BADGES[EnquiryState(one.state)],
        "can_work": access.can_add(request.user),
        "can_turn": may(request.user, Right.EDIT_OPPORTUNITIES),
        "overdue": one.state == EnquiryState.OPEN and one.due_at < timezone.now(),
    }
    if tab == "timeline":
        context |= record_history.page(request, address_of(one, tab), one)
    else:
        context |= _conversation(request, one)
    return render(request, f"office/enquiries/{tab or 'conversation'}.html", context)


@requires(Right.EDIT_ENQUIRIES)
def add(request: OfficeRequest) -> HttpResponse:
    """Note that somebody called, came in or wrote."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.receive(
            values.pop("subject"), values.pop("text"), **values, by=request.user
        ),
        done=lambda made: after(request, made),
        back=reverse("office:enquiries"),
        parent=_("Enquiries"),
    )


@requires(Right.EDIT_ENQUIRIES)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct what was noted when it came in."""
    one = workable(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=enquiry_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
    )


def _conversation(request: OfficeRequest, one: Enquiry) -> dict[str, Any]:
    record = references.resolve(one.about) if one.about else None
    known = reaching.known(one) if may(request.user, Right.READ_PERSONS) else []
    return {
        "thread": threads.of(one),
        "reached": reaching.shown(one),
        "answer_language": enquiry_forms.LANGUAGES.get(one.language, one.language),
        "known": known,
        "about": record,
        "about_url": record_pages.address(record),
        "next": _next(one),
    }


def _next(one: Enquiry) -> dict[str, str] | None:
    """Return where it should go by its topic, None when it is there or closed."""
    route = owners.proposed(one) if one.is_live else None
    if route is None:
        return None
    named = {"topic": one.topic, "unit": route.unit}
    if route.refers:
        text, label = _("“%(topic)s” is decided elsewhere: %(unit)s is in charge."), _("Hand over")
    else:
        text, label = _("“%(topic)s” is answered by %(unit)s."), _("Give to a unit")
    page = "enquiry-hand-over" if route.refers else "enquiry-assign"
    url = reverse(f"office:{page}", kwargs={"public_id": one.public_id})
    return {"text": text % named, "label": label, "url": url}
