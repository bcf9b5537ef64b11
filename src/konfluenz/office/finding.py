"""The global search: everything the reader may see, by any word, however it is spelt."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfluenz.actions import access as actions_access
from konfluenz.enquiries import access as enquiries_access
from konfluenz.ground import references, search
from konfluenz.ground.references import Reference
from konfluenz.office import access
from konfluenz.office.access import OfficeRequest
from konfluenz.people import access as people_access
from konfluenz.people import contacts, persons
from konfluenz.people.models import Account
from konfluenz.people.models.contacts import Kind as ContactKind
from konfluenz.people.roles import Right

MOST = 40


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found."""

    label: str
    heading: Promise
    page: str
    right: Right


KINDS = (
    Kind("people.person", _("People"), "person", Right.READ_PERSONS),
    Kind(
        "directory.organization",
        _("Associations & bodies"),
        "organisation",
        Right.READ_ORGANISATIONS,
    ),
    Kind(
        "volunteering.opportunity",
        _("Opportunities"),
        "opportunity",
        Right.READ_OPPORTUNITIES,
    ),
    Kind("directory.service", _("Services"), "service", Right.READ_CONTENT),
    Kind(
        "directory.fundingprogramme",
        _("Funding programmes"),
        "programme",
        Right.READ_CONTENT,
    ),
    Kind("directory.goodsnotice", _("Donations of goods"), "goods-notice", Right.READ_CONTENT),
    Kind("directory.externalresource", _("Links"), "resource", Right.READ_CONTENT),
    Kind("directory.orgunit", _("Offices"), "unit", Right.READ_UNITS),
    Kind("directory.post", _("Posts"), "post", Right.READ_UNITS),
    Kind("events.groupmeeting", _("Meetings"), "meeting", Right.READ_UNITS),
    Kind("actions.task", _("Tasks"), "task", Right.READ_TASKS),
    Kind("enquiries.enquiry", _("Enquiries"), "enquiry", Right.READ_ENQUIRIES),
    Kind("council.paper", _("Council papers"), "paper", Right.READ_PAPERS),
    Kind("council.followup", _("Resolution tracking"), "follow-up", Right.READ_PAPERS),
    Kind("steering.concept", _("Integration concept"), "concept", Right.READ_CONCEPT),
    Kind("steering.priorityarea", _("Fields of action"), "area", Right.READ_CONCEPT),
    Kind("steering.goal", _("Goals"), "goal", Right.READ_CONCEPT),
    Kind(
        "steering.grouprecommendation",
        _("Recommendations"),
        "recommendation",
        Right.READ_CONCEPT,
    ),
    Kind("steering.indicator", _("Indicators"), "indicator", Right.READ_CONCEPT),
    Kind("steering.measure", _("Measures"), "measure", Right.READ_CONCEPT),
    Kind("steering.hearing", _("Expert hearings"), "hearing", Right.READ_CONCEPT),
    Kind("steering.participationround", _("Participation"), "participation", Right.READ_CONCEPT),
    Kind("steering.development", _("Developments"), "development", Right.READ_CONCEPT),
)


NARROWED: dict[str, Callable[[Account], models.QuerySet]] = {
    "actions.task": actions_access.visible_to,
    "enquiries.enquiry": enquiries_access.visible_to,
}
"""Kinds of records of which not everybody with the right sees all."""


@dataclass(frozen=True)
class Found:
    """One hit as it is shown."""

    title: str
    url: str


@access.staff
def find(request: OfficeRequest) -> HttpResponse:
    """Show what matches ``?q=``, kind by kind."""
    query = request.GET.get("q", "").strip()[:100]
    groups = found(request.user, query) if query else []
    count = sum(len(hits) for _heading, hits in groups)
    context = {"search_query": query, "groups": groups, "count": count}
    return render(request, "office/search.html", context)


def found(account: Account, query: str) -> list[tuple[Promise, list[Found]]]:
    """Return the hits that `account` may see, under the headings of their kinds."""
    kinds = [kind for kind in KINDS if access.may(account, kind.right)]
    hits = search.find(query, [kind.label for kind in kinds], MOST)
    records = references.resolve_all(hit.reference for hit in hits) | _by_contact(account, query)
    records = _visible(account, records)
    groups = [(kind.heading, _shown(kind, records)) for kind in kinds]
    return [(heading, rows) for heading, rows in groups if rows]


def _by_contact(account: Account, query: str) -> dict[Reference, models.Model]:
    """Return the persons whose mail address or phone number was typed."""
    if not any(contacts.looks_like(kind, query) for kind in (ContactKind.MAIL, ContactKind.PHONE)):
        return {}
    rows = persons.find(query, people_access.visible_to(account))[:MOST]
    return {references.to(person): person for person in rows}


def _visible(
    account: Account, records: dict[Reference, models.Model]
) -> dict[Reference, models.Model]:
    """Leave out what belongs to other people's units."""
    hidden: set[Reference] = set()
    for label, visible_to in NARROWED.items():
        found = {ref: record.pk for ref, record in records.items() if ref.label == label}
        if found:
            rows = visible_to(account).filter(pk__in=found.values())
            theirs = set(rows.values_list("pk", flat=True))
            hidden |= {ref for ref, key in found.items() if key not in theirs}
    return {ref: record for ref, record in records.items() if ref not in hidden}


def _shown(kind: Kind, records: dict[Reference, models.Model]) -> list[Found]:
    return [
        Found(
            str(record),
            reverse(f"office:{kind.page}", kwargs={"public_id": record.public_id}),  # type: ignore[attr-defined]
        )
        for reference, record in records.items()
        if reference.label == kind.label
    ]
