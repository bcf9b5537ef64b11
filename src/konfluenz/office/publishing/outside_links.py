"""Links to other sites: which do not work, where they stand, and one address for all places."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from konfluenz.office import lists, notices, record_pages
from konfluenz.office.access import OfficeRequest, may, refuse, requires
from konfluenz.office.content import tabs
from konfluenz.office.lists import Empty, Listing
from konfluenz.people.roles import Right
from konfluenz.publishing.links import replacing
from konfluenz.publishing.links.replacing import ReplacementRefused, Where
from konfluenz.publishing.models import LinkState, OutsideLink, PortalPage

BADGES = {
    LinkState.OK: "success",
    LinkState.MOVED: "info",
    LinkState.BROKEN: "danger",
    LinkState.REFUSED: "danger",
    LinkState.UNSURE: "warning",
}
REASONS = {
    "gone": gettext_lazy("The page is gone (404 or 410)."),
    "name": gettext_lazy("There is no site of this name."),
    "connection": gettext_lazy("The site takes no connection."),
    "certificate": gettext_lazy("The site's certificate is not valid."),
    "another-name": gettext_lazy("The site's certificate belongs to another name."),
    "encryption": gettext_lazy("No encrypted connection to the site comes about."),
    "time": gettext_lazy("The site does not answer in time."),
    "status": gettext_lazy("The site answers programs differently from people. Look yourself."),
    "loop": gettext_lazy("The site leads around in circles."),
    "inside": gettext_lazy("It leads into an inner network and is never asked."),
    "port": gettext_lazy("It has an unusual port and is never asked."),
    "scheme": gettext_lazy("It is no web address."),
    "password": gettext_lazy("There is a password in the address."),
    "unreadable": gettext_lazy("The address cannot be read."),
}


class LinkTable(lists.Table):
    """Links, and how they answered."""

    url = lists.head(gettext_lazy("Address"), "content-link", order_by=("url", "pk"))
    state = tables.Column(gettext_lazy("State"))
    since = tables.Column(gettext_lazy("Since"))
    failures = tables.Column(gettext_lazy("Failed on days"))
    places = tables.Column(gettext_lazy("Places"))
    moved_to = tables.Column(gettext_lazy("Leads to"))


class LinkFilters(lists.Filters):
    """In which state, on which site."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=LinkState.choices, empty_label=gettext_lazy("all")
    )
    host = django_filters.CharFilter(
        label=gettext_lazy("Site"), field_name="host", lookup_expr="icontains"
    )


def _rows(_request: OfficeRequest) -> QuerySet[OutsideLink]:
    return OutsideLink.objects.annotate(places=Count("uses")).order_by("-failures", "state", "pk")


def _find(rows: QuerySet[OutsideLink], query: str) -> QuerySet[OutsideLink]:
    return rows.filter(url__icontains=query)


LINKS = Listing(
    slug="content-links",
    title=gettext_lazy("Link check"),
    lead=gettext_lazy("What did not answer most often stands first."),
    rows=_rows,
    table=LinkTable,
    filters=LinkFilters,
    find=_find,
    search_hint=gettext_lazy("A part of the address"),
    count=lambda n: ngettext("%(n)s link", "%(n)s links", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No link to another site stands on the portal."),
        gettext_lazy("Links in pages, services, events and notices appear here by themselves."),
    ),
    template=tabs.TEMPLATE,
    extra=tabs.SHOWN,
)


@requires(Right.READ_CONTENT)
def links(request: OfficeRequest) -> HttpResponse:
    """Show the register of links, or export it."""
    return lists.respond(request, LINKS)


@requires(Right.READ_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a link and all its places; a POST puts another address there."""
    one = get_object_or_404(OutsideLink, public_id=public_id)
    new = request.POST.get("new", one.moved_to)
    if request.method == "POST":
        if not may(request.user, Right.EDIT_CONTENT):
            return refuse()
        try:
            count = replacing.replace(one, new, by=request.user)
        except ReplacementRefused as refusal:
            notices.refused(request, refusal)
        else:
            notices.done(request, _told(count))
            return redirect("office:content-links")
    context: dict[str, Any] = {
        "link": one,
        "new": new,
        "badge": BADGES.get(LinkState(one.state), ""),
        "reason": REASONS.get(one.reason, ""),
        "places": [(where, _page(where)) for where in replacing.places(one)],
        "mails": replacing.mails(one),
        "can_edit": may(request.user, Right.EDIT_CONTENT),
    }
    return render(request, "office/freshness/link.html", context)


def _told(count: int) -> str:
    return ngettext(
        "The link was replaced in %(n)d entry.", "The link was replaced in %(n)d entries.", count
    ) % {"n": count}


def _page(where: Where) -> str:
    if isinstance(where.record, PortalPage):
        return reverse("office:page", kwargs={"public_id": where.record.translation_key})
    return record_pages.address(where.record)
