"""Groups that meet, and their members."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Group, GroupMember, Organization
from konfluenz.ground import audit, revisions, search
from konfluenz.people.models import Person


class GroupRefused(Exception):
    """A group cannot be as wished; the message says why."""


@transaction.atomic
def add(kind: str, *, by: models.Model | None, name: str = "", **values: Any) -> Group:
    """Add a group; without a name it is one whose name no source tells."""
    group = Group.objects.create(kind=kind, name=name, **values)
    audit.record("group.added", about=group, by=by, also=[group.unit] if group.unit else [])
    _index(group)
    return group


@transaction.atomic
def correct(
    group: Group, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Group:
    """Change fields of `group`; raises Stale."""
    current = revisions.claim(group, seen=seen)
    changes = audit.apply(current, values)
    if changes:
        current.save()
        audit.record("group.corrected", about=current, by=by, changes=changes)
        _index(current)
    return current


@transaction.atomic
def join(
    group: Group,
    *,
    by: models.Model | None,
    person: Person | None = None,
    organization: Organization | None = None,
    function: str = "",
    valid_from: dt.date | None = None,
) -> GroupMember:
    """Take a person or an organisation into `group` from `valid_from` (today if None).

    Raises GroupRefused when it is neither or both, or a member already.
    """
    member = person or organization
    if member is None or (person is not None and organization is not None):
        raise GroupRefused(_("Choose one: a person or an organisation."))
    start = valid_from or timezone.localdate()
    current = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    there = current.members.filter(person=person, organization=organization)
    if there.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=start)).exists():
        raise GroupRefused(_("%(name)s is a member already.") % {"name": member})
    row = GroupMember.objects.create(
        group=current,
        person=person,
        organization=organization,
        function=function,
        valid_from=start,
    )
    changes = {"member": ("", str(member))}
    audit.record("group.joined", about=current, by=by, changes=changes, also=[member])
    return row


@transaction.atomic
def leave(
    member: GroupMember, date: dt.date | None = None, *, by: models.Model | None
) -> GroupMember:
    """End a membership on `date` (today if None); one that had not begun then goes altogether.

    Raises GroupRefused when it has ended already.
    """
    date = date or timezone.localdate()
    current = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if current.valid_until is not None and current.valid_until <= date:
        raise GroupRefused(_("This has ended already."))
    who = current.person or current.organization
    changes = {"member": (str(who), "")}
    audit.record(
        "group.left", about=current.group, by=by, changes=changes, also=[who] if who else []
    )
    if current.valid_from is not None and current.valid_from >= date:
        current.delete()
        return current
    current.valid_until = date
    current.save()
    return current


def members(group: Group, day: dt.date | None = None) -> models.QuerySet[GroupMember]:
    """Return the members of `group` on `day`, today if None."""
    rows = group.members.select_related("person", "organization")
    return rows.on(day or timezone.localdate())


def _index(group: Group) -> None:
    search.index(group, title=str(group), texts=[group.purpose, group.get_kind_display()])
