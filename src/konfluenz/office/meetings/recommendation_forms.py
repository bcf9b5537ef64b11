"""Forms of what working groups recommend, and of what becomes of it."""

from typing import Any

from django import forms as django_forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Group, OrgUnit
from konfluenz.events.models import GroupMeeting, MeetingState
from konfluenz.office import forms
from konfluenz.steering.models import (
    AdviceState,
    ConceptState,
    GroupRecommendation,
    Measure,
    PriorityArea,
)

PLAIN = ("text", "date", "meeting", "area", "public")
DECISION = ("state", "reason", "unit", "measure", "decided_on")


class MeetingChoice(django_forms.ModelChoiceField):
    """A meeting, named with its day."""

    def label_from_instance(self, obj: Any) -> str:
        """Return subject and day."""
        return f"{obj}, {obj.starts_at:%d.%m.%Y}"


class RecommendationForm(forms.Form):
    """What a group recommends."""

    text = django_forms.CharField(
        label=_("What is recommended"),
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence. Name no person."),
    )
    date = forms.DayField(label=_("On"))
    meeting = MeetingChoice(
        GroupMeeting.objects.none(),
        label=_("Meeting"),
        required=False,
        empty_label=_("not at a meeting on record"),
    )
    area = django_forms.ModelChoiceField(
        PriorityArea.objects.none(),
        label=_("Field of action"),
        required=False,
        empty_label=_("none"),
    )
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("With its state and its reason, below the field of action."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = PriorityArea.objects.select_related("concept")
        current = areas.exclude(concept__state=ConceptState.SUPERSEDED)
        self.fields["area"].queryset = current  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = self._meetings()  # type: ignore[attr-defined]

    def _meetings(self) -> Any:
        """Return the meetings of the group that are no more than planned."""
        rows = GroupMeeting.objects.select_related("group").defer("minutes")
        group = self.initial.get("group")
        rows = rows.filter(group=group) if group else rows
        return rows.exclude(state__in=(MeetingState.CANCELLED, MeetingState.PLANNED))


class NewRecommendationForm(RecommendationForm):
    """A recommendation that is not on record yet."""

    group = django_forms.ModelChoiceField(
        Group.objects.all(), label=_("Group"), empty_label=_("choose")
    )
    field_order = ("group", "text", "date", "meeting", "area", "public")


class DecideForm(forms.Form):
    """What becomes of a recommendation."""

    state = django_forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[choice for choice in AdviceState.choices if choice[0] != AdviceState.NEW],
        widget=django_forms.RadioSelect,
    )
    reason = django_forms.CharField(
        label=_("Reason"),
        max_length=400,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why it is turned down, or how far it is. Public together with it."),
    )
    unit = django_forms.ModelChoiceField(
        OrgUnit.objects.none(),
        label=_("Answers for it"),
        required=False,
        empty_label=_("no office"),
    )
    measure = django_forms.ModelChoiceField(
        Measure.objects.all(),
        label=_("Became the measure"),
        required=False,
        empty_label=_("no measure"),
    )
    decided_on = forms.DayField(label=_("Decided on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = OrgUnit.objects.filter(pk=getattr(self.initial.get("unit"), "pk", 0))
        standing = OrgUnit.objects.on(timezone.localdate())
        self.fields["unit"].queryset = standing | kept  # type: ignore[attr-defined]


def typed(recommendation: GroupRecommendation) -> dict[str, Any]:
    """Return a recommendation as its form shows it."""
    return {name: getattr(recommendation, name) for name in (*PLAIN, "group")}
