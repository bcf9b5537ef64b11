"""The tab with everything that happened to a record, thirty acts at a time."""

from typing import Any

from django.db.models import Model

from konfluenz.office import timelines
from konfluenz.office.access import OfficeRequest


def page(request: OfficeRequest, address: str, *records: Model) -> dict[str, Any]:
    """Return the acts on `records`, and the way to the older ones.

    `address` is that of the tab and has a query already.
    """
    before = request.GET.get("before", "")
    items = timelines.of(*records, before=int(before) if before.isdecimal() else None)
    more = len(items) == timelines.SHOWN
    return {
        "timeline": items,
        "older": f"{address}&before={items[-1].entry.pk}" if more else "",
    }
