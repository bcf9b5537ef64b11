"""How far a report is: its steps in order, the next of them, what is missing, its sections."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import consequences
from konfluenz.council.models import Report, ReportState
from konfluenz.council.models.reports import SEALED
from konfluenz.council.reporting import documents
from konfluenz.ground import dates
from konfluenz.steering.freezing import snapshots
from konfluenz.steering.models import FrozenIndicator


@dataclass(frozen=True)
class Next:
    """What to do next: why, what the button says, where it leads."""

    text: str
    label: str | Promise
    url: str


@dataclass(frozen=True)
class Step:
    """A step of a report: what it is, whether it is done, what shows it."""

    label: str | Promise
    done: bool
    note: str = ""


@dataclass(frozen=True)
class SectionLine:
    """A section of a report: whether the program tells something in it, and what a person wrote."""

    slug: str
    part: str
    heading: str
    told: bool
    text: str


def of(report: Report) -> list[Step]:
    """Return the steps in their order (PR-02)."""
    states = list(ReportState)
    reached = states.index(ReportState(report.state))
    snapshot, paper = report.snapshot, report.paper
    return [
        Step(
            gettext_lazy("Figures frozen"),
            snapshot is not None,
            snapshot.digest[:12] if snapshot else "",
        ),
        Step(gettext_lazy("Paper made"), paper is not None, paper.reference if paper else ""),
        Step(
            gettext_lazy("Financial effects said"),
            bool(report.financial_impact),
            report.financial_impact,
        ),
        Step(gettext_lazy("Countersigned"), report.state in SEALED, report.seal[:12]),
        Step(
            gettext_lazy("With the council office"),
            reached >= states.index(ReportState.SUBMITTED),
        ),
        Step(gettext_lazy("Published"), report.state == ReportState.PUBLISHED),
        Step(gettext_lazy("Short version written"), bool(report.summary)),
        Step(
            gettext_lazy("Said what follows"),
            report.concluded_on is not None,
            dates.show(report.concluded_on),
        ),
    ]


def missing(report: Report) -> list[FrozenIndicator]:
    """Return the indicators that were not collected for the report."""
    return snapshots.missing(report.snapshot) if report.snapshot else []


def sections(report: Report) -> list[SectionLine]:
    """Return all sections with what a person wrote there."""
    written = dict(report.texts.values_list("section", "text"))
    return [
        SectionLine(
            plan.slug,
            str(plan.part),
            str(plan.heading),
            told=plan.teller is not None,
            text=written.get(plan.slug, ""),
        )
        for plan in documents.PLANS
    ]


def next_act(report: Report) -> Next | None:
    """Return which form is to be filled in next, None when it is a button's turn."""
    if report.state in SEALED:
        return _after(report)
    if report.snapshot is None:
        return None
    if report.paper is None:
        text = _("Number, day and path of its paper are not on record yet.")
        return _act(report, "report-attach", text, gettext_lazy("Make paper"))
    if not report.financial_impact:
        text = _("Nobody has said yet what it costs.")
        return _act(report, "report-edit", text, gettext_lazy("Say financial effects"))
    return None


def _after(report: Report) -> Next | None:
    """Return what is to be said of a sealed report."""
    if report.concluded_on is None and consequences.result(report) is not None:
        text = _("It was debated. Nobody has said yet what follows from it.")
        return _act(report, "report-conclude", text, gettext_lazy("What follows from it?"))
    if not report.summary:
        text = _("Everybody reads a short version first; nobody has written it yet.")
        return _act(report, "report-summary", text, gettext_lazy("Write short version"))
    return None


def _act(report: Report, name: str, text: str, label: Promise) -> Next:
    return Next(text, label, reverse(f"office:{name}", kwargs={"public_id": report.public_id}))
