"""Comments in rounds of participation: read, published, answered with a reason, removed (T-19)."""

from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konfluenz.office import lists, notices, record_history, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import participation_forms, participations, steered_words
from konfluenz.people.roles import Right
from konfluenz.steering import comments as domain
from konfluenz.steering.comments import UNREAD, CommentRefused
from konfluenz.steering.models import CommentOutcome, ParticipationComment, ParticipationRound

SHOWN = 120
"""Characters of a comment in the list."""


class CommentTable(lists.Table):
    """Comments, the oldest first: whoever wrote first waits longest."""

    text = lists.head(gettext_lazy("Comment"), "comment", orderable=False)
    round = tables.Column(gettext_lazy("Round"), order_by="round__title")
    received_on = tables.Column(gettext_lazy("Received on"))
    area = tables.Column(gettext_lazy("Field of action"), orderable=False)
    outcome = tables.Column(gettext_lazy("What became of it"), empty_values=())
    public = tables.Column(gettext_lazy("In the portal"), orderable=False)

    def render_text(self, value: str) -> str:
        """Return how it begins."""
        return value if len(value) <= SHOWN else f"{value[:SHOWN].rstrip()} …"

    def value_text(self, value: str) -> str:
        """Return all of it."""
        return value

    def render_outcome(self, record: ParticipationComment) -> str:
        """Return what became of it, or that it waits."""
        return record.get_outcome_display() or _("not answered yet")

    def render_public(self, value: bool) -> str:
        """Say whether everybody may read it."""
        return _("yes") if value else _("no")

    value_outcome, value_public = render_outcome, render_public


class CommentFilters(lists.Filters):
    """In which round, what waits, what became of it."""

    round = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Round"),
        queryset=ParticipationRound.objects.all(),
        empty_label=gettext_lazy("all rounds"),
    )
    read = django_filters.ChoiceFilter(
        label=gettext_lazy("Waits for"),
        choices=[
            ("unread", gettext_lazy("somebody who reads it")),
            ("unanswered", gettext_lazy("an answer")),
        ],
        empty_label=gettext_lazy("all"),
        method="waiting",
    )
    outcome = django_filters.ChoiceFilter(
        label=gettext_lazy("What became of it"),
        choices=CommentOutcome.choices,
        empty_label=gettext_lazy("all"),
    )
    public = django_filters.ChoiceFilter(
        label=gettext_lazy("In the portal"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
    )

    def waiting(
        self, rows: QuerySet[ParticipationComment], _name: str, value: str
    ) -> QuerySet[ParticipationComment]:
        """Keep what nobody has read, or what has no answer."""
        return rows.filter(UNREAD) if value == "unread" else rows.filter(outcome="")


COMMENTS = Listing(
    slug="comments",
    title=gettext_lazy("Comments"),
    rows=lambda _request: _rows(),
    table=CommentTable,
    filters=CommentFilters,
    count=lambda n: ngettext("%(n)s comment", "%(n)s comments", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No comment has come in yet."),
        gettext_lazy("Those from the portal appear here. Others are entered on their round."),
    ),
    search_hint=gettext_lazy("A word of the comment"),
    find=lambda rows, query: rows.filter(text__icontains=query),
)
ADD = Sheet(
    "comment-add",
    gettext_lazy("Enter comment"),
    participation_forms.CommentForm,
    refusals=(CommentRefused,),
    lead=gettext_lazy("From an event, a letter or a call. Who said it is not kept."),
    submit=gettext_lazy("Enter comment"),
    told=gettext_lazy("The comment was entered."),
)
EDIT = Sheet(
    "comment-edit",
    gettext_lazy("Correct comment"),
    participation_forms.CommentForm,
    refusals=(CommentRefused,),
    told=gettext_lazy("The comment was corrected."),
)
ANSWER = Sheet(
    "comment-answer",
    gettext_lazy("Answer comment"),
    participation_forms.AnswerForm,
    refusals=(CommentRefused,),
    told=gettext_lazy("The answer is on record."),
    template="office/participations/answer.html",
)


def address_of(comment: ParticipationComment) -> str:
    """Return the address of the comment's record."""
    return reverse("office:comment", kwargs={"public_id": comment.public_id})


@requires(Right.EDIT_CONCEPT)
def comments(request: OfficeRequest) -> HttpResponse:
    """Show the comments, or export them."""
    return lists.respond(request, COMMENTS)


@requires(Right.EDIT_CONCEPT)
def comment(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a comment with what became of it."""
    one = _one(public_id)
    later = _rows().filter(UNREAD, round=one.round).exclude(pk=one.pk)
    context = {
        "comment": one,
        "kind": steered_words.OUTCOME_KINDS[one.outcome],
        "next": steered_words.next_of_comment(one),
        "following": later.first(),
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/participations/comment.html", context)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Enter a comment by hand in the round of that public id."""
    row = participations.one_of(public_id)
    return sheets.respond(
        request,
        ADD,
        initial={"round": row, "received_on": timezone.localdate()},
        save=lambda values, _seen: domain.add(row, **values, by=request.user),
        done=address_of,
        back=participations.address_of(row),
        parent=row.title,
        about=row.title,
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a comment, such as to take a name out of it."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=participation_forms.typed_comment,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.round.title,
    )


@requires(Right.EDIT_CONCEPT)
def answer(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say what became of a comment, and why."""
    one = _one(public_id)
    return sheets.respond(
        request,
        ANSWER,
        record=one,
        initial=lambda row: {"outcome": row.outcome, "text": row.answer},
        save=lambda values, seen: domain.answer(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.round.title,
        comment=one,
    )


@requires(Right.EDIT_CONCEPT)
@require_POST
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a comment in the portal."""
    one = _one(public_id)
    try:
        domain.publish(one, by=request.user)
        notices.done(request, _("The comment stands in the portal."))
    except CommentRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_CONCEPT)
@require_POST
def withdraw(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a comment out of the portal."""
    one = _one(public_id)
    domain.withdraw(one, by=request.user)
    notices.done(request, _("The comment no longer stands in the portal."))
    return redirect(address_of(one))


@requires(Right.EDIT_CONCEPT)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove what is no comment, such as an advertisement; can be taken back."""
    one = _one(public_id)
    kept = {
        "text": one.text,
        "received_on": one.received_on.isoformat(),
        "area": one.area_id or "",
    }
    domain.remove(one, by=request.user)
    notices.done(
        request,
        _("The comment was removed."),
        undo=reverse("office:comment-restore", kwargs={"public_id": one.round.public_id}),
        keep=kept,
    )
    return redirect(participations.address_of(one.round))


@requires(Right.EDIT_CONCEPT)
@require_POST
def restore(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that a comment was removed from the round of that public id."""
    row, kept = participations.one_of(public_id), notices.kept(request)
    form = participation_forms.CommentForm(kept, initial={"round": row})
    if not form.is_valid():
        return redirect(participations.address_of(row))
    made = domain.add(row, **form.cleaned_data, by=request.user)
    notices.done(request, _("Taken back."))
    return redirect(address_of(made))


def _rows() -> QuerySet[ParticipationComment]:
    rows = ParticipationComment.objects.select_related("round", "area")
    return rows.order_by("received_on", "id")


def _one(public_id: UUID) -> ParticipationComment:
    rows = ParticipationComment.objects.select_related("round__concept", "area")
    return get_object_or_404(rows, public_id=public_id)
