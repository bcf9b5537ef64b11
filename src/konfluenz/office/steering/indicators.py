"""Indicators: the list, the record with its values and their drawing, adding and correcting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from konfluenz.ground import dates
from konfluenz.office import lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import (
    indicator_districts,
    indicator_forms,
    indicator_tabs,
    snapshot_facts,
)
from konfluenz.people.roles import Right
from konfluenz.steering.charting import charts
from konfluenz.steering.counting import register
from konfluenz.steering.measuring import figures, series
from konfluenz.steering.measuring import indicators as domain
from konfluenz.steering.measuring.indicators import IndicatorRefused
from konfluenz.steering.models import Fact, Indicator, Layer, Observation
from konfluenz.steering.models import Unit as Measure

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("districts", gettext_lazy("Districts and comparison")),
    ("timeline", gettext_lazy("History")),
)
NARROW, WIDE = charts.WIDTHS
SHOWN = 200
"""So many values stand on a record; an import may have brought thousands."""


class IndicatorTable(lists.Table):
    """Figures with their latest value."""

    name = lists.head(gettext_lazy("Name"), "indicator", order_by=("name", "id"))
    latest = tables.Column(
        gettext_lazy("Latest value"),
        accessor="last_value",
        orderable=False,
        attrs={"td": {"class": "o-cell--number"}, "th": {"class": " "}},
    )
    day = tables.Column(gettext_lazy("Date"), accessor="last_date", orderable=False)
    size = tables.Column(
        gettext_lazy("Values"), attrs={"td": {"class": "o-cell--number"}, "th": {"class": " "}}
    )
    public = tables.Column(gettext_lazy("In the portal"), orderable=False)
    code = tables.Column(gettext_lazy("Sign"))
    layer = tables.Column(gettext_lazy("Layer"))

    def render_latest(self, record: Any) -> str:
        """Return the value as a reader writes it."""
        return figures.show(record.last_value, record.unit, record.last_approximate)

    def render_day(self, record: Any) -> str:
        """Return the day as exactly as it is known."""
        return dates.show(record.last_date, record.last_precision)

    def render_public(self, value: bool) -> str:
        """Say whether everybody may read it."""
        return _("yes") if value else _("no")

    value_latest, value_day, value_public = render_latest, render_day, render_public


class IndicatorFilters(lists.Filters):
    """Which layer, what is counted, and whether everybody may read it."""

    layer = django_filters.ChoiceFilter(
        label=gettext_lazy("Layer"), choices=Layer.choices, empty_label=gettext_lazy("all layers")
    )
    unit = django_filters.ChoiceFilter(
        label=gettext_lazy("Counted in"),
        choices=Measure.choices,
        empty_label=gettext_lazy("anything"),
    )
    public = django_filters.ChoiceFilter(
        label=gettext_lazy("In the portal"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
    )


def _rows(_request: OfficeRequest) -> QuerySet[Indicator]:
    latest = Observation.objects.filter(
        indicator=OuterRef("pk"), district=None, category="", elsewhere=""
    )
    latest = latest.order_by("-date", "-precision")
    rows = Indicator.objects.annotate(
        size=Count("observations"),
        **{
            f"last_{name}": Subquery(latest.values(name)[:1])
            for name in ("value", "date", "precision", "approximate")
        },
    )
    return rows.order_by("name", "id")


INDICATORS = Listing(
    slug="indicators",
    title=gettext_lazy("Indicators"),
    rows=_rows,
    table=IndicatorTable,
    filters=IndicatorFilters,
    count=lambda n: ngettext("%(n)s indicator", "%(n)s indicators", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No indicator is on record yet."),
        gettext_lazy("Add what the city reads itself by, each with its definition."),
    ),
    add=Add(gettext_lazy("Add indicator"), "indicator-add", Right.EDIT_CONCEPT),
    template=indicator_tabs.TEMPLATE,
    extra=indicator_tabs.SHOWN,
)
ADD = Sheet(
    "indicator-add",
    gettext_lazy("Add indicator"),
    indicator_forms.IndicatorForm,
    refusals=(IndicatorRefused,),
    submit=gettext_lazy("Add indicator"),
    told=gettext_lazy("The indicator was added. Now enter its values."),
)
EDIT = Sheet(
    "indicator-edit",
    gettext_lazy("Correct indicator"),
    indicator_forms.IndicatorForm,
    refusals=(IndicatorRefused,),
    told=gettext_lazy("The indicator was corrected."),
)


def address_of(indicator: Indicator) -> str:
    """Return the address of the indicator's record."""
    return reverse("office:indicator", kwargs={"public_id": indicator.public_id})


def one_of(public_id: UUID) -> Indicator:
    """Return the indicator of that public id, or answer 404."""
    return get_object_or_404(Indicator, public_id=public_id)


@requires(Right.READ_CONCEPT)
def indicators(request: OfficeRequest) -> HttpResponse:
    """Show the indicators, or export them."""
    return lists.respond(request, INDICATORS)


@requires(Right.READ_CONCEPT)
def indicator(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of an indicator's record."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {
        "indicator": one,
        "tabs": TABS,
        "tab": tab,
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add an indicator."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:indicators"),
        parent=_("Indicators"),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct an indicator."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=indicator_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


def _overview(_request: OfficeRequest, one: Indicator) -> dict[str, Any]:
    """Return the newest values with their drawing, and what was frozen of them."""
    values = one.observations.filter(district=None).order_by("-date", "elsewhere", "id")
    rows = list(values[:SHOWN])
    frozen = Fact.objects.filter(indicator__indicator=one, district=None)
    frozen = frozen.select_related("indicator__snapshot")
    frozen = frozen.order_by("-indicator__snapshot__cut_off", "-indicator__snapshot", "id")
    return {
        "series": series.of([one])[0],
        "values": [(row, figures.show(row.value, row.unit, row.approximate)) for row in rows],
        "more": values.count() - SHOWN if len(rows) == SHOWN else 0,
        "of_parts": any(row.category or row.elsewhere for row in rows),
        "chart": _chart(one),
        "sentence": register.sentence(one.query),
        "frozen": [_frozen(fact) for fact in frozen[:SHOWN]] if one.query else [],
    }


def _frozen(fact: Fact) -> tuple[Fact, str, str]:
    """Return what was counted with its part and value in words."""
    part = register.label(fact.indicator.query, fact.category) if fact.category else ""
    return fact, part, snapshot_facts.said(fact)


def _chart(one: Indicator) -> dict[str, Any]:
    """Return the drawing that shows `one`, narrow and wide; whether there is to be one at all."""
    names = [name for name, slugs in charts.DEFINITIONS.items() if one.slug in slugs]
    if not names or not one.public:
        return {"belongs": False}
    found = charts.find(names[0], (get_language() or "de").partition("-")[0])
    return {"belongs": True, "narrow": found.get(NARROW), "wide": found.get(WIDE)}


def _timeline(request: OfficeRequest, one: Indicator) -> dict[str, Any]:
    return record_history.page(request, f"{address_of(one)}?tab=timeline", one)


_TEMPLATES = {
    "": "office/indicators/overview.html",
    "districts": "office/indicators/districts.html",
    "timeline": "office/indicators/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Indicator], dict[str, Any]]] = {
    "": _overview,
    "districts": indicator_districts.page,
    "timeline": _timeline,
}
