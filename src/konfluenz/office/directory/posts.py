"""Posts: how each stands and why, who held it, appointing and vacating."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.actions import access as task_access
from konfluenz.directory import posts as domain
from konfluenz.directory import standings
from konfluenz.directory.models import Holding, OrgUnit, Post
from konfluenz.directory.models.posts import WHOLE
from konfluenz.directory.posts import PostRefused
from konfluenz.directory.standings import Standing, Vacancy
from konfluenz.ground.dates import Precision
from konfluenz.office import forms, periods, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory import post_forms, post_spans, standing_words, unit_forms, units
from konfluenz.office.sheets import Sheet
from konfluenz.people.models import Person
from konfluenz.people.roles import Right, Role
from konfluenz.steering.models import PriorityArea

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
SHOWN_TASKS = 10

ADD = Sheet(
    "post-add",
    gettext_lazy("Add post"),
    post_forms.PostForm,
    refusals=(PostRefused,),
    submit=gettext_lazy("Add post"),
    told=gettext_lazy("The post was added."),
)
EDIT = Sheet(
    "post-edit",
    gettext_lazy("Correct post"),
    post_forms.PostForm,
    refusals=(PostRefused,),
    told=gettext_lazy("The post was corrected. The mailbox of its office is told."),
)
APPOINT = Sheet(
    "post-appoint",
    gettext_lazy("Fill post"),
    post_forms.AppointForm,
    refusals=(PostRefused,),
    submit=gettext_lazy("Fill post"),
    told=gettext_lazy("The post is filled."),
)
VACATE = Sheet(
    "post-vacate",
    gettext_lazy("Vacate post"),
    post_forms.VacateForm,
    refusals=(PostRefused,),
    submit=gettext_lazy("Vacate post"),
    told=gettext_lazy("The post is vacated."),
)
STAGE = Sheet(
    "post-stage",
    gettext_lazy("Add a step"),
    post_forms.PostStageForm,
    refusals=(PostRefused,),
    submit=gettext_lazy("Add step"),
    told=gettext_lazy("The step was added."),
)


def address_of(post: Post, tab: str = "") -> str:
    """Return the address of the post's record, opened at `tab`."""
    path = reverse("office:post", kwargs={"public_id": post.public_id})
    return f"{path}?tab={tab}" if tab else path


@requires(Right.READ_UNITS)
def post(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a post's record."""
    one = _one(public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    standing = standings.of([one])[one.pk]
    can_edit = may(request.user, Right.EDIT_UNITS)
    context = {
        "post": one,
        "tabs": TABS,
        "tab": tab,
        "line": standing_words.line(one, standing),
        "reason": standing_words.reason(standing),
        "role": Role(one.role).label if one.role else "",
        "can_edit": can_edit,
        "next": _next(one, standing) if can_edit and not tab else None,
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_UNITS)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a post to the unit of that public id."""
    unit = get_object_or_404(OrgUnit, public_id=public_id)
    return sheets.respond(
        request,
        ADD,
        initial={"unit": unit},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=units.address_of(unit),
        parent=str(unit),
    )


@requires(Right.EDIT_UNITS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a post."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=post_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_UNITS)
def appoint(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Put somebody on a post."""
    one = _one(public_id)
    standing = standings.of([one])[one.pk]
    return sheets.respond(
        request,
        APPOINT,
        initial={"valid_from": _today(), "share": standing.free or WHOLE},
        save=lambda values, _seen: domain.appoint(
            one, **post_forms.appointed(values), by=request.user
        ),
        back=address_of(one),
        parent=one.title,
        about=f"{one.title}, {one.unit}",
    )


@requires(Right.EDIT_UNITS)
def vacate(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """End who holds a post: all of them, or the one person named by ``?person=``."""
    one = _one(public_id)
    person = _asked_for(one, request.GET.get("person", ""))
    return sheets.respond(
        request,
        VACATE,
        initial={"date": _today()},
        save=lambda values, _seen: domain.vacate(
            one,
            values["date"].day,
            precision=values["date"].precision,
            person=person,
            reason=values["reason"],
            by=request.user,
        ),
        back=address_of(one),
        parent=one.title,
        about=f"{one.title}: {person}" if person else f"{one.title}, {one.unit}",
    )


@requires(Right.EDIT_UNITS)
def stage(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a step to the history of a post."""
    one = _one(public_id)
    return sheets.respond(
        request,
        STAGE,
        initial={},
        save=lambda values, _seen: domain.stage(one, **unit_forms.stepped(values), by=request.user),
        back=address_of(one),
        parent=one.title,
        about=f"{one.title}, {one.unit}",
    )


def _one(public_id: UUID) -> Post:
    return get_object_or_404(Post.objects.select_related("unit"), public_id=public_id)


def _asked_for(post: Post, public_id: str) -> Person | None:
    """Return the person of that public id who holds `post`; None: everybody who does."""
    if not public_id:
        return None
    running = post.holdings.on(timezone.localdate()).select_related("person")
    for row in running:
        if row.person is not None and str(row.person.public_id) == public_id:
            return row.person
    raise Http404


def _today() -> forms.KnownDate:
    return forms.KnownDate(timezone.localdate(), Precision.DAY)


def _next(post: Post, standing: Standing) -> dict[str, str] | None:
    """Return what to do about a post that nobody holds."""
    if standing.state != Vacancy.VACANT:
        return None
    url = reverse("office:post-appoint", kwargs={"public_id": post.public_id})
    return {"text": _("Nobody holds this post."), "label": _("Fill post"), "url": url}


def _overview(request: OfficeRequest, one: Post) -> dict[str, Any]:
    stages = list(one.stages.select_related("body"))
    holdings = list(one.holdings.select_related("person"))
    tasks = task_access.visible_to(request.user).live().filter(post=one)
    today = timezone.localdate()
    return {
        "stages": stages,
        "holdings": [_holding(row, today) for row in reversed(holdings)],
        "years": post_spans.line(stages, holdings, today),
        "tasks": list(tasks[: SHOWN_TASKS + 1]),
        "shown_tasks": SHOWN_TASKS,
        "may_persons": may(request.user, Right.READ_PERSONS),
        "areas": _areas(request, one),
    }


def _areas(request: OfficeRequest, one: Post) -> list[PriorityArea]:
    """Return the fields of action that cannot be worked without the post, newest concept first."""
    if not may(request.user, Right.READ_CONCEPT):
        return []
    rows = one.areas.select_related("concept")
    return list(rows.order_by("-concept__label", "level", "number"))


def _holding(row: Holding, today: dt.date) -> dict[str, Any]:
    return {
        "row": row,
        "period": periods.in_words(row),
        "running": row.holds_on(today),
        "partial": row.share != WHOLE,
    }


def _timeline(request: OfficeRequest, one: Post) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {"": "office/posts/overview.html", "timeline": "office/posts/timeline.html"}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Post], dict[str, Any]]] = {
    "": _overview,
    "timeline": _timeline,
}
