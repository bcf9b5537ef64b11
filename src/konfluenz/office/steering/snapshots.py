"""Frozen figures: the list, freezing a period, the record with facts, changes and gaps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.ground import dates
from konfluenz.office import exports, lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import indicator_tabs, snapshot_facts, snapshot_forms
from konfluenz.office.steering.snapshot_facts import FactTable
from konfluenz.people.roles import Right
from konfluenz.steering.freezing import snapshots as domain
from konfluenz.steering.freezing.snapshots import SnapshotRefused
from konfluenz.steering.models import Hidden, Snapshot

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Figures")),
    ("changes", gettext_lazy("Since last time")),
    ("missing", gettext_lazy("Not collected")),
    ("timeline", gettext_lazy("History")),
)
NUMBER = {"td": {"class": "o-cell--number"}, "th": {"class": " "}}


class SnapshotTable(lists.Table):
    """Frozen figures, the latest cut-off first."""

    title = lists.head(gettext_lazy("Title"), "snapshot", order_by=("title", "id"))
    since = tables.Column(gettext_lazy("From"))
    cut_off = tables.Column(gettext_lazy("Cut-off date"))
    size = tables.Column(gettext_lazy("Values"), attrs=NUMBER, orderable=False)
    concealed = tables.Column(gettext_lazy("Hidden"), attrs=NUMBER, orderable=False)
    taken_at = tables.DateTimeColumn(
        verbose_name=gettext_lazy("Frozen on"), format="d.m.Y H:i", orderable=False
    )

    def render_since(self, record: Snapshot) -> str:
        """Return the first day of the period."""
        return dates.show(record.since)

    def render_cut_off(self, record: Snapshot) -> str:
        """Return the last day of the period."""
        return dates.show(record.cut_off)

    value_since, value_cut_off = render_since, render_cut_off


def _rows(_request: OfficeRequest) -> QuerySet[Snapshot]:
    rows = Snapshot.objects.annotate(
        size=Count("indicators__facts"),
        concealed=Count("indicators__facts", filter=~Q(indicators__facts__hidden="")),
    )
    return rows.order_by("-cut_off", "-id")


SNAPSHOTS = Listing(
    slug="snapshots",
    title=gettext_lazy("Frozen figures"),
    rows=_rows,
    table=SnapshotTable,
    count=lambda n: ngettext("%(n)s cut-off date", "%(n)s cut-off dates", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No figures are frozen yet."),
        gettext_lazy("Freeze a year when its report is written. Its figures then stay."),
    ),
    find=None,
    add=Add(gettext_lazy("Freeze figures"), "snapshot-take", Right.EDIT_CONCEPT),
    template=indicator_tabs.TEMPLATE,
    extra=indicator_tabs.SHOWN,
)
TAKE = Sheet(
    "snapshot-take",
    gettext_lazy("Freeze figures"),
    snapshot_forms.SnapshotForm,
    refusals=(SnapshotRefused,),
    lead=gettext_lazy("Counts the period and keeps the latest values up to the cut-off date."),
    submit=gettext_lazy("Freeze figures"),
    told=gettext_lazy("The figures are frozen."),
)


def address_of(snapshot: Snapshot) -> str:
    """Return the address of the record of frozen figures."""
    return reverse("office:snapshot", kwargs={"public_id": snapshot.public_id})


@requires(Right.READ_CONCEPT)
def snapshots(request: OfficeRequest) -> HttpResponse:
    """Show what was frozen, or export the list."""
    return lists.respond(request, SNAPSHOTS)


@requires(Right.EDIT_CONCEPT)
def take(request: OfficeRequest) -> HttpResponse:
    """Freeze the figures of a period."""
    return sheets.respond(
        request,
        TAKE,
        initial=snapshot_forms.last_year(timezone.localdate()),
        save=lambda values, _seen: domain.take(**values, by=request.user),
        done=address_of,
        back=reverse("office:snapshots"),
        parent=_("Frozen figures"),
    )


@requires(Right.READ_CONCEPT)
def snapshot(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of frozen figures, or export all their facts."""
    one = get_object_or_404(Snapshot, public_id=public_id)
    if (kind := request.GET.get("export", "")) in exports.KINDS:
        table = FactTable(domain.facts_of(one), default="")
        return exports.respond(table, f"kennzahlen-{one.cut_off}", kind)  # type: ignore[return-value]
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {"snapshot": one, "tabs": TABS, "tab": tab}
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


def _figures(_request: OfficeRequest, one: Snapshot) -> dict[str, Any]:
    layers = snapshot_facts.by_layer(one)
    hidden = sum(bool(row.hidden) for _layer, rows in layers for row in rows)
    return {"layers": layers, "hidden": hidden, "reasons": Hidden}


def _changes(_request: OfficeRequest, one: Snapshot) -> dict[str, Any]:
    earlier = domain.before(one)
    found = domain.changes(one, earlier) if earlier else []
    return {"earlier": earlier, "changes": snapshot_facts.changed(found)}


def _missing(_request: OfficeRequest, one: Snapshot) -> dict[str, Any]:
    return {"missing": domain.missing(one)}


def _timeline(request: OfficeRequest, one: Snapshot) -> dict[str, Any]:
    return record_history.page(request, f"{address_of(one)}?tab=timeline", one)


_TEMPLATES = {
    "": "office/snapshots/figures.html",
    "changes": "office/snapshots/changes.html",
    "missing": "office/snapshots/missing.html",
    "timeline": "office/snapshots/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Snapshot], dict[str, Any]]] = {
    "": _figures,
    "changes": _changes,
    "missing": _missing,
    "timeline": _timeline,
}
