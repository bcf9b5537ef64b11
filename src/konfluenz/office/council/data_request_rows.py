"""What offices are asked for a report, what came of it, and what could be asked of whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from konfluenz.council import data_proposals, data_requests
from konfluenz.council.data_proposals import Proposal
from konfluenz.council.models import DataRequest, Report, RequestedItem, RequestState
from konfluenz.council.models.reports import SEALED
from konfluenz.ground import dates
from konfluenz.office import record_pages
from konfluenz.office.access import OfficeRequest, may
from konfluenz.people.roles import Right
from konfluenz.steering.measuring import figures

KINDS = {
    RequestState.ASKED: "info",
    RequestState.REMINDED: "warning",
    RequestState.ANSWERED: "success",
    RequestState.WITHDRAWN: "",
}
"""The colour of a state."""


@dataclass(frozen=True)
class ItemRow:
    """One thing that was asked: its name, where it stands, and what came of it in words."""

    name: str
    url: str
    came: str
    missing: bool


@dataclass(frozen=True)
class RequestRow:
    """One request with what was asked. `waits`: it can be reminded or taken back."""

    request: DataRequest
    kind: str
    waits: bool
    items: list[ItemRow]


def context(request: OfficeRequest, report: Report) -> dict[str, Any]:
    """Return what the tab shows; proposals only to those who can ask, for an open report."""
    can_ask = may(request.user, Right.EDIT_PAPERS) and report.state not in SEALED
    proposals = data_proposals.proposed(report) if can_ask else []
    rows = _rows(report)
    return {
        "rows": rows,
        "known": [one for one in proposals if one.unit is not None],
        "unknown": _unknown(proposals),
        "due_day": data_proposals.due_day(report),
        "can_ask": can_ask,
        "newer": _newer(report, rows),
    }


def _unknown(proposals: list[Proposal]) -> Proposal | None:
    return next((one for one in proposals if one.unit is None), None)


def _newer(report: Report, rows: list[RequestRow]) -> bool:
    """Return whether somebody has answered since the figures were frozen."""
    frozen = report.snapshot
    if frozen is None or report.state in SEALED:
        return False
    answered = [row.request.answered_at for row in rows]
    return any(moment and moment > frozen.created_at for moment in answered)


def _rows(report: Report) -> list[RequestRow]:
    """Return the requests with all that came of them; two queries."""
    joined = RequestedItem.objects.select_related("indicator", "goal", "observation", "goal_status")
    rows = report.requests.select_related("unit").prefetch_related(Prefetch("items", joined))
    return [_row(one) for one in rows]


def _row(one: DataRequest) -> RequestRow:
    items = [_item(item, one) for item in one.items.all()]
    return RequestRow(one, KINDS[RequestState(one.state)], data_requests.is_open(one), items)


def _item(item: RequestedItem, request: DataRequest) -> ItemRow:
    about = item.indicator or item.goal
    code = item.indicator.code if item.indicator else ""
    name = f"{code} {item}".strip()
    return ItemRow(name, record_pages.address(about), _came(item, request), bool(item.undelivered))


def _came(item: RequestedItem, request: DataRequest) -> str:
    """Return what came of an item; "" while nobody has answered."""
    if item.undelivered:
        return _("not collected: %(reason)s") % {"reason": item.undelivered}
    value, status = item.observation, item.goal_status
    if value is not None:
        shown = figures.show(value.value, value.unit, value.approximate)
        return f"{shown} ({dates.show(value.date, value.precision)})"
    if status is not None:
        return f"{status.get_state_display()}: {status.reason}"
    return _("taken out since") if request.state == RequestState.ANSWERED else ""
