"""Fields of action of a concept: the record, adding, correcting, what they rest on, removing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory import standings
from konfluenz.directory.models import Post
from konfluenz.office import notices, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory import standing_words
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import area_forms, concept_parts, concepts
from konfluenz.people.roles import Right
from konfluenz.steering import areas as domain
from konfluenz.steering.areas import AreaRefused
from konfluenz.steering.models import AreaLevel, PriorityArea

ADD = Sheet(
    "area-add",
    gettext_lazy("Add field of action"),
    area_forms.NewAreaForm,
    refusals=(AreaRefused,),
    submit=gettext_lazy("Add field of action"),
    told=gettext_lazy("The field of action was added. Now enter its goals."),
)
EDIT = Sheet(
    "area-edit",
    gettext_lazy("Correct field of action"),
    area_forms.AreaForm,
    refusals=(AreaRefused,),
    told=gettext_lazy("The field of action was corrected."),
)
POSTS = Sheet(
    "area-posts",
    gettext_lazy("Posts without which it cannot be worked"),
    area_forms.AreaPostsForm,
    refusals=(AreaRefused,),
    told=gettext_lazy("The posts are saved. What the field says of itself follows them."),
)


def address_of(area: PriorityArea) -> str:
    """Return the address of the record of a field of action."""
    return reverse("office:area", kwargs={"public_id": area.public_id})


def one_of(public_id: UUID) -> PriorityArea:
    """Return the field of action of that public id with everything a card shows, or answer 404."""
    return get_object_or_404(concept_parts.areas(), public_id=public_id)


@requires(Right.READ_CONCEPT)
def area(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of the record of a field of action."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    context = {
        "area": one,
        "tabs": concepts.TABS,
        "tab": tab,
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a field of action to the concept of that public id, under the next free number."""
    concept = concepts.one_of(public_id)
    taken = concept.areas.filter(level=AreaLevel.PRIORITY).order_by("number").last()
    return sheets.respond(
        request,
        ADD,
        initial={"level": AreaLevel.PRIORITY, "number": taken.number + 1 if taken else 1},
        save=lambda values, _seen: domain.add(concept, **values, by=request.user),
        done=address_of,
        back=concepts.address_of(concept),
        parent=concept.title,
        about=f"{concept.title} ({concept.label})",
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a field of action."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=area_forms.typed_area,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
    )


@requires(Right.EDIT_CONCEPT)
def rest_on(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say on which posts a field of action rests."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        POSTS,
        initial=lambda _row: area_forms.typed_posts(one),
        save=lambda values, _seen: domain.rest_on(one, values["posts"], by=request.user),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_CONCEPT)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a field of action that was entered by mistake; can be taken back."""
    one = one_of(public_id)
    kept = area_forms.typed_area(one) | {"group": one.group_id or 0}
    posts = ",".join(str(post.pk) for post in one.posts.all())
    try:
        domain.remove(one, by=request.user)
    except AreaRefused as refusal:
        notices.refused(request, refusal)
        return redirect(address_of(one))
    notices.done(
        request,
        _("“%(name)s” was removed.") % {"name": one},
        undo=reverse("office:area-restore", kwargs={"public_id": one.concept.public_id}),
        keep=kept | {"posts": posts},
    )
    return redirect(concepts.address_of(one.concept))


@requires(Right.EDIT_CONCEPT)
@require_POST
def restore(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that a field of action was removed from the concept of that public id."""
    concept, kept = concepts.one_of(public_id), notices.kept(request)
    posts = Post.objects.filter(pk__in=[pk for pk in kept.pop("posts").split(",") if pk])
    values = {name: kept[name] for name in area_forms.AREA if name != "group"}
    try:
        made = domain.add(
            concept, **values, group_id=kept["group"] or None, posts=posts, by=request.user
        )
        notices.done(request, _("Taken back."))
    except AreaRefused as refusal:
        notices.refused(request, refusal)
        return redirect(concepts.address_of(concept))
    return redirect(address_of(made))


def _overview(_request: OfficeRequest, one: PriorityArea) -> dict[str, Any]:
    return {"card": concept_parts.cards([one])[0], "posts": _posts(one)}


def _timeline(request: OfficeRequest, one: PriorityArea) -> dict[str, Any]:
    return record_history.page(request, f"{address_of(one)}?tab=timeline", one)


def _posts(area: PriorityArea) -> list[standing_words.Line]:
    posts = list(area.posts.select_related("unit").order_by("title", "id"))
    known = standings.of(posts)
    return [standing_words.line(post, known[post.pk]) for post in posts]


_TEMPLATES = {
    "": "office/concepts/area.html",
    "timeline": "office/concepts/area_timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, PriorityArea], dict[str, Any]]] = {
    "": _overview,
    "timeline": _timeline,
}
