"""Forms of a Sitzung: when and where, its agenda, what came of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms as django_forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Group, Place
from konfluenz.events import agenda, invitations
from konfluenz.events.meetings import Proposal
from konfluenz.events.minutes import Said
from konfluenz.events.models import AgendaItem, Attendance, AttendanceState, GroupMeeting
from konfluenz.office import forms

PLAIN = ("title", "starts_at", "ends_at", "place", "room", "online", "invitation")
DECISION = "decision_"


def _long(label: Any, rows: int, **more: Any) -> django_forms.CharField:
    area = django_forms.Textarea(attrs={"rows": rows})
    return django_forms.CharField(label=label, widget=area, required=False, **more)


class MeetingForm(forms.Form):
    """When and where a group meets, and what the invitation says."""

    title = django_forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave it empty if the name of the group says enough."),
    )
    starts_at = forms.MomentField(label=gettext_lazy("Begins"))
    ends_at = forms.MomentField(label=gettext_lazy("Ends"), required=False)
    place = django_forms.ModelChoiceField(
        Place.objects.none(),
        label=gettext_lazy("Location"),
        required=False,
        empty_label=gettext_lazy("online, or not known yet"),
    )
    room = django_forms.CharField(label=gettext_lazy("Room"), max_length=120, required=False)
    online = django_forms.URLField(
        label=gettext_lazy("Address online"), required=False, assume_scheme="https"
    )
    invitation = _long(
        gettext_lazy("Text of the invitation"),
        4,
        help_text=gettext_lazy("Stands above the agenda in the mail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = getattr(self.initial.get("place"), "pk", None)
        rows = Place.objects.filter(Q(confidential=False) | Q(pk=place))
        self.fields["place"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say at the field when a meeting would end before it begins."""
        values = super().clean() or self.cleaned_data
        begins, ends = values.get("starts_at"), values.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The meeting must end after it begins."))
        return values


class PlanForm(MeetingForm):
    """A meeting that is not on record yet, with its agenda."""

    group = django_forms.ModelChoiceField(
        Group.objects.none(), label=gettext_lazy("Group"), empty_label=gettext_lazy("choose")
    )
    agenda = _long(
        gettext_lazy("Agenda"), 6, help_text=gettext_lazy("One item in each line, in their order.")
    )
    field_order = ("group", "title", "starts_at", "ends_at", "place", "room", "online", "agenda")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["group"].queryset = Group.objects.on(today)  # type: ignore[attr-defined]


class AgendaForm(forms.Form):
    """The whole agenda at once."""

    agenda = _long(
        gettext_lazy("Agenda"),
        12,
        help_text=gettext_lazy("One item in each line, in their order."),
    )


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = django_forms.CharField(label=gettext_lazy("Agenda item"), max_length=200)
    details = _long(gettext_lazy("What it is about"), 4)


class DecidedItemForm(ItemForm):
    """An item with what was decided on it."""

    decision = _long(
        gettext_lazy("What was decided"),
        3,
        help_text=gettext_lazy("May be public. Name no person."),
    )


class CancelForm(forms.Form):
    """Why a meeting does not take place."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Who was invited reads it in the mail. One short sentence."),
    )


class MinutesForm(forms.Form):
    """What came of a meeting; `minutes_form` adds its members and items."""

    minutes = _long(
        gettext_lazy("Minutes"),
        10,
        help_text=gettext_lazy("Kept encrypted, for those who lead groups. May name persons."),
    )
    summary = _long(
        gettext_lazy("In short, for everybody"), 3, help_text=gettext_lazy("Name no person.")
    )
    public = django_forms.BooleanField(
        label=gettext_lazy("Show agenda, decisions and summary in the portal"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse who was there and excused at once."""
        values = super().clean() or self.cleaned_data
        if set(values.get("present", ())) & set(values.get("excused", ())):
            self.add_error("excused", _("Somebody is marked as there and as excused."))
        return values


def minutes_form(roll: Sequence[Attendance], items: Iterable[AgendaItem]) -> type[MinutesForm]:
    """Return the form of the minutes of one meeting, with its members and its items."""
    members = [(invitations.key(row), str(row.person or row.organization)) for row in roll]
    shown: dict[str, Any] = {}
    if members:
        shown["present"] = _members(gettext_lazy("Was there"), members)
        shown["excused"] = _members(gettext_lazy("Excused"), members)
    decisions = {f"{DECISION}{item.pk}": _decision(item) for item in items}
    groups = (
        (gettext_lazy("Who was there"), tuple(shown)),
        (gettext_lazy("What was decided"), tuple(decisions)),
        (gettext_lazy("Minutes"), ("minutes",)),
        (gettext_lazy("For everybody"), ("summary", "public")),
    )
    return type("MeetingMinutesForm", (MinutesForm,), shown | decisions | {"groups": groups})


def typed(meeting: GroupMeeting) -> dict[str, Any]:
    """Return a meeting as its form shows it."""
    return {name: getattr(meeting, name) for name in PLAIN}


def proposed(group: Group, proposal: Proposal | None) -> dict[str, Any]:
    """Return the next meeting of a group as the form of a new one shows it."""
    if proposal is None:
        return {"group": group}
    values = vars(proposal) | {"agenda": "\n".join(proposal.agenda), "group": group}
    return dict(values)


def planned(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as `events.meetings.plan` takes it."""
    return values | {"agenda": agenda.lines(values["agenda"])}


def noted(meeting: GroupMeeting, roll: Sequence[Attendance]) -> dict[str, Any]:
    """Return what is on record of a meeting as the form of its minutes shows it.

    Who said they would come is ticked at first.
    """
    there = (AttendanceState.COMING, AttendanceState.PRESENT)
    return {
        "minutes": meeting.minutes,
        "summary": meeting.summary,
        "public": meeting.public,
        "present": [invitations.key(row) for row in roll if row.state in there],
        "excused": [invitations.key(row) for row in roll if row.state == AttendanceState.EXCUSED],
    } | {f"{DECISION}{item.pk}": item.decision for item in meeting.items.all()}


def said(values: dict[str, Any]) -> Said:
    """Return what was typed as `events.minutes.keep` takes it."""
    return Said(
        minutes=values["minutes"],
        summary=values["summary"],
        public=values["public"],
        present=values.get("present", ()),
        excused=values.get("excused", ()),
        decisions={
            int(name.removeprefix(DECISION)): text
            for name, text in values.items()
            if name.startswith(DECISION)
        },
    )


def _members(label: Any, members: list[tuple[str, str]]) -> django_forms.MultipleChoiceField:
    return django_forms.MultipleChoiceField(
        label=label,
        choices=members,
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )


def _decision(item: AgendaItem) -> django_forms.CharField:
    return _long(f"{item.position}. {item.title}", 2)
