"""Forms of the Beschlusskontrolle."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from konfluenz.actions.models import State
from konfluenz.council.follow_ups import HEAD, REPORT
from konfluenz.council.models import FollowUp, FollowUpKind
from konfluenz.office import forms
from konfluenz.office.actions.task_forms import OwnerForm
from konfluenz.office.council.paper_forms import BodyField


def _subject() -> django_forms.CharField:
    return django_forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=400,
        help_text=gettext_lazy("In one line, without the name of a person: many may read it."),
    )


def _note() -> django_forms.CharField:
    return django_forms.CharField(
        label=gettext_lazy("Internal note"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For colleagues only. Cannot be searched."),
    )


class OfResolutionForm(OwnerForm):
    """Who carries out a resolution, and by when."""

    subject = _subject()
    due_date = forms.DayField(label=gettext_lazy("Due"))
    next_report = forms.DayField(label=gettext_lazy("Next report"), required=False)
    note = _note()
    field_order: tuple[str, ...] = (
        "subject",
        "unit",
        "post",
        "due_date",
        "next_report",
        "note",
    )


class OfPromiseForm(forms.Form):
    """A promise whose Aufgabe there is already."""

    subject = _subject()
    next_report = forms.DayField(label=gettext_lazy("Next report"), required=False)
    note = _note()


class SpokenForm(OfResolutionForm):
    """A request or a recommendation that stands in no paper."""

    kind = django_forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (FollowUpKind.REQUEST, FollowUpKind.REQUEST.label),
            (FollowUpKind.RECOMMENDATION, gettext_lazy("Recommendation of a working group")),
        ],
        widget=django_forms.RadioSelect,
        initial=FollowUpKind.REQUEST,
    )
    body = BodyField(label=gettext_lazy("Asked for by"))
    raised_on = forms.DayField(label=gettext_lazy("On"))
    field_order = (
        "kind",
        "subject",
        "body",
        "raised_on",
        "unit",
        "post",
        "due_date",
        "next_report",
        "note",
    )


class HeadForm(forms.Form):
    """What is followed up, for whom, since when."""

    subject = _subject()
    body = BodyField(
        label=gettext_lazy("Asked for by"), required=False, empty_label=gettext_lazy("not named")
    )
    raised_on = forms.DayField(label=gettext_lazy("Since"))
    note = _note()


class ReportForm(forms.Form):
    """How it stands; all of it may be read by everybody."""

    remark = django_forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Public together with the line. Name no person."),
    )
    delay_reason = django_forms.CharField(
        label=gettext_lazy("Reason for the delay"), max_length=400, required=False
    )
    next_report = forms.DayField(
        label=gettext_lazy("Next report"),
        required=False,
        help_text=gettext_lazy("On that day it stands in Heute."),
    )


class CloseForm(forms.Form):
    """How it ended."""

    state = django_forms.ChoiceField(
        label=gettext_lazy("How it ended"),
        choices=[
            (State.DONE, gettext_lazy("done")),
            (State.OVERTAKEN, gettext_lazy("overtaken")),
            (State.REJECTED, gettext_lazy("rejected")),
        ],
        widget=django_forms.RadioSelect,
    )
    words = django_forms.CharField(
        label=gettext_lazy("What came of it"),
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A sentence for those who come after you. It stays inside."),
    )


def typed_head(one: FollowUp) -> dict[str, Any]:
    """Return a line as its form shows it."""
    return {name: getattr(one, name) for name in HEAD}


def typed_report(one: FollowUp) -> dict[str, Any]:
    """Return how a line stands, as its form shows it."""
    return {name: getattr(one, name) for name in REPORT}
