"""What is missing: what readers look for and do not find."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfluenz.enquiries import owners
from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.content import tabs
from konfluenz.people.roles import Right
from konfluenz.publishing import gap_tasks
from konfluenz.publishing.finding import misses
from konfluenz.publishing.models import SearchMiss

SHOWN = 50
"""So many gaps are looked at in one sitting."""


@requires(Right.READ_CONTENT)
@require_safe
def gaps(request: OfficeRequest) -> HttpResponse:
    """Show the searches without a result, each with one click; languages have their own grid."""
    found = list(misses.gaps()[:SHOWN])
    tasks = gap_tasks.of(found)
    names = dict(settings.LANGUAGES)
    context: dict[str, Any] = {
        "gaps": [(gap, names.get(gap.locale, gap.locale), tasks.get(gap.pk)) for gap in found],
        "can_edit": may(request.user, Right.EDIT_CONTENT),
        **tabs.SHOWN,
    }
    return render(request, "office/freshness/gaps.html", context)


@requires(Right.EDIT_CONTENT)
@require_POST
def give(request: OfficeRequest, pk: int) -> HttpResponse:
    """Make a task of a gap for the unit that does the coordination."""
    gap = get_object_or_404(SearchMiss, pk=pk)
    unit = owners.lead()
    if unit is None:
        notices.refused(request, _("No unit can take a task yet. Enter one first."))
        return redirect("office:content-gaps")
    task = gap_tasks.give(gap, unit=unit, by=request.user)
    notices.done(request, _("The task is with %(unit)s.") % {"unit": task.unit})
    return redirect("office:content-gaps")
