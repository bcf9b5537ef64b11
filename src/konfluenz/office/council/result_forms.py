"""The form of a result: the eleven printed boxes, and only what fits together can be sent."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import BaseConstraint, Model
from django.utils.translation import gettext_lazy

from konfluenz.council.boxes import Code
from konfluenz.council.models import ConsultationResult, Outcome
from konfluenz.office import forms
from konfluenz.office.council.paper_forms import BodyField
from konfluenz.steering.models import Vote

FIELDS = (
    "outcome",
    "vote",
    "amended",
    "votes_for",
    "votes_against",
    "abstentions",
    "excluded",
    "present",
    "referred_to",
    "adjourned_to",
    "text",
    "source",
)
MOST_HEADS = 999

BELONGS_TO = {
    "result_says_how_the_vote_was": "vote",
    "result_counts_need_a_vote": "vote",
    "result_referred_needs_target": "referred_to",
    "result_target_only_when_referred": "referred_to",
    "result_new_day_only_when_adjourned": "adjourned_to",
    "result_amended_needs_text": "text",
    "result_unanimous_without_against": "votes_against",
}
"""At which field each state rule of `domain.md` 3.2 is answered, by the constraint's name."""


def _printed(choice: Outcome | Vote) -> Any:
    """Return the label of the printed box; what is adopted or recommended has none."""
    return Code(choice.value).label if choice.value in Code.values else choice.label


def _heads(label: Any, **kwargs: Any) -> django_forms.IntegerField:
    return django_forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        validators=[MaxValueValidator(MOST_HEADS)],
        **kwargs,
    )


class ResultForm(forms.Form):
    """What came of a consultation."""

    outcome = django_forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[(outcome.value, _printed(outcome)) for outcome in Outcome],
        widget=django_forms.RadioSelect,
    )
    referred_to = BodyField(
        label=gettext_lazy("Referred to"),
        required=False,
        empty_label=gettext_lazy("not referred"),
        help_text=gettext_lazy("The next station is added to the path by itself."),
    )
    adjourned_to = forms.DayField(
        label=gettext_lazy("Adjourned to"),
        required=False,
        help_text=gettext_lazy("Empty: to the next meeting. The station is repeated on the path."),
    )
    vote = django_forms.ChoiceField(
        label=gettext_lazy("How the vote was"),
        choices=[
            ("", gettext_lazy("no vote, or not documented")),
            *((vote.value, _printed(vote)) for vote in Vote),
        ],
        required=False,
        widget=django_forms.RadioSelect,
    )
    amended = django_forms.BooleanField(
        label=gettext_lazy("amended"),
        required=False,
        help_text=gettext_lazy("Belongs to adopted or recommended; then write the wording below."),
    )
    votes_against = _heads(gettext_lazy("Votes against"))
    abstentions = _heads(gettext_lazy("Abstentions"))
    text = django_forms.CharField(
        label=gettext_lazy("Wording resolved"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("An adopted wording becomes a resolution on this page."),
    )
    votes_for = _heads(gettext_lazy("Votes in favour"))
    excluded = _heads(gettext_lazy("Excluded for bias"))
    present = _heads(gettext_lazy("Present"))
    source = django_forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Minutes, or the printed form with its boxes."),
    )

    groups = (
        (gettext_lazy("Boxes that may be added"), ("amended", "abstentions", "votes_against")),
        (gettext_lazy("Wording and source"), ("text", "source")),
        (gettext_lazy("Further heads, if they were counted"), ("votes_for", "excluded", "present")),
    )

    def clean(self) -> dict[str, Any]:
        """Answer each state rule at the field that mends it."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            result = ConsultationResult(**{name: values[name] for name in FIELDS})
            for rule in ConsultationResult._meta.constraints:
                self._hold(rule, result)
        return values

    def _hold(self, rule: BaseConstraint, result: Model) -> None:
        field = BELONGS_TO.get(rule.name)
        if field is None:
            return
        try:
            rule.validate(type(result), result)
        except ValidationError as error:
            self.add_error(field, error)


class CorrectResultForm(ResultForm):
    """A result that was entered wrongly."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=300,
        help_text=gettext_lazy("Stays in the trail, for those who come after you."),
    )


def typed(result: ConsultationResult) -> dict[str, Any]:
    """Return a result as its form shows it."""
    return {name: getattr(result, name) for name in FIELDS}
