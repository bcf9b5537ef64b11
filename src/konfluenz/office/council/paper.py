"""The record of a paper: head, path with its boxes, text, promises, resolutions, history."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from konfluenz.actions import access as task_access
from konfluenz.actions.models import OriginKind, Task
from konfluenz.council import access, answers, follow_up_tables, media, results, wordings
from konfluenz.council.boxes import Box
from konfluenz.council.follow_up_tables import Line
from konfluenz.council.models import (
    Consultation,
    Paper,
    PaperPart,
    PaperType,
    Resolution,
    Sentence,
    SentenceKind,
)
from konfluenz.ground import references
from konfluenz.office import record_history
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council.follow_up_lists import light
from konfluenz.office.council.papers import address_of, came_of_it
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("text", gettext_lazy("Text")),
    ("timeline", gettext_lazy("History")),
)


@dataclass(frozen=True)
class Station:
    """A row of the path. `passed`: the body has met, so that there may be a result."""

    consultation: Consultation
    boxes: list[Box]
    sentence: str
    has_result: bool
    passed: bool
    resolved: bool
    by_group: str = ""


@dataclass(frozen=True)
class Block:
    """Paragraphs, or the items of one list, in reading order: each with its sentences."""

    bullet: bool
    paragraphs: list[list[Sentence]]


@dataclass(frozen=True)
class Announced:
    """A sentence that promises something, and the Aufgaben that shall keep it.

    `hidden` counts those of other units, which the reader may not open.
    """

    sentence: Sentence
    tasks: list[Task]
    hidden: int


@requires(Right.READ_PAPERS)
def paper(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a paper's record."""
    one = seen_by(request, public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {
        "paper": one,
        "tabs": TABS,
        "tab": tab,
        "can_edit": may(request.user, Right.EDIT_PAPERS),
        "public_url": public_address(one),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


def seen_by(request: OfficeRequest, public_id: UUID) -> Paper:
    """Return the paper; raises Http404 when there is none that the reader may see."""
    rows = access.visible_to(request.user).select_related("department", "author_unit", "answers")
    return get_object_or_404(rows, public_id=public_id)


def public_address(one: Paper) -> str:
    """Return where everybody reads the paper, or will once it is public."""
    return reverse("portal:paper", kwargs={"language": "de", "slug": one.slug})


def _overview(request: OfficeRequest, one: Paper) -> dict[str, Any]:
    followed = _followed(one)
    return {
        "stations": _path(one),
        "applicants": list(one.applicants.all()),
        "answered_by": list(one.answered_by.all()),
        "resolutions": list(_resolutions(one)),
        "announced": _announced(request, one),
        "files": [(link, media.name(link.media_type)) for link in one.links.order_by("position")],
        "followed": followed,
        "followed_tasks": {line.follow_up.task_id for line, _light in followed},
    }


def _followed(one: Paper) -> list[tuple[Line, SafeString]]:
    """Return the lines of the Beschlusskontrolle on the paper, each with its traffic light."""
    rows = follow_up_tables.everything()
    lines = follow_up_tables.lines(rows.filter(Q(paper=one) | Q(resolution__paper=one)))
    return [(line, light(line.state)) for line in lines]


def _path(one: Paper) -> list[Station]:
    rows = one.consultations.select_related(
        "body", "result__referred_to", "resolution", "meeting_item__meeting"
    )
    rows = rows.prefetch_related("result__group_votes__faction")
    return [_station(row) for row in rows.order_by("position")]


def _station(row: Consultation) -> Station:
    result = getattr(row, "result", None)
    return Station(
        consultation=row,
        boxes=results.boxes(result),
        sentence=came_of_it(row),
        has_result=result is not None,
        passed=row.date is not None and row.date <= timezone.localdate(),
        resolved=getattr(row, "resolution", None) is not None,
        by_group=wordings.by_group(result) if result is not None else "",
    )


def _resolutions(one: Paper) -> QuerySet[Resolution]:
    of_paper = Resolution.objects.filter(Q(paper=one) | Q(consultation__paper=one))
    return of_paper.select_related("body", "concept", "unit").order_by("date", "id")


def _announced(request: OfficeRequest, one: Paper) -> list[Announced]:
    sentences = list(
        Sentence.objects.filter(part__paper=one, kind=SentenceKind.PROMISE)
        .select_related("part")
        .order_by("part__position", "position")
    )
    keys = [str(sentence.pk) for sentence in sentences]
    label = references.label(Sentence)
    tasks = Task.objects.filter(origin_label=label, origin_id__in=keys)
    tasks = tasks.filter(origin_kind=OriginKind.PROMISE).select_related("unit").defer("details")
    mine = set(task_access.visible_to(request.user).filter(pk__in=tasks).values_list("pk"))
    kept = list(tasks)
    return [_kept(sentence, kept, {pk for (pk,) in mine}) for sentence in sentences]


def _kept(sentence: Sentence, tasks: list[Task], mine: set[int]) -> Announced:
    its = [task for task in tasks if task.origin_id == str(sentence.pk)]
    shown = [task for task in its if task.pk in mine]
    return Announced(sentence, shown, len(its) - len(shown))


def _text(_request: OfficeRequest, one: Paper) -> dict[str, Any]:
    parts = one.parts.prefetch_related("sentences").order_by("position")
    return {
        "parts": [(part, list(_blocks(part))) for part in answers.paired(parts)],
        "questions": answers.questions(one) if one.paper_type == PaperType.ENQUIRY else [],
    }


def _blocks(part: PaperPart) -> Iterator[Block]:
    """Yield the paragraphs; items of a list that follow one another are one block."""
    sentences = sorted(part.sentences.all(), key=lambda one: one.position)
    for bullet, rows in groupby(sentences, key=lambda one: one.bullet):
        paragraphs = groupby(rows, key=lambda one: one.paragraph)
        yield Block(bullet, [list(one) for _number, one in paragraphs])


def _timeline(request: OfficeRequest, one: Paper) -> dict[str, Any]:
    records = [one, *one.consultations.all(), *_resolutions(one), *one.follow_ups.all()]
    return record_history.page(request, address_of(one, "timeline"), *records)


_TEMPLATES = {
    "": "office/papers/overview.html",
    "text": "office/papers/text.html",
    "timeline": "office/papers/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Paper], dict[str, Any]]] = {
    "": _overview,
    "text": _text,
    "timeline": _timeline,
}
