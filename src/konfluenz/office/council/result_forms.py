"""The form of a result: the eleven printed boxes, and only what fits together can be sent."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import BaseConstraint, Model
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.council import terms
from konfluenz.council.boxes import Code
from konfluenz.council.group_votes import CAST, GroupCount
from konfluenz.council.models import Consultation, ConsultationResult, Outcome
from konfluenz.directory.models import Organization
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
COLUMNS = {
    "votes_for": gettext_lazy("Votes in favour"),
    "votes_against": gettext_lazy("Votes against"),
    "abstentions": gettext_lazy("Abstentions"),
}
"""What is counted of each group."""

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


def _of_group(name: str, key: int) -> str:
    return f"{name}_{key}"


def _heads(label: Any, **kwargs: Any) -> django_forms.IntegerField:
    return django_forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        validators=[MaxValueValidator(MOST_HEADS)],
        **kwargs,
    )


class ResultForm(forms.Form):
    """What came of a consultation. `factions`: the groups that sat in the body, with seats."""

    factions: Mapping[Organization, int] = {}

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

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (gettext_lazy("Boxes that may be added"), ("amended", "abstentions", "votes_against")),
        (gettext_lazy("Wording and source"), ("text", "source")),
        (gettext_lazy("Further heads, if they were counted"), ("votes_for", "excluded", "present")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for faction, seats in self.factions.items():
            fields = {_of_group(name, faction.pk): _heads(label) for name, label in COLUMNS.items()}
            for field in fields.values():
                forms.dress(field.widget)
            self.fields |= fields
            legend = ngettext("%(group)s (%(n)d seat)", "%(group)s (%(n)d seats)", seats)
            self.groups += ((legend % {"group": faction, "n": seats}, tuple(fields)),)

    def clean(self) -> dict[str, Any]:
        """Answer each state rule at the field that mends it; gather the votes under "groups"."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.factions:
            values["groups"] = [self._cast(faction, values) for faction in self.factions]
        if not self.errors:
            result = ConsultationResult(**{name: values[name] for name in FIELDS})
            for rule in ConsultationResult._meta.constraints:
                self._hold(rule, result)
        return values

    def _cast(self, faction: Organization, values: dict[str, Any]) -> GroupCount:
        return GroupCount(
            faction, *(values.pop(_of_group(name, faction.pk), None) for name in CAST)
        )

    def _hold(self, rule: BaseConstraint, result: Model) -> None:
        field = BELONGS_TO.get(rule.name)
        if field is None:
            return
        try:
            rule.validate(type(result), result)
        except ValidationError as error:
            self.add_error(field, error)


def sitting(form: type[ResultForm], here: Consultation) -> type[ResultForm]:
    """Return `form` with votes of each group that sat in the body on the day of `here`."""
    term = terms.on(here.body, here.date)
    return type(form.__name__, (form,), {"factions": terms.held(term) if term else {}})


class CorrectResultForm(ResultForm):
    """A result that was entered wrongly."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=300,
        help_text=gettext_lazy("Stays in the trail, for those who come after you."),
    )


def typed(result: ConsultationResult) -> dict[str, Any]:
    """Return a result as its form shows it."""
    votes = {
        _of_group(name, row.faction_id): getattr(row, name)
        for row in result.group_votes.all()
        for name in CAST
    }
    return {name: getattr(result, name) for name in FIELDS} | votes
