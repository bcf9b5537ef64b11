"""What people do with an *Anliegen*: take, answer, note, move, put off, end, open again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.enquiries import contributions, owners, reaching, referrals
from konfluenz.enquiries import enquiries as domain
from konfluenz.enquiries.enquiries import EnquiryRefused
from konfluenz.enquiries.models import Enquiry
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.actions.task_forms import PostponeForm
from konfluenz.office.enquiries import enquiry_forms, threads
from konfluenz.office.enquiries.enquiry import address_of, after, workable
from konfluenz.office.enquiries.enquiry_forms import BY_MAIL, LANGUAGES, TOLD
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

Values = dict[str, Any]
Save = Callable[[Enquiry, Values, int | None], Any]

TEMPLATE = "office/enquiries/act.html"


def _sheet(slug: str, title: Any, form: type, submit: Any, told: Any, lead: Any = "") -> Sheet:
    return Sheet(slug, title, form, (EnquiryRefused,), lead, submit, told, TEMPLATE)


ANSWER = _sheet(
    "enquiry-answer",
    gettext_lazy("Answer enquiry"),
    enquiry_forms.AnswerForm,
    gettext_lazy("Answer"),
    gettext_lazy("The answer stands in the conversation."),
)
NOTE = _sheet(
    "enquiry-note",
    gettext_lazy("Internal note"),
    enquiry_forms.WordsForm,
    gettext_lazy("Note"),
    gettext_lazy("The note stands in the conversation."),
)
HEAR = _sheet(
    "enquiry-hear",
    gettext_lazy("They said something further"),
    enquiry_forms.HearForm,
    gettext_lazy("Note"),
    gettext_lazy("It stands in the conversation. An answer is owed."),
    gettext_lazy("From then on it is your turn again, also when the enquiry was closed."),
)
ASSIGN = _sheet(
    "enquiry-assign",
    gettext_lazy("Assign enquiry"),
    enquiry_forms.AssignForm,
    gettext_lazy("Give to a unit"),
    gettext_lazy("The enquiry was assigned. Another unit is told by mail."),
)
HAND_OVER = _sheet(
    "enquiry-hand-over",
    gettext_lazy("Hand enquiry over"),
    enquiry_forms.HandOverForm,
    gettext_lazy("Hand over"),
    gettext_lazy("The enquiry was handed over and is closed here."),
    gettext_lazy("They learn who is in charge and how to reach it. For you the matter ends here."),
)
POSTPONE = _sheet(
    "enquiry-postpone",
    gettext_lazy("Promise another day"),
    PostponeForm,
    gettext_lazy("Promise another day"),
    gettext_lazy("The answer is due on the new day."),
    gettext_lazy("Whoever can be reached by mail is told the new day, not the reason."),
)
CLOSE = _sheet(
    "enquiry-close",
    gettext_lazy("Close enquiry"),
    enquiry_forms.CloseForm,
    gettext_lazy("Close enquiry"),
    gettext_lazy("The enquiry is closed."),
)
REOPEN = _sheet(
    "enquiry-reopen",
    gettext_lazy("Open enquiry again"),
    enquiry_forms.ReasonForm,
    gettext_lazy("Open again"),
    gettext_lazy("The enquiry is open again. An answer is due in two working days."),
)


@requires(Right.EDIT_ENQUIRIES)
@require_POST
def take(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that the reader is at it; can be taken back."""
    told = _("You are working on this enquiry.")
    return _press(request, public_id, domain.take, told, "enquiry-release")


