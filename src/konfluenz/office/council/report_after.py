"""What is said of a report beside its seal: the short version, and what follows from it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import consequences, summaries, wordings
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.summaries import LONGEST, SummaryRefused
from konfluenz.office import forms, notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import conclusion_forms
from konfluenz.office.council.reports import address_of, one_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right


class SummaryForm(forms.Form):
    """A short text for everybody."""

    text = django_forms.CharField(
        label=gettext_lazy("Your text"),
        required=False,
        max_length=LONGEST,
        widget=django_forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Plain German, short sentences. An empty line begins a paragraph."),
    )
    before = django_forms.CharField(required=False, widget=django_forms.HiddenInput)


SUMMARY = Sheet(
    "report-summary",
    gettext_lazy("Write short version"),
    SummaryForm,
    refusals=(SummaryRefused,),
    lead=gettext_lazy(
        "It stands on the portal above goals and figures, and is translated from here."
    ),
    told=gettext_lazy("The short version is saved."),
)
CONCLUDE = Sheet(
    "report-conclude",
    gettext_lazy("What follows from it?"),
    conclusion_forms.ConclusionForm,
    refusals=(FollowUpRefused,),
    submit=gettext_lazy("Save what follows"),
    told="",
)


@requires(Right.EDIT_PAPERS)
def summary(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write what everybody reads first."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        SUMMARY,
        initial={"text": one.summary, "before": one.summary},
        save=lambda values, _seen: summaries.write(
            one, values["text"], seen=values["before"], by=request.user
        ),
        done=lambda _made: f"{address_of(one)}#summary",
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_PAPERS)
def conclude(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say what follows from the debate."""
    one = one_of(public_id)
    result = consequences.result(one)
    if result is None:
        notices.refused(request, _("Enter the result of the debate first: it says what follows."))
        return redirect(address_of(one))
    form = conclusion_forms.of(consequences.suggestions(one), one.unit)

    def save(values: dict[str, Any], seen: int | None) -> str:
        consequences.conclude(one, **values, seen=seen, by=request.user)
        if values["steps"]:
            notices.done(request, _("It is followed up from now on."))
            return reverse("office:follow-ups")
        notices.done(request, _("Saved: nothing follows."))
        return address_of(one)

    return sheets.respond(
        request,
        replace(CONCLUDE, form=form),
        record=one,
        initial=lambda _one: {},
        save=save,
        done=str,
        back=address_of(one),
        parent=one.title,
        about=f"{result.consultation}: {wordings.sentence(result)}",
    )
