"""Forms of posts: what they are, who comes and goes, the steps of their history."""

from typing import Any

from django import forms as django_forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Post, PostStageKind
from konfluenz.directory.models.posts import WHOLE
from konfluenz.office import forms, searched
from konfluenz.office.directory.unit_forms import StageForm, UnitChoice, dated
from konfluenz.people.roles import Role


def _share(**kwargs: Any) -> django_forms.IntegerField:
    return django_forms.IntegerField(
        initial=WHOLE, validators=[MinValueValidator(1), MaxValueValidator(WHOLE)], **kwargs
    )


class PostForm(forms.Form):
    """A post of the staffing plan."""

    title = django_forms.CharField(label=gettext_lazy("Title"), max_length=160)
    unit = UnitChoice(label=gettext_lazy("Unit"))
    purpose = django_forms.CharField(
        label=gettext_lazy("What it is for"), max_length=300, required=False
    )
    share = _share(
        label=gettext_lazy("Size in percent"), help_text=gettext_lazy("100 is a full post.")
    )
    role = django_forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=[("", gettext_lazy("no role")), *Role.choices],
        help_text=gettext_lazy("Whoever holds the post has this role, and loses it with the post."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


class AppointForm(searched.SearchedForm):
    """Who takes a post, from when on."""

    looked_up = {"person": searched.PERSON}

    person = searched.person_field()
    unnamed = django_forms.BooleanField(
        label=gettext_lazy("The name is not recorded"),
        required=False,
        help_text=gettext_lazy("For former times: the post was held, no source says by whom."),
    )
    valid_from = forms.KnownDateField(label=gettext_lazy("From"))
    valid_until = forms.KnownDateField(
        label=gettext_lazy("Vacant again from"),
        required=False,
        help_text=gettext_lazy("Leave it empty if no end is in sight."),
    )
    share = _share(
        label=gettext_lazy("Percent of the post"),
        help_text=gettext_lazy("Less than 100 if two share it."),
    )
    source = django_forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)

    groups = (
        (
            gettext_lazy("For the record"),
            ("valid_until", "share", "source", "unnamed"),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].required = "unnamed" not in self.data

    def clean(self) -> dict[str, Any]:
        """Refuse a name beside the word that no name is recorded."""
        values = super().clean()
        if values.get("person") and values.get("unnamed"):
            self.add_error("unnamed", _("Take away the tick, or the name above."))
        return values


class VacateForm(forms.Form):
    """The end of a holding."""

    date = forms.KnownDateField(label=gettext_lazy("Vacant from"))
    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stays in the history of the post."),
    )


class PostStageForm(StageForm):
    """A step of a post."""

    stage = django_forms.ChoiceField(label=gettext_lazy("Step"), choices=PostStageKind.choices)


def typed(post: Post) -> dict[str, Any]:
    """Return a post as its form shows it."""
    return {name: getattr(post, name) for name in ("title", "unit", "purpose", "share", "role")}


def appointed(values: dict[str, Any]) -> dict[str, Any]:
    """Return an appointment as `directory.posts.appoint` takes it."""
    kept = {name: values[name] for name in ("person", "share", "source")}
    return (
        kept
        | dated("valid_from", values["valid_from"])
        | dated("valid_until", values["valid_until"])
    )
