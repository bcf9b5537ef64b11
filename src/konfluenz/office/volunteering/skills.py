"""The city's list of skills, from which forms offer: so that wanting and having meet."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms as django_forms
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.ground import search
from konfluenz.office import forms, lists, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right
from konfluenz.volunteering import skills as domain
from konfluenz.volunteering.models import Skill
from konfluenz.volunteering.skills import SkillRefused


class SkillForm(forms.Form):
    """A word of the list."""

    name = django_forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("What one can, in few words: driving, sewing, mathematics."),
    )


class SkillEditForm(SkillForm):
    """A word of the list, perhaps no longer offered."""

    active = django_forms.BooleanField(
        label=gettext_lazy("In use"),
        required=False,
        help_text=gettext_lazy("Otherwise no form offers it any more; who has it keeps it."),
    )


class SkillTable(lists.Table):
    """Skills, with how many have them and how many opportunities ask for them."""

    name = lists.head(gettext_lazy("Name"), "skill-edit", order_by=("name", "id"))
    had = tables.Column(gettext_lazy("Volunteers"), attrs={"td": {"class": "o-cell--number"}})
    asked = tables.Column(gettext_lazy("Opportunities"), attrs={"td": {"class": "o-cell--number"}})
    active = tables.Column(gettext_lazy("In use"))

    def render_active(self, value: bool) -> str:
        """Say whether forms offer it."""
        return _("yes") if value else _("no")


class SkillFilters(lists.Filters):
    """In use or not."""

    active = django_filters.ChoiceFilter(
        label=gettext_lazy("In use"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
    )


def _rows(_request: OfficeRequest) -> QuerySet[Skill]:
    return Skill.objects.annotate(
        had=Count("volunteers", distinct=True), asked=Count("opportunities", distinct=True)
    ).order_by("name", "id")


def _find(rows: QuerySet[Skill], query: str) -> QuerySet[Skill]:
    """Keep those whose name has `query` in it, however it is spelt; the list is short."""
    wanted = search.fold(query)
    return rows.filter(
        pk__in=[one.pk for one in Skill.objects.all() if wanted in search.fold(one.name)]
    )


SKILLS = Listing(
    slug="skills",
    title=gettext_lazy("Skills"),
    rows=_rows,
    table=SkillTable,
    filters=SkillFilters,
    find=_find,
    lead=gettext_lazy("Volunteers choose from this list, and so do those who look for help."),
    count=lambda n: ngettext("%(n)s skill", "%(n)s skills", n) % {"n": n},
    empty=Empty(gettext_lazy("No skill is on the list yet.")),
    add=Add(gettext_lazy("Add skill"), "skill-add", Right.EDIT_VOLUNTEERS),
    template="office/volunteers/skills.html",
)
ADD = Sheet(
    "skill-add",
    gettext_lazy("Add skill"),
    SkillForm,
    refusals=(SkillRefused,),
    submit=gettext_lazy("Add skill"),
    told=gettext_lazy("The skill was added."),
)
EDIT = Sheet(
    "skill-edit",
    gettext_lazy("Correct skill"),
    SkillEditForm,
    refusals=(SkillRefused,),
    told=gettext_lazy("The skill was corrected."),
)


@requires(Right.EDIT_VOLUNTEERS)
def skills(request: OfficeRequest) -> HttpResponse:
    """Show the skills, or export them."""
    return lists.respond(request, SKILLS)


@requires(Right.EDIT_VOLUNTEERS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a skill to the list."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(values["name"], by=request.user),
        back=reverse("office:skills"),
        parent=_("Skills"),
    )


@requires(Right.EDIT_VOLUNTEERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Rename a skill, or take it out of use."""
    one = get_object_or_404(Skill, public_id=public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=_typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=reverse("office:skills"),
        parent=_("Skills"),
        about=one.name,
    )


def _typed(one: Skill) -> dict[str, Any]:
    return {"name": one.name, "active": one.active}
