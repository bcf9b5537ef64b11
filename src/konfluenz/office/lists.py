"""The one pattern for lists: search, filter chips, saved views, sort, bulk action, export, pages.

A page describes its list once and answers with :func:`respond`::

    PERSONS = Listing(slug="persons", title=_("People"), rows=..., table=PersonTable, ...)

    @requires(Right.READ_PERSONS)
    def persons(request):
        return lists.respond(request, PERSONS)

Everything works by links and forms; scripts only make it quicker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import django_filters
import django_tables2 as tables
from django.core.paginator import EmptyPage, Paginator
from django.db import models
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import search
from konfluenz.office import access, cells, exports, notices, widgets
from konfluenz.office.access import OfficeRequest
from konfluenz.office.forms import in_words
from konfluenz.office.found import FoundRows, LongRows, PagedRows
from konfluenz.people import saved_views
from konfluenz.people.roles import Right

PER_PAGE = 50
MOST_HITS = 10_000
"""How many hits of a search a long list counts and shows: nobody turns two hundred pages."""

NOT_PART_OF_A_VIEW = frozenset({"page", "export"})

Text = str | Promise

NAME_HINT = gettext_lazy("Name or a part of it")


class Table(tables.Table):
    """A table whose rows become cards on a phone; `components/table.html` shows it."""


class FilterForm(Form):
    """The fields of the filters."""

    default_renderer = widgets.Renderer


class Filters(django_filters.FilterSet):
    """The filters of a list. Each becomes a field over the list and, when set, a chip.

    `common`: of a long list, that so many rows are left that each is better looked at for
    itself, in the order of the list, than all of them be gathered.
    """

    common = False

    class Meta:
        form = FilterForm

    def tally(self, query: str) -> int | None:  # noqa: ARG002
        """Return how many rows are left, where an index alone knows; a search up to 10,001."""
        return None

    def chips(self) -> list["Chip"]:
        """Return the filters that are set, in words."""
        if not self.form.is_valid():
            return []
        return [
            Chip(name, str(self.form.fields[name].label), in_words(self.form.fields[name], value))
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
        ]


@dataclass(frozen=True)
class Chip:
    """A filter that is set; `name` is its parameter, which a click on the chip removes."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Empty:
    """What a list without rows says: why, and what to do."""

    title: Text
    text: Text = ""


@dataclass(frozen=True)
class Add:
    """The way to a new record: the words of the button, the page's URL name, the right."""

    label: Text
    name: str
    right: Right


