"""The task templates from which opportunities are written down in minutes (J3)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from konfluenz.directory.models import Topic
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.people.roles import Right
from konfluenz.volunteering import task_templates
from konfluenz.volunteering.models import Skill, Timing
from konfluenz.volunteering.task_templates import TaskTemplate


@dataclass(frozen=True)
class Card:
    """A template as the page shows it: `facts` are what it fills in, in words."""

    template: TaskTemplate
    facts: list[str]
    url: str


@requires(Right.READ_OPPORTUNITIES)
def templates(request: OfficeRequest) -> HttpResponse:
    """Show the task templates with what each fills in."""
    topics = dict(Topic.objects.filter(active=True).values_list("slug", "name"))
    skills = dict(Skill.objects.filter(active=True).values_list("slug", "name"))
    add = reverse("office:opportunity-add")
    cards = [
        Card(one, _facts(one, topics, skills), f"{add}?template={one.slug}")
        for one in task_templates.available()
    ]
    can_edit = may(request.user, Right.EDIT_OPPORTUNITIES)
    context = {"cards": cards, "can_edit": can_edit}
    return render(request, "office/opportunities/templates.html", context)


def _facts(one: TaskTemplate, topics: dict[str, str], skills: dict[str, str]) -> list[str]:
    """Return what the template fills in; topics and skills that this city lacks are left out."""
    facts = [
        str(topics.get(one.topic, "")),
        str(Timing(one.timing).label),
        _("%(minutes)d minutes") % {"minutes": one.minutes},
        ", ".join(skills[slug] for slug in one.skills if slug in skills),
        _("with children or young people") if one.with_minors else "",
        _("little German is enough") if one.without_german else "",
        _("possible from home") if one.from_home else "",
    ]
    return [fact for fact in facts if fact]
