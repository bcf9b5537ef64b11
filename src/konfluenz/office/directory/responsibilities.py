"""Who answers for what: every topic with its offices, its gaps, and what waits to be confirmed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory import responsibilities as domain
from konfluenz.directory import units
from konfluenz.directory.models import OrgUnit, Responsibility, Scope, Topic
from konfluenz.directory.responsibilities import ResponsibilityRefused
from konfluenz.office import forms, notices, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory.unit_forms import NothingChosen, UnitChoice, unit_chosen
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right


class HandOverForm(forms.Form):
    """What an office does with a question on a topic, and what is said when handing over."""

    scope = django_forms.ChoiceField(
        label=gettext_lazy("How it takes questions"),
        choices=Scope.choices,
        widget=django_forms.RadioSelect,
        initial=Scope.COVERS,
    )
    hand_over = django_forms.CharField(
        label=gettext_lazy("What to say when handing over"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Whoever asks hears this: where to go, when, what to bring."),
    )


class AssignForm(HandOverForm):
    """An office that answers for a topic from now on."""

    topic = django_forms.ModelChoiceField(
        Topic.objects.filter(active=True), label=gettext_lazy("Topic")
    )
    unit = UnitChoice(label=gettext_lazy("Unit"))
    valid_from = forms.DayField(label=gettext_lazy("Since"))

    field_order = ("topic", "unit", "scope", "hand_over", "valid_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].narrow()  # type: ignore[attr-defined]


ASSIGN = Sheet(
    "responsibility-add",
    gettext_lazy("Assign responsibility"),
    AssignForm,
    refusals=(ResponsibilityRefused,),
    submit=gettext_lazy("Assign"),
    told=gettext_lazy("The responsibility is assigned."),
)
EDIT = Sheet(
    "responsibility-edit",
    gettext_lazy("Correct responsibility"),
    HandOverForm,
    refusals=(ResponsibilityRefused,),
    told=gettext_lazy("The responsibility was corrected."),
)


@dataclass(frozen=True)
class Answer:
    """An office under a topic; `heirs` stand in for one that is gone."""

    row: Responsibility
    gone: bool
    heirs: list[OrgUnit]


@dataclass(frozen=True)
class Part:
    """A topic with those who answer for it. `gap`: nobody does."""

    topic: Topic
    answers: list[Answer]

    @property
    def gap(self) -> bool:
        """Whether nobody answers for the topic."""
        return all(answer.gone for answer in self.answers)


@requires(Right.READ_UNITS)
def responsibilities(request: OfficeRequest) -> HttpResponse:
    """Show every topic with its offices."""
    today = timezone.localdate()
    parts = _parts(today)
    context = {
        "own": [part for part in parts if not part.topic.refer_only],
        "beyond": [part for part in parts if part.topic.refer_only],
        "gaps": sum(part.gap for part in parts),
        "waiting": sum(answer.gone for part in parts for answer in part.answers),
        "can_edit": may(request.user, Right.EDIT_UNITS),
    }
    return render(request, "office/responsibilities/list.html", context)


@requires(Right.EDIT_UNITS)
def assign(request: OfficeRequest) -> HttpResponse:
    """Make an office answer for a topic, the one named by ``?topic=`` if any."""
    topic = Topic.objects.filter(slug=request.GET.get("topic", "")).first()
    initial: dict[str, Any] = {"topic": topic, "valid_from": timezone.localdate()}
    if topic is not None and topic.refer_only:
        initial["scope"] = Scope.REFERS
    return sheets.respond(
        request,
        ASSIGN,
        initial=initial,
        save=lambda values, _seen: domain.assign(**values, by=request.user),
        back=_address(topic),
        done=lambda made: _address(made.topic),
        parent=_("Responsibilities"),
    )


@requires(Right.EDIT_UNITS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct what an office does for a topic, and the words of handing over."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=lambda row: {"scope": row.scope, "hand_over": row.hand_over},
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=_address(one.topic),
        parent=_("Responsibilities"),
        about=f"{one.topic}: {one.unit}",
    )


@requires(Right.EDIT_UNITS)
@require_POST
def end(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """End that an office answers for a topic; can be taken back."""
    one = _one(public_id)
    try:
        domain.end(one, by=request.user)
    except ResponsibilityRefused as refusal:
        notices.refused(request, refusal)
        return redirect(_address(one.topic))
    notices.done(
        request,
        _("%(unit)s no longer answers for “%(topic)s”.") % {"unit": one.unit, "topic": one.topic},
        undo=reverse("office:responsibility-restore"),
        keep={
            "topic": one.topic.pk,
            "unit": one.unit.pk,
            "scope": one.scope,
            "hand_over": one.hand_over,
        },
    )
    return redirect(_address(one.topic))


@requires(Right.EDIT_UNITS)
@require_POST
def restore(request: OfficeRequest) -> HttpResponse:
    """Take back that an office no longer answers for a topic."""
    kept = notices.kept(request)
    topic = get_object_or_404(Topic, pk=kept["topic"])
    unit = get_object_or_404(OrgUnit, pk=kept["unit"])
    scope, hand_over = str(kept["scope"]), str(kept["hand_over"])
    try:
        domain.assign(topic, unit, scope=scope, hand_over=hand_over, by=request.user)
        notices.done(request, _("Taken back."))
    except ResponsibilityRefused as refusal:
        notices.refused(request, refusal)
    return redirect(_address(topic))


@requires(Right.EDIT_UNITS)
@require_POST
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Confirm that a successor answers for a topic from today on."""
    one = _one(public_id)
    try:
        heir = unit_chosen(request)
        domain.move(one, heir, by=request.user)
        told = _("%(unit)s now answers for “%(topic)s”.") % {"unit": heir, "topic": one.topic}
        notices.done(request, told)
    except (ResponsibilityRefused, NothingChosen) as refusal:
        notices.refused(request, refusal)
    return redirect(_address(one.topic))


def _parts(day: dt.date) -> list[Part]:
    """Return the chart of `day`; who stands in for an office that is gone is looked up at once."""
    chart = domain.chart(day)
    gone = [row.unit for _topic, rows in chart for row in rows if not row.unit.holds_on(day)]
    heirs = units.current_all(gone, day) if gone else {}
    return [
        Part(
            topic,
            [Answer(row, row.unit_id in heirs, heirs.get(row.unit_id, [])) for row in rows],
        )
        for topic, rows in chart
    ]


def _one(public_id: UUID) -> Responsibility:
    rows = Responsibility.objects.select_related("topic", "unit")
    return get_object_or_404(rows, public_id=public_id)


def _address(topic: Topic | None) -> str:
    """Return the address of the list, at `topic` if there is one."""
    path = reverse("office:responsibilities")
    return f"{path}#{topic.slug}" if topic else path
