"""What people do with a paper: correct its head, publish, withdraw, remove; take a promise on."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from konfluenz.council import papers as domain
from konfluenz.council import promises
from konfluenz.council.models import Paper, Sentence
from konfluenz.council.papers import PaperRefused
from konfluenz.council.promises import PromiseRefused
from konfluenz.office import forms, notices, previews, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.actions.task_forms import OwnerForm
from konfluenz.office.council import paper_forms
from konfluenz.office.council.paper import public_address, seen_by
from konfluenz.office.council.papers import address_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

REFUSALS = (PaperRefused,)
LONGEST_TITLE = 200


class PromiseForm(OwnerForm):
    """Who keeps a promise, and by when."""

    title = django_forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("In one line, without the name of a person: many may read it."),
    )
    due_date = forms.DayField(label=gettext_lazy("Due"))
    field_order = ("title", "unit", "post", "due_date")


EDIT = Sheet(
    "paper-edit",
    gettext_lazy("Correct paper"),
    paper_forms.KnownPaperForm,
    REFUSALS,
    told=gettext_lazy("The paper was corrected."),
)
PUBLISH = Sheet(
    "paper-publish",
    gettext_lazy("Publish paper"),
    paper_forms.PublishForm,
    REFUSALS,
    lead=gettext_lazy(
        "Everybody then reads head, path and text. Read it again: no private name may stand there."
    ),
    submit=gettext_lazy("Publish"),
    told=gettext_lazy("The paper is public."),
    template="office/papers/publish.html",
)
REMOVE = Sheet(
    "paper-remove",
    gettext_lazy("Remove paper"),
    paper_forms.ReasonForm,
    REFUSALS,
    lead=gettext_lazy(
        "Text, path, results and mirror go with it, for good. Tasks and figures stay."
    ),
    submit=gettext_lazy("Remove for good"),
    told=gettext_lazy("The paper was removed."),
)
PROMISE = Sheet(
    "paper-promise",
    gettext_lazy("Turn promise into a task"),
    PromiseForm,
    (PromiseRefused,),
    lead=gettext_lazy("The mirror calls the sentence answered once the task is done."),
    submit=gettext_lazy("Add task"),
    told=gettext_lazy("The task was added."),
)


@requires(Right.EDIT_PAPERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct the head of a paper."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=paper_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
    )


@requires(Right.EDIT_PAPERS)
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Let everybody read it, with its mirror or without."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        PUBLISH,
        record=one,
        initial=lambda now: {"mirror": now.mirror_public},
        save=lambda values, seen: domain.publish(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=str(one),
        paper=one,
        public_url=public_address(one),
    )


@requires(Right.EDIT_PAPERS)
@require_safe
def preview(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the paper as everybody will read it once it is public."""
    one = seen_by(request, public_id)
    return previews.respond(
        request,
        lambda: domain.publish(one, mirror=one.mirror_public, by=request.user),
        public_address(one),
        back=address_of(one),
        refusals=REFUSALS,
    )


@requires(Right.EDIT_PAPERS)
@require_POST
def withdraw(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take it back into the house."""
    one = seen_by(request, public_id)
    try:
        domain.withdraw(one, by=request.user)
        notices.done(request, _("The paper is no longer public."))
    except PaperRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_PAPERS)
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a paper for good."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        REMOVE,
        record=one,
        initial={},
        save=lambda values, seen: domain.remove(one, **values, seen=seen, by=request.user),
        done=lambda _gone: reverse("office:papers"),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_PAPERS)
def promise(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Turn a sentence of the paper into an Aufgabe."""
    one = seen_by(request, public_id)
    sentence = get_object_or_404(Sentence, pk=pk, part__paper=one)
    return sheets.respond(
        request,
        PROMISE,
        initial=_proposed(one, sentence),
        save=lambda values, _seen: promises.take(sentence, **values, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=sentence.text,
    )


def _proposed(one: Paper, sentence: Sentence) -> dict[str, Any]:
    fits = len(sentence.text) <= LONGEST_TITLE
    return {"title": sentence.text if fits else "", "unit": one.author_unit or one.department}
