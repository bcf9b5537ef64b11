"""What proves that a task of a paper is being done: live records of the last period.

Each is a query over what the rooms of today hold. A task that no room works on has none
here, and its sentence stays open.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.actions.models import LIVE, State, Task
from konfluenz.council.models import Paper, PaperType
from konfluenz.directory.models import (
    Group,
    GroupKind,
    GroupMember,
    Organization,
    OrganizationState,
    Responsibility,
    Scope,
    Topic,
    UnitState,
)
from konfluenz.directory.models.organizations import BODIES, SOURCES
from konfluenz.ground import references
from konfluenz.ground.models import Entry
from konfluenz.steering.models import GoalStatus, Observation, RevisionReview

TODAY = 0
MONTH = 30
YEAR = 365


@dataclass(frozen=True)
class Activity:
    """Something that people do. `count` says how many live records of it there are.

    `days` is the period that ends with the day asked for; 0: what stands on that day.
    """

    slug: str
    label: Promise
    days: int
    count: Callable[[dt.date, dt.date], int]

    @property
    def period(self) -> str:
        """The period in words."""
        if self.days == TODAY:
            return _("as of today")
        return ngettext("in the last %(days)d day", "in the last %(days)d days", self.days) % {
            "days": self.days
        }


def find(slug: str) -> Activity | None:
    """Return the activity of that slug, if there is one."""
    return _BY_SLUG.get(slug)


def count(wanted: Iterable[str], day: dt.date | None = None) -> dict[str, int]:
    """Return by slug how many live records each has as of `day`, today if None."""
    until = day or timezone.localdate()
    known = [_BY_SLUG[slug] for slug in dict.fromkeys(wanted) if slug in _BY_SLUG]
    return {one.slug: one.count(until - dt.timedelta(days=one.days), until) for one in known}


def _answered(scope: Scope) -> Callable[[dt.date, dt.date], int]:
    def topics(_since: dt.date, until: dt.date) -> int:
        rows = Responsibility.objects.on(until).filter(scope=scope, unit__state=UnitState.ACTIVE)
        rows = rows.filter(Q(unit__valid_until__isnull=True) | Q(unit__valid_until__gt=until))
        return Topic.objects.filter(active=True, pk__in=rows.values("topic")).count()

    return topics


def _tasks_handed_on(since: dt.date, until: dt.date) -> int:
    """Count tasks, still there, that went from one office or post to another."""
    handed = Entry.objects.filter(
        action="task.delegated",
        about_label=references.label(Task),
        at__date__gte=since,
        at__date__lte=until,
    )
    ids = {int(pk) for pk in handed.values_list("about_id", flat=True)}
    return Task.objects.filter(pk__in=ids).count()


def _offices_at_work(since: dt.date, until: dt.date) -> int:
    """Count offices that have a task in hand or finished one in the period."""
    finished = Q(state=State.DONE, done_at__date__gte=since, done_at__date__lte=until)
    rows = Task.objects.filter(finished | Q(state=State.IN_PROGRESS))
    return rows.values("unit").distinct().count()


def _tasks_done(since: dt.date, until: dt.date) -> int:
    rows = Task.objects.filter(state=State.DONE)
    return rows.filter(done_at__date__gte=since, done_at__date__lte=until).count()


def _tasks_live(_since: dt.date, _until: dt.date) -> int:
    return Task.objects.filter(state__in=LIVE).count()


def _groups(*kinds: GroupKind) -> Callable[[dt.date, dt.date], int]:
    def with_members(_since: dt.date, until: dt.date) -> int:
        members = GroupMember.objects.on(until).values("group")
        return Group.objects.on(until).filter(kind__in=kinds, pk__in=members).count()

    return with_members


def _joined(since: dt.date, until: dt.date) -> int:
    return GroupMember.objects.filter(valid_from__gte=since, valid_from__lte=until).count()


def _organizations(since: dt.date, until: dt.date) -> int:
    """Count organisations at work that somebody entered or corrected in the period."""
    touched = Entry.objects.filter(
        action__in=("organization.added", "organization.corrected"),
        about_label=references.label(Organization),
        at__date__gte=since,
        at__date__lte=until,
    )
    ids = {int(pk) for pk in touched.values_list("about_id", flat=True)}
    rows = Organization.objects.filter(state=OrganizationState.ACTIVE, pk__in=ids)
    return rows.exclude(kind__in=BODIES | SOURCES).count()


def _listed(_since: dt.date, _until: dt.date) -> int:
    return Organization.objects.filter(state=OrganizationState.ACTIVE, listed=True).count()


def _goals(since: dt.date, until: dt.date) -> int:
    return GoalStatus.objects.filter(date__gte=since, date__lte=until).count()


def _observations(since: dt.date, until: dt.date) -> int:
    return Observation.objects.filter(date__gte=since, date__lte=until).count()


def _reviews(since: dt.date, until: dt.date) -> int:
    return RevisionReview.objects.filter(date__gte=since, date__lte=until).count()


def _reports(since: dt.date, until: dt.date) -> int:
    kinds = (PaperType.STATEMENT, PaperType.INFORMATION, PaperType.DECISION)
    rows = Paper.objects.filter(paper_type__in=kinds)
    return rows.filter(date__gte=since, date__lte=until).count()


ACTIVITIES = (
    Activity(
        "topics_answered",
        gettext_lazy("topics that an office answers for"),
        TODAY,
        _answered(Scope.COVERS),
    ),
    Activity(
        "topics_referred",
        gettext_lazy("topics that are referred to the office in charge"),
        TODAY,
        _answered(Scope.REFERS),
    ),
    Activity(
        "tasks_handed_on",
        gettext_lazy("Aufgaben handed from one office or post to another"),
        MONTH,
        _tasks_handed_on,
    ),
    Activity(
        "offices_at_work",
        gettext_lazy("offices that work on an Aufgabe or finished one"),
        MONTH,
        _offices_at_work,
    ),
    Activity("tasks_done", gettext_lazy("Aufgaben done"), MONTH, _tasks_done),
    Activity("tasks_live", gettext_lazy("Aufgaben in hand"), TODAY, _tasks_live),
    Activity(
        "working_groups",
        gettext_lazy("Arbeitskreise with members"),
        TODAY,
        _groups(GroupKind.WORKING_GROUP),
    ),
    Activity(
        "networks",
        gettext_lazy("round tables and district circles with members"),
        TODAY,
        _groups(GroupKind.ROUND_TABLE, GroupKind.DISTRICT_CIRCLE),
    ),
    Activity(
        "group_members", gettext_lazy("people and associations that joined a group"), YEAR, _joined
    ),
    Activity(
        "organizations_kept",
        gettext_lazy("associations entered or brought up to date"),
        YEAR,
        _organizations,
    ),
    Activity(
        "organizations_listed",
        gettext_lazy("associations in the public directory"),
        TODAY,
        _listed,
    ),
    Activity("goals_noted", gettext_lazy("goals assessed"), YEAR, _goals),
    Activity("figures_observed", gettext_lazy("values of figures noted"), YEAR, _observations),
    Activity(
        "concept_reviewed",
        gettext_lazy("checks whether the concept needs to be revised"),
        YEAR,
        _reviews,
    ),
    Activity("papers_presented", gettext_lazy("papers presented to the bodies"), YEAR, _reports),
)
"""All activities, in the order of the choice."""

_BY_SLUG = {activity.slug: activity for activity in ACTIVITIES}
