"""Forms of papers: their head, whether the public reads them, why one goes."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import kinds, numbers, papers
from konfluenz.council.models import Paper, PaperType, Recommendation
from konfluenz.directory.models import Organization
from konfluenz.directory.models.organizations import BODIES
from konfluenz.office import forms
from konfluenz.office.directory.unit_forms import UnitChoice

HEAD = (
    "paper_type",
    "reference",
    "date",
    "subject",
    "department",
    "author_unit",
    "author",
    "file_reference",
    "answers",
    "recommendation",
    "recommendation_text",
    "financial_impact",
    "answer_due",
    "note",
)


OF_KINDS = frozenset(name for names in kinds.HEADS.values() for name in names)
"""The fields that only some kinds of papers have."""


def bodies() -> QuerySet[Organization]:
    """Return what decides or advises, by name."""
    return Organization.objects.filter(kind__in=BODIES).order_by("name", "id")


class BodyField(django_forms.ModelChoiceField):
    """One of the bodies of the directory."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Body"))
        kwargs.setdefault("empty_label", gettext_lazy("Please choose"))
        super().__init__(bodies(), **kwargs)


class PaperNumberField(django_forms.CharField):
    """Another paper, by its number; one without a number by its address. Cleans to the paper."""

    def clean(self, value: Any) -> Paper | None:
        """Return the paper; raises ValidationError when none has this number."""
        typed = super().clean(value)
        if not typed:
            return None
        found = papers.by_number(typed) or Paper.objects.filter(slug=typed).first()
        if found is None:
            text = _(
                "No paper with the number %(number)s is here. Add it first, or mend the number."
            )
            raise ValidationError(text % {"number": typed})
        return found

    def prepare_value(self, value: Any) -> Any:
        """Return a paper as somebody would type it."""
        return (value.reference or value.slug) if isinstance(value, Paper) else value


class PaperForm(forms.Form):
    """The head of a paper, as it is printed."""

    paper_type = django_forms.ChoiceField(label=gettext_lazy("Kind"), choices=PaperType.choices)
    reference = django_forms.CharField(
        label=gettext_lazy("Number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "As the council’s system gives it: UV/0050/2024. None printed: empty."
        ),
    )
    date = forms.DayField(label=gettext_lazy("Date"), required=False)
    subject = django_forms.CharField(label=gettext_lazy("Subject"), max_length=400)
    department = UnitChoice(
        label=gettext_lazy("Department"), required=False, empty_label=gettext_lazy("not named")
    )
    author_unit = UnitChoice(
        label=gettext_lazy("Written by"), required=False, empty_label=gettext_lazy("not named")
    )
    author = django_forms.CharField(
        label=gettext_lazy("Author as printed"), max_length=120, required=False
    )
    file_reference = django_forms.CharField(
        label=gettext_lazy("File reference"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Number by the filing plan, a stroke, initials: 31.20.01/Lo"),
    )
    applicants = django_forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label=gettext_lazy("Applicants"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Who brought a motion or an enquiry."),
    )
    answers = PaperNumberField(
        label=gettext_lazy("Answers the paper"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Its number, such as AT/0045/2015."),
    )
    recommendation = django_forms.ChoiceField(
        label=gettext_lazy("Recommendation"),
        choices=[("", gettext_lazy("none")), *Recommendation.choices],
        required=False,
    )
    recommendation_text = django_forms.CharField(
        label=gettext_lazy("Wording of the recommendation"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    financial_impact = django_forms.CharField(
        label=gettext_lazy("Financial effects"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("“none” only if the paper says so."),
    )
    answer_due = forms.DayField(
        label=gettext_lazy("Answer due"),
        required=False,
        help_text=gettext_lazy("Of an enquiry: by when it is to be answered."),
    )
    note = django_forms.CharField(
        label=gettext_lazy("Note on the text"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What kind of text this is, such as “in our own words”."),
    )

    groups = (
        (
            gettext_lazy("Who submits it"),
            ("department", "author_unit", "author", "file_reference", "applicants"),
        ),
        (
            gettext_lazy("What it wants"),
            (
                "answers",
                "recommendation",
                "recommendation_text",
                "financial_impact",
                "answer_due",
                "note",
            ),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("department", "author_unit"):
            unit = self.initial.get(name)
            self.fields[name].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]
        self.fields["applicants"].queryset = bodies()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask an amendment which paper it changes."""
        values = super().clean() or self.cleaned_data
        amends = values.get("paper_type") == PaperType.AMENDMENT
        if amends and "answers" in values and not values["answers"]:
            self.add_error("answers", _("Name the paper that the amendment changes."))
        return values


class NewPaperForm(PaperForm):
    """A paper that is not on record yet; where numbers are given here, it may get the next one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = numbers.coming(timezone.localdate().year)
        if coming:
            hint = _("Number left empty: it gets the next one. %(numbers)s")
            field = django_forms.BooleanField(
                label=_("Give it the next number"),
                required=False,
                help_text=hint % {"numbers": ", ".join(coming.values())},
            )
            forms.dress(field.widget)
            self.fields["numbered"] = field
            self.order_fields(("paper_type", "reference", "numbered"))


class KnownPaperForm(PaperForm):
    """A paper on record: what its kind does not have and nobody filled in is not asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has = kinds.HEADS.get(self.initial.get("paper_type", ""))
        if has is not None:
            for name in OF_KINDS.difference(has):
                if not self.initial.get(name) and name not in self.data:
                    del self.fields[name]


class PublishForm(forms.Form):
    """What the public shall read of a paper."""

    mirror = django_forms.BooleanField(
        label=gettext_lazy("With its mirror"),
        required=False,
        help_text=gettext_lazy(
            "Everybody then sees which sentence is answered, by what, and what is still open."
        ),
    )


class ReasonForm(forms.Form):
    """Why something goes."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Stays in the trail, for those who come after you."),
    )


def typed(paper: Paper) -> dict[str, Any]:
    """Return a paper as its form shows it."""
    shown = {name: getattr(paper, name) for name in HEAD}
    return shown | {"applicants": list(paper.applicants.all())}


def head(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the paper's own row; its applicants are related rows."""
    return {name: values[name] for name in HEAD}
