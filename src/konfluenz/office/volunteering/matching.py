"""All open opportunities together: begun here, done in the worker, decided by a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.ground import runs
from konfluenz.ground.models import Run
from konfluenz.ground.runs import RunState
from konfluenz.office import addresses
from konfluenz.office.access import OfficeRequest
from konfluenz.office.ground.runs import watched
from konfluenz.office.volunteering import proposing
from konfluenz.office.volunteering.proposing import brokers
from konfluenz.volunteering import access, opportunities, together_runs
from konfluenz.volunteering.models import Opportunity, Proposal, Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE
from konfluenz.volunteering.proposals import ANSWER_DAYS

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Suggested places")),
    ("open", gettext_lazy("What stays open")),
)
SHOWN = 5
"""So many earlier runs are listed."""

PER_PAGE = 20
"""So many opportunities stand on a page of the result."""

Keys = tuple[str, str]
"""The public ids of an opportunity and a volunteer."""


@dataclass(frozen=True)
class PairShown:
    """A pair that the solution chose, as it stands now; `proposal` once they were asked."""

    value: str
    volunteer: Volunteer
    url: str
    percent: int
    reasons: list[str]
    to_ask: list[str]
    proposal: Proposal | None


@dataclass(frozen=True)
class Chosen:
    """An opportunity with all who were chosen for it."""

    opportunity: Opportunity
    url: str
    pairs: list[PairShown]


@dataclass(frozen=True)
class OpenShown:
    """An opportunity of which places stay open; `row` says why, as the run found it."""

    opportunity: Opportunity
    url: str
    row: dict[str, Any]


@brokers
def matching(request: OfficeRequest) -> HttpResponse:
    """Show what a joint matching would take in, and those that were done."""
    return render(
        request,
        "office/matching/matching.html",
        {
            "open": opportunities.open_on().count(),
            "askable": Volunteer.objects.filter(state__in=ASKABLE).count(),
            "runs": list(_runs(request).order_by("-pk")[:SHOWN]),
        },
    )


@brokers
@require_POST
def start(request: OfficeRequest) -> HttpResponse:
    """Begin one, or lead to the one that the reader has begun already."""
    return redirect(_address(together_runs.start(by=request.user)))


@brokers
def run(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show how far it is, and at its end one tab of what came of it."""
    one = get_object_or_404(_runs(request), public_id=public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context: dict[str, Any] = {"run": one, "tab": tab}
    if one.state == RunState.DONE:
        context |= {"result": one.result, "count": len(_keys(one)), "tabs": TABS}
        context |= (_left_open if tab else _chosen)(request, one)
    return watched(request, one, render(request, "office/matching/run.html", context))


@brokers
@require_POST
def propose(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Ask both sides of the pairs that were ticked, of those that this run chose."""
    run = get_object_or_404(_runs(request), public_id=public_id)
    ticked = set(proposing.picked(request, "pair"))
    chosen = [keys for keys in _keys(run) if ":".join(keys) in ticked]
    places, people = _records(request, chosen)
    both = [(places.get(where), people.get(who)) for where, who in chosen]
    proposing.ask(request, [(place, one) for place, one in both if place and one])
    return redirect(f"{_address(run)}?page={request.POST.get('page', '1')}")


def _runs(request: OfficeRequest) -> QuerySet[Run]:
    return runs.visible_to(request.user).filter(kind=together_runs.KIND)


def _address(one: Run) -> str:
    return reverse("office:matching-run", kwargs={"public_id": one.public_id})


def _keys(one: Run) -> list[Keys]:
    found = one.result or {}
    return [(pair["opportunity"], pair["volunteer"]) for pair in found.get("pairs", [])]


def _records(
    request: OfficeRequest, keys: Iterable[Keys], more: Iterable[str] = ()
) -> tuple[dict[str, Opportunity], dict[str, Volunteer]]:
    """Return the records of `keys` by public id, and the opportunities of `more`.

    What is gone, or not for the reader's eyes, is not among them.
    """
    where, who = {place for place, _ in keys} | set(more), {person for _, person in keys}
    rows = access.opportunities(request.user).filter(public_id__in=where)
    places = rows.select_related("organization", "unit").defer(
        "task", "contact_mail", "contact_phone"
    )
    people = access.volunteers(request.user).filter(public_id__in=who)
    people = people.select_related("person").defer("remarks", "person__notes")
    return (
        {str(one.public_id): one for one in places},
        {str(one.public_id): one for one in people},
    )


def _chosen(request: OfficeRequest, run: Run) -> dict[str, Any]:
    """Return a page of the opportunities with those chosen for them, and how they stand now."""
    groups = groupby((run.result or {}).get("pairs", []), key=lambda pair: pair["opportunity"])
    page = _page(request, [list(pairs) for _opportunity, pairs in groups])
    pairs = [pair for group in page for pair in group]
    keys = [(pair["opportunity"], pair["volunteer"]) for pair in pairs]
    places, people = _records(request, keys)
    asked = _asked(places.values(), people.values())
    shown = [
        Chosen(place, addresses.of("opportunity")(place), _shown(place, group, people, asked))
        for group in page
        if (place := places.get(group[0]["opportunity"])) is not None
    ]
    waiting = any(pair.proposal is None for one in shown for pair in one.pairs)
    return {"chosen": shown, "waiting": waiting, "days": ANSWER_DAYS, "pages": _pages(page)}


def _shown(
    place: Opportunity,
    group: list[dict[str, Any]],
    people: dict[str, Volunteer],
    asked: dict[tuple[int, int], Proposal],
) -> list[PairShown]:
    page = addresses.of("volunteer")
    return [
        PairShown(
            value=f"{pair['opportunity']}:{pair['volunteer']}",
            volunteer=one,
            url=page(one),
            percent=round(pair["score"] / 10),
            reasons=pair["reasons"],
            to_ask=pair["to_ask"],
            proposal=asked.get((place.pk, one.pk)),
        )
        for pair in group
        if (one := people.get(pair["volunteer"])) is not None
    ]


def _left_open(request: OfficeRequest, run: Run) -> dict[str, Any]:
    """Return a page of the opportunities of which places stay open."""
    page = _page(request, (run.result or {}).get("left_open", []))
    places, _people = _records(request, [], [row["opportunity"] for row in page])
    host = addresses.of("opportunity")
    rows = [
        OpenShown(place, host(place), row)
        for row in page
        if (place := places.get(row["opportunity"])) is not None
    ]
    return {"left_open": rows, "pages": _pages(page)}


def _page(request: OfficeRequest, rows: list[Any]) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _pages(page: Page) -> dict[str, Any]:
    """Return what `components/pages.html` reads of a table."""
    return {"page": page, "paginator": page.paginator}


def _asked(
    places: Iterable[Opportunity], people: Iterable[Volunteer]
) -> dict[tuple[int, int], Proposal]:
    """Return the latest proposal of each pair of these."""
    rows = Proposal.objects.filter(opportunity__in=list(places), volunteer__in=list(people))
    return {(row.opportunity_id, row.volunteer_id): row for row in rows.order_by("pk")}