@dataclass(frozen=True)
class Bulk:
    """Something to do with many rows at once.

    `run` takes the request and the chosen rows and returns what to tell afterwards, or a
    response of its own. It raises what `refusals` names when it is not to be.
    """

    slug: str
    label: Text
    right: Right
    run: Callable[[OfficeRequest, models.QuerySet], str | HttpResponse]
    refusals: tuple[type[Exception], ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list of records. `rows` returns what the reader may see, ordered, without page or filter.

    `count` turns a number into words ("512 people"). `find` narrows rows by what somebody
    typed; None: the list has no search box. `long`: there may be a hundred thousand; then
    `find` also takes ``common=True`` (`ground.search.matching`), the filters heed `common`
    and may know the `tally`, and hits of a search are counted up to 10,000.
    """

    slug: str
    title: Text
    rows: Callable[[OfficeRequest], models.QuerySet]
    table: type[Table]
    count: Callable[[int], str]
    empty: Empty
    filters: type[Filters] = Filters
    lead: Text = ""
    search_hint: Text = NAME_HINT
    find: Callable[..., models.QuerySet] | None = search.matching
    add: Add | None = None
    bulk: tuple[Bulk, ...] = ()
    exportable: bool = True
    long: bool = False
    template: str = "office/components/list_page.html"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def searchable(self) -> bool:
        """Whether the list has a search box."""
        return self.find is not None


def head(label: Text, page: str, **more: Any) -> tables.Column:
    """Return the first column of a list: what the record is called, a link to ``office:page``."""
    return cells.HeadColumn(page, verbose_name=label, **more)


def respond(request: OfficeRequest, listing: Listing, **context: Any) -> HttpResponse:
    """Answer for `listing`: the page, an export of all its rows, or what a button asked for."""
    if request.method == "POST":
        return _act(request, listing)
    chosen, filters = _narrowed(request, listing)
    table = listing.table(_data(request, listing, chosen, filters), default="")
    if "sort" in request.GET:
        table.order_by = request.GET.getlist("sort")
    if listing.exportable and request.GET.get("export") in exports.KINDS:
        return cast(HttpResponse, exports.respond(table, listing.slug, request.GET["export"]))
    table.request = request
    _turn_to_page(table, request.GET.get("page", ""))
    return render(
        request,
        listing.template,
        {
            "listing": listing,
            "table": table,
            "filters": filters,
            "chips": filters.chips(),
            "query": _query(request),
            "views": saved_views.of(request.user, listing.slug),
            "view_query": _kept(request.GET),
            "shown": _counted(listing, table),
            "more": _has_more(table),
            "bulk": [act for act in listing.bulk if access.may(request.user, act.right)],
            "add": _add_for(request, listing),
            **listing.extra,
            **context,
        },
    )


def _narrowed(
    request: OfficeRequest, listing: Listing, *, common: bool = False
) -> tuple[models.QuerySet, Filters]:
    filters = listing.filters(request.GET, queryset=listing.rows(request), request=request)
    filters.common = common
    rows = filters.qs
    query = _query(request)
    if query and listing.find:
        rows = listing.find(rows, query, **({"common": True} if common else {}))
    return rows, filters


def _query(request: OfficeRequest) -> str:
    return request.GET.get("q", "").strip()


def _data(
    request: OfficeRequest, listing: Listing, chosen: models.QuerySet, filters: Filters
) -> Any:
    """Return the rows as the table takes them: how they are read depends on how many there are."""
    if listing.long:
        return LongRows(
            chosen,
            lambda: _narrowed(request, listing, common=True)[0],
            filters.queryset,
            most=MOST_HITS if _query(request) else None,
            count=filters.tally(_query(request)),
        )
    kind = PagedRows if chosen is filters.qs else FoundRows
    return kind(chosen, filters.queryset)


def _counted(listing: Listing, table: Table) -> str:
    """Return in words how many rows the list has, or that there are more than were counted."""
    words = listing.count(table.paginator.count)
    return _("more than %(many)s") % {"many": words} if _has_more(table) else words


def _has_more(table: Table) -> bool:
    return isinstance(table.data, LongRows) and table.data.more


def _turn_to_page(table: Table, number: str) -> None:
    """Show the page `number`; the first for what is no number, the last beyond the end."""
    page = int(number) if number.isdecimal() and int(number) > 0 else 1
    try:
        table.paginate(Paginator, per_page=PER_PAGE, page=page)
    except EmptyPage:
        table.page = table.paginator.page(table.paginator.num_pages)


def _add_for(request: OfficeRequest, listing: Listing) -> dict[str, Any] | None:
    add = listing.add
    if add is None or not access.may(request.user, add.right):
        return None
    return {"label": add.label, "url": reverse(f"office:{add.name}")}


def _act(request: OfficeRequest, listing: Listing) -> HttpResponse:
    """Do what the POST asks for and show the list again as it was."""
    what = request.POST.get("do", "")
    if what == "save-view":
        _save_view(request, listing)
    elif what == "delete-view":
        saved_views.remove(request.user, int(request.POST["view"]))
        notices.done(request, _("The view was deleted."))
    else:
        answer = _run_bulk(request, listing, what)
        if answer is not None:
            return answer
    return redirect(request.get_full_path())


def _save_view(request: OfficeRequest, listing: Listing) -> None:
    name = request.POST.get("name", "")
    try:
        saved_views.keep(request.user, listing.slug, name, _kept(request.GET))
        notices.done(request, _("The view was saved."))
    except saved_views.ViewRefused as refusal:
        notices.refused(request, refusal)


def _kept(asked: QueryDict) -> str:
    """Return what was asked for as the query string of a view."""
    kept = asked.copy()
    for name in list(kept):
        if name in NOT_PART_OF_A_VIEW or not any(kept.getlist(name)):
            del kept[name]
    return kept.urlencode()


def _run_bulk(request: OfficeRequest, listing: Listing, slug: str) -> HttpResponse | None:
    act = next((act for act in listing.bulk if act.slug == slug), None)
    if act is None or not access.may(request.user, act.right):
        return access.refuse()
    rows, _filters = _narrowed(request, listing)
    if "all" not in request.POST:
        rows = rows.filter(pk__in=request.POST.getlist("row"))
    try:
        answer = act.run(request, rows)
    except act.refusals as refusal:
        notices.refused(request, refusal)
        return None
    if isinstance(answer, HttpResponse):
        return answer
    notices.done(request, answer)
    return None
