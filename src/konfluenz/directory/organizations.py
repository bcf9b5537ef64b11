"""Organisations: added, corrected, found again, tied to topics and offices."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory.models import Coverage, Organization, OrgUnit, Topic
from konfluenz.ground import audit, revisions, search

LEGAL_FORMS = re.compile(
    r"\b(e\.?\s?v|g?gmbh|ggmbh|mbh|gug|ug|ag|eg|kg|verein)\b\.?", re.IGNORECASE
)
NAME_LENGTH = 200


class OrganizationRefused(Exception):
    """An organisation cannot be as wished; the message says why."""


@transaction.atomic
def add(
    name: str,
    *,
    kind: str,
    by: models.Model | None,
    topics: Iterable[Topic] = (),
    **values: Any,
) -> Organization:
    """Add an organisation; `values` are its other fields."""
    organization = Organization(name=name, kind=kind, **values)
    _save(organization)
    if chosen := list(topics):
        organization.topics.set(chosen)
    audit.record("organization.added", about=organization, by=by)
    return organization


@transaction.atomic
def correct(
    organization: Organization,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Organization:
    """Change fields of `organization`; "topics" among `values` replaces them.

    Raises OrganizationRefused (it would belong to itself), or Stale.
    """
    if "parent" in values:
        _lock_tree()
    current = revisions.claim(organization, seen=seen)
    fields = {name: value for name, value in values.items() if name != "topics"}
    changes = audit.apply(current, fields)
    if "topics" in values:
        changes |= _set_topics(current, values["topics"])
    if "parent" in changes:
        _refuse_circle(current)
    if changes:
        _save(current)
        audit.record("organization.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def cover(body: Organization, unit: OrgUnit, *, by: models.Model | None) -> Coverage:
    """Note that a council body looks after `unit`; raises OrganizationRefused for others."""
    if not body.is_body:
        raise OrganizationRefused(_("Only a body of the city looks after offices."))
    coverage, is_new = Coverage.objects.get_or_create(body=body, unit=unit)
    if is_new:
        audit.record(
            "organization.covers", about=body, by=by, changes={"unit": ("", str(unit))}, also=[unit]
        )
    return coverage


@transaction.atomic
def uncover(body: Organization, unit: OrgUnit, *, by: models.Model | None) -> None:
    """Note that `body` no longer looks after `unit`."""
    gone, _by_kind = Coverage.objects.filter(body=body, unit=unit).delete()
    if gone:
        audit.record(
            "organization.uncovers",
            about=body,
            by=by,
            changes={"unit": (str(unit), "")},
            also=[unit],
        )


def possible_duplicates(
    name: str, *, but: Organization | None = None
) -> models.QuerySet[Organization]:
    """Return organisations whose name is the same but for spelling and legal form."""
    found = Organization.objects.filter(folded=folded(name))
    return found.exclude(pk=but.pk) if but is not None else found


def folded(name: str) -> str:
    """Return the name as duplicates are found by: folded, without "e. V.", "gGmbH" and the like."""
    bare = search.fold(LEGAL_FORMS.sub(" ", name))
    return (bare or search.fold(name))[:NAME_LENGTH]


def _set_topics(organization: Organization, topics: Iterable[Topic]) -> audit.Changes:
    before = sorted(topic.name for topic in organization.topics.all())
    wanted = list(topics)
    after = sorted(topic.name for topic in wanted)
    if before == after:
        return {}
    organization.topics.set(wanted)
    return {"topics": (before, after)}


def _refuse_circle(organization: Organization) -> None:
    seen = {organization.pk}
    parents = dict(Organization.objects.values_list("pk", "parent_id"))
    above = organization.parent_id
    while above is not None:
        if above in seen:
            raise OrganizationRefused(
                _("%(parent)s belongs to %(name)s itself. Choose another one above it.")
                % {"parent": organization.parent, "name": organization}
            )
        seen.add(above)
        above = parents[above]


def _lock_tree() -> None:
    """Let nobody else change who belongs to whom: two such acts at once could close a circle."""
    list(Organization.objects.select_for_update().order_by("pk").values_list("pk"))


def _save(organization: Organization) -> None:
    organization.folded = folded(organization.name)
    organization.save()
    texts = [organization.short_name, organization.description, organization.town]
    if organization.district:
        texts.append(organization.district.name)
    search.index(organization, title=organization.name, texts=texts)
