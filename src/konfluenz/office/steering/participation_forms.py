"""Forms of rounds of participation and their comments."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from konfluenz.office import forms
from konfluenz.office.steering.concept_forms import long_text, source_field
from konfluenz.steering.comments import LONGEST
from konfluenz.steering.models import (
    CommentOutcome,
    Concept,
    ParticipationComment,
    ParticipationRound,
    PriorityArea,
)

ROUND = (
    "concept",
    "title",
    "call",
    "opens_on",
    "closes_on",
    "participants",
    "summary",
    "source",
    "public",
)


class RoundForm(forms.Form):
    """A round of participation: what is asked, and from when to when."""

    concept = django_forms.ModelChoiceField(
        Concept.objects.order_by("-label"), label=_("Integration concept")
    )
    title = django_forms.CharField(label=_("Title"), max_length=200)
    call = django_forms.CharField(
        label=_("What citizens are asked"), widget=django_forms.Textarea(attrs={"rows": 6})
    )
    opens_on = forms.DayField(label=_("Open from"))
    closes_on = forms.DayField(label=_("Open until"), help_text=_("This day is included."))
    source = source_field()
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("On its days everybody can write. Comments appear when you publish them."),
    )


class RoundEditForm(RoundForm):
    """A round with what came of it."""

    participants = django_forms.IntegerField(
        label=_("Participants"),
        min_value=0,
        required=False,
        help_text=_("Heads, if somebody counted them"),
    )
    summary = long_text(label=_("What came of it"), help_text=_("For the public, once it closed"))

    groups = ((_("Outcome"), ("participants", "summary")),)


class CommentForm(forms.Form):
    """A comment; `initial["round"]` offers the fields of its concept."""

    text = django_forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=django_forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("Take out names and all that tells who wrote it."),
    )
    area = django_forms.ModelChoiceField(
        PriorityArea.objects.none(),
        label=_("Field of action"),
        required=False,
        empty_label=_("none in particular"),
    )
    received_on = forms.DayField(label=_("Received on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: ParticipationRound | None = self.initial.get("round")
        if row is not None:
            areas = PriorityArea.objects.filter(concept=row.concept_id)
            self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What became of a comment, and why."""

    outcome = django_forms.ChoiceField(
        label=_("What became of it"),
        choices=CommentOutcome.choices,
        widget=django_forms.RadioSelect,
    )
    text = django_forms.CharField(
        label=_("Our answer"),
        widget=django_forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why, in words for the public. Stands below the comment in the portal."),
    )


def typed(row: ParticipationRound) -> dict[str, Any]:
    """Return a round as its form shows it."""
    return {name: getattr(row, name) for name in ROUND}


def typed_comment(comment: ParticipationComment) -> dict[str, Any]:
    """Return a comment as its form shows it."""
    return {
        "round": comment.round,
        "text": comment.text,
        "area": comment.area,
        "received_on": comment.received_on,
    }
