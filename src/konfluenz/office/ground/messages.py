"""The outbox: every message on its way to somebody, readable, and what to do when it is stuck."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms as django_forms
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konfluenz.ground import files, outbox, references, veiled
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import Channel, State
from konfluenz.office import forms, lists, notices, record_pages, sheets, timelines
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Bulk, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.templatetags.office import moment
from konfluenz.people.roles import Right

TROUBLE_FIRST = Case(
    When(state__in=[State.FAILED, State.UNREACHABLE, State.MANUAL], then=Value(0)),
    default=Value(1),
    output_field=IntegerField(),
)


class MessageTable(lists.Table):
    """Messages: what somebody was told, when, and whether it arrived."""

    subject = lists.head(gettext_lazy("Message"), "message", empty_values=(), orderable=False)
    to = tables.Column(gettext_lazy("To"), empty_values=(), orderable=False)
    channel = tables.Column(gettext_lazy("Way"), attrs={"td": {"class": "k-nowrap"}})
    state = tables.Column(gettext_lazy("State"))
    created_at = tables.Column(gettext_lazy("Written"))

    def render_subject(self, record: Message) -> str:
        """Return the subject, or why there is none to show."""
        return subject_of(record)

    def render_to(self, record: Message) -> str:
        """Return who it is for; the address of a login stays sealed."""
        if record.to:
            return str(self._recipients.get(record.to) or _("erased"))
        return _("(login)") if veiled.is_sealed(record) else record.address or _("erased")

    def render_created_at(self, value: dt.datetime) -> SafeString | str:
        """Return the moment in the city's time."""
        return moment(value)

    @cached_property
    def _recipients(self) -> dict[references.Reference, object]:
        rows: Iterable = self.page.object_list if hasattr(self, "page") else self.rows
        wanted = {row.record.to for row in rows if row.record.to}
        return dict(references.resolve_all(wanted))


class MessageFilters(lists.Filters):
    """Where messages are, and which way they travel."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=State.choices, empty_label=gettext_lazy("any state")
    )
    channel = django_filters.ChoiceFilter(
        label=gettext_lazy("Way"), choices=Channel.choices, empty_label=gettext_lazy("any way")
    )


class NoteForm(forms.Form):
    """What came of a letter or a call."""

    note = django_forms.CharField(
        label=gettext_lazy("What came of it"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


DONE = Sheet(
    "message-done",
    gettext_lazy("Done by hand"),
    NoteForm,
    refusals=(outbox.OutboxRefused,),
    submit=gettext_lazy("Done"),
    told=gettext_lazy("The message counts as sent."),
)


def subject_of(message: Message) -> str:
    """Return what a message is called in lists."""
    if message.erased_at is not None:
        return _("Text erased")
    if veiled.is_sealed(message):
        return _("Confidential: a code or a link that opens something")
    return veiled.subject(message) or _("Not written yet")


def _rows(_request: OfficeRequest) -> QuerySet[Message]:
    """Return the messages, those in trouble first, without their sealed bodies."""
    return Message.objects.defer("text", "html", "context", "error", "note").order_by(
        TROUBLE_FIRST, "-created_at", "-id"
    )


def _release(request: OfficeRequest, rows: QuerySet[Message]) -> str:
    held = rows.filter(state=State.HELD).only("pk", "channel")
    count = outbox.release(held, by=request.user)
    return ngettext("%(n)d message may go.", "%(n)d messages may go.", count) % {"n": count}


def _drop(request: OfficeRequest, rows: QuerySet[Message]) -> str:
    held = rows.filter(state=State.HELD).only("pk")
    count = outbox.drop(held, by=request.user)
    return ngettext(
        "%(n)d message will not be sent.", "%(n)d messages will not be sent.", count
    ) % {"n": count}


OUTBOX = Listing(
    slug="outbox",
    title=gettext_lazy("Outbox"),
    lead=gettext_lazy("Every message that Konfluenz writes, as its recipient reads it."),
    rows=_rows,
    table=MessageTable,
    filters=MessageFilters,
    find=None,
    count=lambda n: (
        ngettext("%(n)s message", "%(n)s messages", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        gettext_lazy("Nothing has been written yet."),
        gettext_lazy("Mails, text messages, letters and calls will stand here."),
    ),
    bulk=(
        Bulk(
            "release",
            gettext_lazy("Let held-back messages go"),
            Right.READ_OUTBOX,
            _release,
            (outbox.OutboxRefused,),
        ),
        Bulk("drop", gettext_lazy("Do not send held-back messages"), Right.READ_OUTBOX, _drop),
    ),
    exportable=False,
)


@requires(Right.READ_OUTBOX)
def list_messages(request: OfficeRequest) -> HttpResponse:
    """Show the outbox."""
    return lists.respond(request, OUTBOX)


@requires(Right.READ_OUTBOX)
def message(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one message as its recipient reads it, but for its secrets, and what happened to it."""
    one = get_object_or_404(Message, public_id=public_id)
    known = references.resolve_all(filter(None, [one.to, one.about]))
    about = known.get(one.about) if one.about else None
    recipient = known.get(one.to) if one.to else None
    return render(
        request,
        "office/outbox/message.html",
        {
            "message": one,
            "subject": subject_of(one),
            "readable": not veiled.is_sealed(one) and one.erased_at is None,
            "text": veiled.text(one),
            "is_bare": veiled.is_bare(),
            "recipient": recipient,
            "recipient_url": record_pages.address(recipient),
            "about": about,
            "about_url": record_pages.address(about),
            "letter": one.channel == Channel.LETTER and files.of(one).exists(),
            "timeline": timelines.of(one),
        },
    )


