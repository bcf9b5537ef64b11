"""Forms of an *Aufgabe*: what is to be done, by whom, by when, and how it ended."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import OrgUnit, Post
from konfluenz.office import forms


class PostChoice(django_forms.ModelChoiceField):
    """One of the posts of offices in place, said with its office."""

    def label_from_instance(self, obj: Any) -> str:
        """Return "office: post"."""
        return f"{obj.unit}: {obj}"


def _units() -> QuerySet[OrgUnit]:
    return OrgUnit.objects.on(timezone.localdate())


def _posts() -> QuerySet[Post]:
    return Post.objects.filter(unit__in=_units()).select_related("unit")


class TaskTextForm(forms.Form):
    """What is to be done."""

    title = django_forms.CharField(
        label=_("What is to be done"),
        max_length=200,
        help_text=_("In one line, without the name of a person: many may read it."),
    )
    details = django_forms.CharField(
        label=_("Details"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept encrypted. What somebody needs who takes over tomorrow."),
    )


class OwnerForm(forms.Form):
    """Which office, perhaps which post there. Work belongs to them, never to an account."""

    unit = django_forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Unit"))
    post = PostChoice(
        Post.objects.none(),
        label=_("Post"),
        required=False,
        empty_label=_("whoever is there"),
        help_text=_("A post of that office, if it is clearly one person's work."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _units()  # type: ignore[attr-defined]
        self.fields["post"].queryset = _posts()  # type: ignore[attr-defined]


class TaskForm(OwnerForm, TaskTextForm):
    """A new task."""

    due_date = forms.DayField(label=_("Due"))
    field_order = ("title", "unit", "post", "due_date", "details")


class DelegateForm(OwnerForm):
    """Hand a task on."""

    reason = django_forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stands in the mail to the office.")
    )


class PostponeForm(forms.Form):
    """Give a task another day."""

    due_date = forms.DayField(label=_("New day"))
    reason = django_forms.CharField(label=_("Why"), max_length=300)


class OutcomeForm(forms.Form):
    """How a task ended."""

    words = django_forms.CharField(
        label=_("How it ended"),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence for those who come after you."),
    )


class ReopenForm(forms.Form):
    """Open a closed task again."""

    due_date = forms.DayField(label=_("Due"), required=False)
    reason = django_forms.CharField(label=_("Why"), max_length=300)
