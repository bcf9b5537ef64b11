"""What readers look for and do not find becomes an *Aufgabe*, once for each gap."""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.actions import tasks
from konfluenz.actions.models import OriginKind, Task
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import references
from konfluenz.publishing.models import SearchMiss

DUE_AFTER = dt.timedelta(days=14)


@transaction.atomic
def give(gap: SearchMiss, *, unit: OrgUnit, by: models.Model | None) -> Task:
    """Give `unit` the task to fill `gap`; one that is there already is returned as it is."""
    current = SearchMiss.objects.select_for_update().get(pk=gap.pk)
    there = of([current]).get(current.pk)
    if there is not None:
        return there
    title = _("Write what readers look for and do not find: %(words)s") % {"words": current.query}
    details = _("Looked for in vain %(n)d times, in the language “%(locale)s”.") % {
        "n": current.count,
        "locale": current.locale,
    }
    return tasks.add(
        title,
        unit=unit,
        due_date=timezone.localdate() + DUE_AFTER,
        by=by,
        details=details,
        origin=current,
        origin_kind=OriginKind.GAP,
    )


def of(gaps: list[SearchMiss]) -> dict[int, Task]:
    """Return the tasks that were made of `gaps`, by the key of the gap, in one query."""
    label = references.label(SearchMiss)
    found = Task.objects.filter(origin_label=label, origin_id__in=[str(gap.pk) for gap in gaps])
    return {int(task.origin_id): task for task in found}
