"""The audit trail: who did what, for those who have to prove it."""

import datetime as dt
from typing import Any

import django_filters
from django import forms as django_forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import chain
from konfluenz.ground.models import Entry
from konfluenz.office import action_words, lists, record_pages, timelines
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.people.models import Account, RoleGrant
from konfluenz.people.roles import STAFF, Right

PER_PAGE = 50
ITSELF = "itself"


class TrailFilters(lists.Filters):
    """Which act, by whom, from when to when."""

    action = django_filters.ChoiceFilter(
        label=_("What"), choices=action_words.every_sentence, empty_label=_("everything")
    )
    by = django_filters.ChoiceFilter(
        label=_("By whom"), choices=lambda: _actors(), empty_label=_("anybody"), method="done_by"
    )
    since = django_filters.DateFilter(
        label=_("Since"),
        field_name="at",
        lookup_expr="date__gte",
        widget=django_forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="at",
        lookup_expr="date__lte",
        widget=django_forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def done_by(self, rows: QuerySet[Entry], _name: str, who: str) -> QuerySet[Entry]:
        """Keep what one account did, or what nobody in particular did."""
        if who == ITSELF:
            return rows.filter(by_label="")
        return rows.filter(by_label="people.account", by_id=who)


def _actors() -> list[tuple[str, Any]]:
    """Return the accounts that have worked in the office, and the program itself."""
    staff = RoleGrant.objects.filter(role__in=STAFF).values("person")
    accounts = Account.objects.filter(person__in=staff)
    named = sorted(((str(one.pk), str(one)) for one in accounts), key=lambda pair: pair[1])
    return [(ITSELF, _("Konfluenz, by itself")), *named]


@requires(Right.READ_TRAIL)
def trail(request: OfficeRequest) -> HttpResponse:
    """Show the trail, newest first. Pages go on by key, however long it is."""
    entries = Entry.objects.select_related("detail").order_by("-id")
    filters = TrailFilters(request.GET, queryset=entries, request=request)
    before = request.GET.get("before", "")
    rows = filters.qs.filter(pk__lt=int(before)) if before.isdecimal() else filters.qs
    items = timelines.read(rows[: PER_PAGE + 1])
    shown = items[:PER_PAGE]
    return render(
        request,
        "office/trail/trail.html",
        {
            "filters": filters,
            "chips": filters.chips(),
            "days": _by_day(shown),
            "older": shown[-1].entry.pk if len(items) > PER_PAGE else None,
            "newer": before,
            "head": chain.head(),
        },
    )


def _by_day(items: list[timelines.Item]) -> list[tuple[dt.date, list[tuple[timelines.Item, str]]]]:
    """Return the items under their days in the city's time, each with the address of its record."""
    days: dict[dt.date, list[tuple[timelines.Item, str]]] = {}
    for item in items:
        address = record_pages.address(item.record)
        days.setdefault(timezone.localdate(item.at), []).append((item, address))
    return list(days.items())
