"""Reports to the council: the list, the record with its steps, the paper as it reads, its files."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.council import consequences, report_templates
from konfluenz.council import reports as domain
from konfluenz.council.models import Report, ReportState
from konfluenz.council.models.reports import SEALED
from konfluenz.council.reporting import as_html, as_odt, as_pdf, beside, documents
from konfluenz.ground import dates
from konfluenz.ground.papers import PressBusy, PressFailed
from konfluenz.office import lists, notices, record_history
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council import data_request_rows, report_steps
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("paper", gettext_lazy("As it reads")),
    ("requests", gettext_lazy("Data requests")),
    ("beside", gettext_lazy("Beside the paper")),
    ("timeline", gettext_lazy("History")),
)
KINDS = {
    ReportState.COLLECTING: "info",
    ReportState.DRAFT: "info",
    ReportState.COUNTERSIGNED: "warning",
    ReportState.SUBMITTED: "warning",
    ReportState.PUBLISHED: "success",
}
"""The colour of a state."""

FILES: dict[str, tuple[str, Callable[[OfficeRequest, Report], bytes]]] = {
    "pdf": ("application/pdf", lambda _request, one: as_pdf.made(domain.document(one), one.seal)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda request, one: _docx(request, one),
    ),
    "odt": (
        "application/vnd.oasis.opendocument.text",
        lambda _request, one: as_odt.made(domain.document(one), seal=one.seal),
    ),
    "json": ("application/json", lambda _request, one: documents.canonical(domain.document(one))),
}


class ReportTable(lists.Table):
    """Reports, the newest first."""

    title = lists.head(gettext_lazy("Subject"), "report", order_by=("title", "id"))
    cut_off = tables.Column(gettext_lazy("Cut-off date"))
    state = tables.Column(gettext_lazy("State"))
    submit_by = tables.Column(gettext_lazy("To the council office by"))
    paper = tables.Column(gettext_lazy("Number"), accessor="paper__reference", orderable=False)

    def render_cut_off(self, value: Any) -> str:
        """Return the day as the city writes it."""
        return dates.show(value)

    render_submit_by = render_cut_off


class ReportFilters(lists.Filters):
    """Which state."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=ReportState.choices,
        empty_label=gettext_lazy("any state"),
    )


def _rows(_request: OfficeRequest) -> QuerySet[Report]:
    rows = Report.objects.select_related("paper").defer("document")
    return rows.order_by("-cut_off", "-id")


REPORTS = Listing(
    slug="reports",
    title=gettext_lazy("Reports"),
    rows=_rows,
    table=ReportTable,
    filters=ReportFilters,
    count=lambda n: ngettext("%(n)s report", "%(n)s reports", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No report has been begun yet."),
        gettext_lazy("Begin one with a cut-off date; its figures come by themselves."),
    ),
    add=Add(gettext_lazy("Begin report"), "report-add", Right.EDIT_PAPERS),
    template="office/reports/list.html",
)


def address_of(report: Report, tab: str = "") -> str:
    """Return the address of the report's record, opened at `tab`."""
    path = reverse("office:report", kwargs={"public_id": report.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(public_id: UUID) -> Report:
    """Return the report of that public id with what its record names, or answer 404."""
    rows = Report.objects.select_related(
        "unit", "department", "paper", "snapshot", "predecessor__snapshot"
    )
    return get_object_or_404(rows, public_id=public_id)


@requires(Right.READ_PAPERS)
def reports(request: OfficeRequest) -> HttpResponse:
    """Show the reports, or export them."""
    return lists.respond(request, REPORTS)


@requires(Right.READ_PAPERS)
def report(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a report's record."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {
        "report": one,
        "tabs": TABS,
        "tab": tab,
        "kind": KINDS[ReportState(one.state)],
        "sealed": one.state in SEALED,
        "files": FILES,
        "can_edit": may(request.user, Right.EDIT_PAPERS),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.READ_PAPERS)
def file(request: OfficeRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Give the report out as a file; what is not countersigned says so in its name."""
    one = one_of(public_id)
    if kind not in FILES:
        raise Http404
    media_type, made = FILES[kind]
    try:
        content = made(request, one)
    except (PressBusy, PressFailed):
        notices.refused(request, _("The PDF could not be made just now. Try again in a moment."))
        return redirect(address_of(one))
    name = slugify(one.paper.reference if one.paper else one.title) or "bericht"
    draft = "" if one.state in SEALED else "-entwurf"
    headers = {"Content-Disposition": f'attachment; filename="{name}{draft}.{kind}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _overview(request: OfficeRequest, one: Report) -> dict[str, Any]:
    can_edit = may(request.user, Right.EDIT_PAPERS)
    return {
        "steps": report_steps.of(one),
        "next": report_steps.next_act(one) if can_edit else None,
        "missing": report_steps.missing(one),
        "sections": report_steps.sections(one),
        "public_url": _public_address(one),
        "debated": one.state in SEALED and consequences.result(one) is not None,
    }


def _public_address(one: Report) -> str:
    """Return where everybody reads the report in short, "" while nobody does."""
    if one.state != ReportState.PUBLISHED or one.paper is None or not one.paper.public:
        return ""
    return reverse("portal:report-short", kwargs={"language": "de", "slug": one.paper.slug})


def _docx(request: OfficeRequest, one: Report) -> bytes:
    """Write the report in the city's template; tell its reader on the next page if that failed."""
    written = report_templates.write(domain.document(one), one.seal)
    if written.problem:
        said = _("Our own template was used, the city's failed: %(why)s")
        notices.refused(request, said % {"why": written.problem})
    return written.content


def _paper(_request: OfficeRequest, one: Report) -> dict[str, Any]:
    return {"body": as_html.body(domain.document(one), seal=one.seal)}


def _beside(_request: OfficeRequest, one: Report) -> dict[str, Any]:
    """Return the report beside the text of its paper, where one was read in."""
    if one.paper is None or not one.paper.parts.exists():
        return {"beside": None}
    document = domain.document(one)
    found = beside.sentences(document, one.paper)
    return {
        "beside": found,
        "fields": beside.fields(document, one.paper),
        "body": as_html.body(document, seal=one.seal),
    }


def _timeline(request: OfficeRequest, one: Report) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/reports/overview.html",
    "paper": "office/reports/paper.html",
    "requests": "office/reports/requests.html",
    "beside": "office/reports/beside.html",
    "timeline": "office/reports/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Report], dict[str, Any]]] = {
    "": _overview,
    "paper": _paper,
    "requests": data_request_rows.context,
    "beside": _beside,
    "timeline": _timeline,
}
