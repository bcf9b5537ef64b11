"""What organisations, groups, topics and the city itself can be read as."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from konfluenz.council.claims.kinds import Attribute, Finding, Kind, always, each, several, words
from konfluenz.council.claims.units import named, numbered
from konfluenz.council.values import Count, Several
from konfluenz.directory.models import (
    District,
    Group,
    GroupKind,
    Municipality,
    Organization,
    OrganizationKind,
    Topic,
)
from konfluenz.directory.models.organizations import BODIES, SOURCES

KNOWN_TO_ALL = BODIES | SOURCES | {OrganizationKind.CONSULTANT}
"""Kinds of organisation that papers name; others are public once they agreed to be listed."""


def _shown(organization: Organization) -> bool:
    return organization.listed or organization.kind in KNOWN_TO_ALL


def _covered(organization: Organization) -> Several | None:
    """Return the offices whose matters a committee debates, by number and by name."""
    units = [row.unit for row in organization.coverages.all()]
    return several([*map(numbered, units), *map(named, units)])


def _organizations() -> QuerySet[Organization]:
    return (
        Organization.objects.select_related("parent")
        .prefetch_related("coverages__unit")
        .defer("notes")
    )


ORGANIZATIONS = Kind(
    model=Organization,
    rows=_organizations,
    search=("name", "short_name"),
    public=_shown,
    attributes=(
        each("name", _("name"), lambda one: words(one.name, one.short_name)),
        each("kind", _("kind"), lambda one: words(one.get_kind_display())),
        each("parent", _("belongs to"), lambda one: words(one.parent.name) if one.parent else None),
        each("covers", _("debates matters of the offices"), _covered),
    ),
)


def _public_group(group: Group) -> bool:
    """Return whether it is the Arbeitskreis of a field that everybody may read of."""
    return any(area.concept.public for area in group.areas.all())


def _groups() -> QuerySet[Group]:
    return Group.objects.select_related("unit__parent").prefetch_related("areas__concept")


GROUPS = Kind(
    model=Group,
    rows=_groups,
    search=("name", "purpose"),
    public=_public_group,
    attributes=(
        each("name", _("name"), lambda group: words(group.name)),
        each("kind", _("kind"), lambda group: words(str(GroupKind(group.kind).label))),
        each("unit", _("led by"), lambda group: named(group.unit)),
        each(
            "areas",
            _("fields of action"),
            lambda group: several(words(area.name) for area in group.areas.all()),
        ),
    ),
)


def _answering(topics: Sequence[Topic], on: dt.date) -> dict[int, Finding]:
    return {
        topic.pk: Finding(
            several(named(row.unit) for row in topic.responsibilities.all() if row.holds_on(on))
        )
        for topic in topics
    }


def _topics() -> QuerySet[Topic]:
    return Topic.objects.prefetch_related("responsibilities__unit")


TOPICS = Kind(
    model=Topic,
    rows=_topics,
    search=("name",),
    public=always,
    attributes=(
        each("name", _("name"), lambda topic: words(topic.name)),
        Attribute("units", _("who answers for it"), _answering),
    ),
)


def _topic_count(cities: Sequence[Municipality], _on: dt.date) -> dict[int, Finding]:
    count = Topic.objects.filter(active=True, refer_only=False).count()
    return {city.pk: Finding(Count(count)) for city in cities}


def _district_count(cities: Sequence[Municipality], _on: dt.date) -> dict[int, Finding]:
    count = District.objects.count()
    return {city.pk: Finding(Count(count)) for city in cities}


CITY = Kind(
    model=Municipality,
    rows=Municipality.objects.all,
    search=("name",),
    public=always,
    attributes=(
        each("name", _("name"), lambda city: words(city.name, str(city))),
        Attribute("topics", _("number of topics"), _topic_count),
        Attribute("districts", _("number of districts"), _district_count),
    ),
)