@requires(Right.EDIT_ENQUIRIES)
@require_POST
def release(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that nobody is at it any more."""
    return _press(request, public_id, domain.release, _("Nobody is working on this enquiry now."))


@requires(Right.EDIT_ENQUIRIES)
def answer(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Answer by mail, or note what they were told."""
    return _act(
        request,
        public_id,
        ANSWER,
        lambda one, values, seen: contributions.answer(
            one, values["text"], **_how(values), by=request.user, seen=seen
        ),
        lambda one: {"by": _way_out(one)},
    )


@requires(Right.EDIT_ENQUIRIES)
def note(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a note that nobody outside reads."""
    return _act(
        request,
        public_id,
        NOTE,
        lambda one, values, _seen: contributions.note(one, values["text"], by=request.user),
    )


@requires(Right.EDIT_ENQUIRIES)
def hear(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note what they said further on."""
    return _act(
        request,
        public_id,
        HEAR,
        lambda one, values, _seen: contributions.hear(one, **values, by=request.user),
    )


@requires(Right.EDIT_ENQUIRIES)
def assign(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Give it to another unit or post."""
    return _act(
        request,
        public_id,
        ASSIGN,
        lambda one, values, seen: domain.assign(one, **values, by=request.user, seen=seen),
        _assigned_to,
    )


@requires(Right.EDIT_ENQUIRIES)
def hand_over(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Tell them who is in charge beyond the boundary D-21, and close it here."""
    return _act(
        request,
        public_id,
        HAND_OVER,
        lambda one, values, seen: referrals.hand_over(
            one,
            values["unit"],
            values["text"],
            agreed=values["agreed"],
            **_how(values),
            by=request.user,
            seen=seen,
        ),
        _prepared,
    )


@requires(Right.EDIT_ENQUIRIES)
def postpone(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Promise an answer by another day."""
    return _act(
        request,
        public_id,
        POSTPONE,
        lambda one, values, seen: domain.postpone(one, **values, by=request.user, seen=seen),
        lambda one: {"due_date": timezone.localdate(one.due_at)},
    )


@requires(Right.EDIT_ENQUIRIES)
def close(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close it with what came of it."""
    return _act(
        request,
        public_id,
        CLOSE,
        lambda one, values, seen: domain.close(one, **values, by=request.user, seen=seen),
    )


@requires(Right.EDIT_ENQUIRIES)
def reopen(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Open it again."""
    return _act(
        request,
        public_id,
        REOPEN,
        lambda one, values, seen: domain.reopen(one, **values, by=request.user, seen=seen),
    )


def _press(
    request: OfficeRequest, public_id: UUID, verb: Callable[..., Any], told: str, undo: str = ""
) -> HttpResponse:
    """Do what one button asks for; `undo` names the address that takes it back."""
    one = workable(request, public_id)
    try:
        verb(one, by=request.user)
        back = reverse(f"office:{undo}", kwargs={"public_id": public_id}) if undo else ""
        notices.done(request, told, undo=back)
    except EnquiryRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


def _act(
    request: OfficeRequest,
    public_id: UUID,
    sheet: Sheet,
    save: Save,
    initial: Callable[[Enquiry], Values] = lambda _one: {},
) -> HttpResponse:
    one = workable(request, public_id)
    return sheets.respond(
        request,
        sheet,
        record=one,
        initial=initial,
        save=lambda values, seen: save(one, values, seen),
        done=lambda _saved: after(request, one),
        back=address_of(one),
        parent=str(one),
        about=str(one),
        enquiry=one,
        thread=threads.of(one),
        reached=reaching.shown(one),
        answer_language=LANGUAGES.get(one.language, one.language),
    )


def _how(values: Values) -> Values:
    """Return how an answer reached them, as the domain takes it."""
    return {"told": values["by"] == TOLD, "at": values["at"]}


def _way_out(one: Enquiry) -> str:
    return BY_MAIL if reaching.by_mail(one) is not None else TOLD


def _assigned_to(one: Enquiry) -> Values:
    """Return where it is to go by its topic, else where it is."""
    route = owners.proposed(one)
    if route is None or route.refers:
        return {"unit": one.unit, "post": one.post}
    return {"unit": route.unit}


def _prepared(one: Enquiry) -> Values:
    """Return the unit in charge and the words for them, as far as the directory knows."""
    found = referrals.prepared(one)
    known = {"unit": found.unit, "text": found.text} if found else {}
    return {**known, "by": _way_out(one)}