@requires(Right.READ_OUTBOX)
@require_POST
def retry(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Send a failed message again."""
    one = get_object_or_404(Message, public_id=public_id)
    try:
        outbox.retry(one, by=request.user)
        notices.done(request, _("The message is waiting to go again."))
    except outbox.OutboxRefused as refusal:
        notices.refused(request, refusal)
    return redirect(_address(one))


@requires(Right.READ_OUTBOX)
@require_POST
def release(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Let one held-back message go."""
    one = get_object_or_404(Message, public_id=public_id)
    try:
        outbox.release([one], by=request.user)
        notices.done(request, _("The message may go."))
    except outbox.OutboxRefused as refusal:
        notices.refused(request, refusal)
    return redirect(_address(one))


@requires(Right.READ_OUTBOX)
@require_POST
def drop(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Decide that a held-back message is never sent."""
    one = get_object_or_404(Message, public_id=public_id)
    if outbox.drop([one], by=request.user):
        undo = reverse("office:message-keep", kwargs={"public_id": one.public_id})
        notices.done(request, _("The message will not be sent."), undo=undo)
    return redirect(_address(one))


@requires(Right.READ_OUTBOX)
@require_POST
def keep(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Hold a message back again that was not to be sent."""
    one = get_object_or_404(Message, public_id=public_id)
    if outbox.keep([one], by=request.user):
        notices.done(request, _("The message is held back again."))
    return redirect(_address(one))


@requires(Right.READ_OUTBOX)
def done(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that a letter was posted or a call was made."""
    one = get_object_or_404(Message, public_id=public_id)
    return sheets.respond(
        request,
        DONE,
        initial={},
        save=lambda values, _seen: outbox.done_by_hand(one, by=request.user, note=values["note"]),
        back=_address(one),
        parent=_("Outbox"),
        about=subject_of(one),
    )


@requires(Right.READ_OUTBOX)
def letter(_request: OfficeRequest, public_id: UUID) -> HttpResponse | FileResponse:
    """Hand out the letter as a PDF, to be printed."""
    one = get_object_or_404(Message, public_id=public_id, confidential=False)
    file = files.of(one).last()
    if file is None:
        raise Http404
    return FileResponse(
        files.open(file),
        as_attachment=True,
        filename=f"{one.public_id}.pdf",
        content_type="application/pdf",
    )


def _address(one: Message) -> str:
    return reverse("office:message", kwargs={"public_id": one.public_id})
