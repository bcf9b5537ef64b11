"""A report to the council in short, for everybody; and the whole of it, as a page and as PDF.

What stands here was sealed: numbers and goals come from the document, never from live records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfluenz.council import access, follow_up_tables, summaries
from konfluenz.council.models import Consultation, Report
from konfluenz.council.reporting import as_html, as_pdf, short
from konfluenz.ground import dates
from konfluenz.ground.papers import PressBusy, PressFailed
from konfluenz.portal import council_words, follow_ups, numbers, report_words, texts
from konfluenz.portal import steering_words as words
from konfluenz.portal.foot.paper import busy
from konfluenz.portal.pages import baked, public
from konfluenz.portal.texts import Text
from konfluenz.publishing.baking import reads
from konfluenz.steering.models import Hidden


@dataclass(frozen=True)
class Goal:
    """A goal as it was sealed, its state in the reader's language."""

    goal: short.Goal
    word: str
    badge: str
    date: str
    before: str


@dataclass(frozen=True)
class Area:
    """A field of action with its goals."""

    area: short.Area
    goals: list[Goal]


@dataclass(frozen=True)
class Figure:
    """A key figure in the reader's language. `name` is German where `language` says so."""

    name: str
    language: str
    now: str
    date: str
    source: str
    before: str
    before_date: str
    change: str


@dataclass(frozen=True)
class Debate:
    """A public station of the paper. `result`: what came of it, empty while nothing is entered."""

    body: str
    date: str
    result: str


def _slugs() -> Iterable[Mapping[str, object]]:
    return [{"slug": slug} for slug in summaries.public().values_list("paper__slug", flat=True)]


@baked(addresses=_slugs, made_of=["council.report", "council.paper"])
@require_safe
def short_report(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show a report in short, in the reader's language."""
    reads.note("council", "actions.task", "directory.orgunit", "directory.organization")
    report = find(slug)
    told = short.of(report.document or {})
    summary = texts.tell([report], language)[report.pk]["summary"]
    context = {
        "report": report,
        "summary": summary,
        "standing": _standing(summary),
        "told": told,
        "period": (dates.show(told.since), dates.show(told.cut_off)),
        "debates": _debates(report),
        "areas": [_area(area) for area in told.areas],
        "figures": [_figure(figure) for figure in told.figures if figure.now.told],
        "missing": [_figure(figure) for figure in told.figures if not figure.now.told],
        "followed": follow_ups.shown(follow_up_tables.public().filter(paper=report.paper)),
    }
    return render(request, "portal/reports/short.html", context)


@baked(addresses=_slugs, made_of=["council.report", "council.paper"])
@require_safe
def whole_report(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show the whole report as it was sealed; it is German, as papers of the council are."""
    reads.note("council")
    report = find(slug)
    body = as_html.body(report.document or {}, seal=report.seal)
    return render(request, "portal/reports/whole.html", {"report": report, "body": body})


@public
@require_safe
def pdf(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the sealed report as PDF that carries its data."""
    report = find(slug)
    try:
        content = as_pdf.made(report.document or {}, report.seal)
    except (PressBusy, PressFailed):
        return busy(request)
    headers = {"Content-Disposition": f'attachment; filename="{slug}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def find(slug: str) -> Report:
    """Return the published report whose public paper has this address. Raises Http404."""
    report = summaries.public().filter(paper__slug=slug).select_related("paper", "unit").first()
    if report is None:
        raise Http404(slug)
    return report


def _standing(summary: Text) -> str:
    if summary.stale:
        return "stale"
    return "partial" if summary.language else ""


def _debates(report: Report) -> list[Debate]:
    path = access.public_path().filter(paper=report.paper, date__isnull=False)
    rows = path.select_related("body", "result__referred_to").order_by("position")
    return [_debate(each) for each in rows]


def _debate(each: Consultation) -> Debate:
    found = getattr(each, "result", None)
    result = council_words.result(found) if found is not None else ""
    return Debate(each.body.name, dates.show(each.date), result)


def _area(area: short.Area) -> Area:
    return Area(area, [_goal(goal) for goal in area.goals])


def _goal(goal: short.Goal) -> Goal:
    word = words.GOAL_STATES.get(goal.state) or _("not assessed yet")
    before = words.GOAL_STATES.get(goal.before, "")
    badge = words.GOAL_BADGES.get(goal.state, "")  # type: ignore[call-overload]
    return Goal(goal, str(word), badge, dates.show(goal.date), str(before))


def _figure(figure: short.Figure) -> Figure:
    name = report_words.KEY_FIGURES.get(figure.slug)
    before = figure.before
    return Figure(
        name=str(name or figure.name),
        language="" if name else "de",
        now=_value(figure.now),
        date=dates.show(figure.now.date, figure.now.precision),
        source=figure.now.source,
        before=_value(before) if before else "",
        before_date=dates.show(before.date, before.precision) if before else "",
        change=_change(before, figure.now) if before else "",
    )


def _value(value: short.Value) -> str:
    if value.hidden:
        return _("fewer than 5") if value.hidden == Hidden.SMALL else _("not shown")
    if value.value is None:
        return _("not collected")
    return numbers.show(value.value, value.unit, approximate=value.approximate)


def _change(before: short.Value, now: short.Value) -> str:
    """Return the difference, as inexact as one of the two; "" where one of them is missing."""
    if before.value is None or now.value is None:
        return ""
    said = numbers.change(before.value, now.value, now.unit)
    inexact = before.approximate or now.approximate
    return _("about %(value)s") % {"value": said} if inexact else said
