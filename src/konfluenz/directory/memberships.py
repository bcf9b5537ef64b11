"""Who stands for which organisation."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Membership, Organization
from konfluenz.ground import audit
from konfluenz.people.models import Person


class MembershipRefused(Exception):
    """A person cannot stand for an organisation as wished; the message says why."""


@transaction.atomic
def add(
    organization: Organization,
    person: Person,
    *,
    by: models.Model | None,
    function: str = "",
    is_contact: bool = False,
    valid_from: dt.date | None = None,
    **values: Any,
) -> Membership:
    """Note that `person` stands for `organization` from `valid_from` (today if None).

    Raises MembershipRefused when they do already.
    """
    start = valid_from or timezone.localdate()
    Organization.objects.select_for_update().get(pk=organization.pk)
    standing = Membership.objects.filter(organization=organization, person=person)
    if standing.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=start)).exists():
        raise MembershipRefused(
            _("%(person)s stands for this organisation already.") % {"person": person}
        )
    membership = Membership.objects.create(
        organization=organization,
        person=person,
        function=function,
        is_contact=is_contact,
        valid_from=start,
        **values,
    )
    _record("membership.added", membership, by, {"function": ("", function)})
    return membership


@transaction.atomic
def correct(
    membership: Membership, *, function: str, is_contact: bool, by: models.Model | None
) -> Membership:
    """Change what `membership` says of the person's part."""
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    changes = audit.apply(current, {"function": function, "is_contact": is_contact})
    if changes:
        current.save()
        _record("membership.corrected", current, by, changes)
    return current


@transaction.atomic
def end(
    membership: Membership, date: dt.date | None = None, *, by: models.Model | None
) -> Membership:
    """End `membership` on `date` (today if None). One that had not begun then goes altogether.

    Raises MembershipRefused when it has ended already.
    """
    date = date or timezone.localdate()
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if current.valid_until is not None and current.valid_until <= date:
        raise MembershipRefused(_("This has ended already."))
    _record("membership.ended", current, by, {"valid_until": (current.valid_until, date)})
    if current.valid_from is not None and current.valid_from >= date:
        current.delete()
        return current
    current.valid_until = date
    current.save()
    return current


def contacts(organization: Organization, day: dt.date | None = None) -> models.QuerySet[Membership]:
    """Return who stands for `organization` on `day`, whom to ask first in front."""
    rows = Membership.objects.filter(organization=organization).select_related("person")
    return rows.on(day or timezone.localdate())


def _record(
    action: str, membership: Membership, by: models.Model | None, changes: audit.Changes
) -> None:
    audit.record(
        action,
        about=membership.organization,
        by=by,
        changes={"person": ("", str(membership.person)), **changes},
        also=[membership.person],
    )
