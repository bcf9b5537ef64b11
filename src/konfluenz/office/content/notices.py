"""Funding programmes, goods and links: three kinds with the same pages, described once each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory import goods, programmes, resources
from konfluenz.directory.models import ExternalResource, FundingProgramme, GoodsNotice
from konfluenz.ground import dates
from konfluenz.ground.models import Record
from konfluenz.office import lists, notices, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.content import notice_forms, notice_lists
from konfluenz.office.forms import Form
from konfluenz.office.lists import Listing
from konfluenz.office.sheets import Sheet
from konfluenz.people import languages
from konfluenz.people.roles import Right
from konfluenz.steering.measuring import figures


@dataclass(frozen=True)
class Kind:
    """One kind of notice: how its pages are called, what they show, what they call.

    `page` is the URL name of a record, `root` what its other pages begin with. `portal` is
    the address of what the public sees. `domain` has add, correct, publish and withdraw.
    """

    root: str
    page: str
    folder: str
    portal: str
    model: type[Record]
    domain: Any
    refusal: type[Exception]
    form: type[Form]
    typed: Callable[[Any], dict[str, Any]]
    listing: Listing
    facts: tuple[str, ...]
    texts: tuple[str, ...]
    correct: Promise
    related: tuple[str, ...] = ()

    def address(self, one: Record) -> str:
        """Return the address of the page of `one`."""
        return reverse(f"office:{self.page}", kwargs={"public_id": one.public_id})

    def one(self, public_id: UUID) -> Any:
        """Return the record of that public id, raises Http404 when there is none."""
        rows = self.model._default_manager.select_related(*self.related)
        return get_object_or_404(rows, public_id=public_id)


PROGRAMME = Kind(
    root="programme",
    page="programme",
    folder="foerdermittel/",
    portal="/de/foerdermittel/",
    model=FundingProgramme,
    domain=programmes,
    refusal=programmes.ProgrammeRefused,
    form=notice_forms.ProgrammeForm,
    typed=notice_forms.typed_programme,
    listing=notice_lists.PROGRAMMES,
    facts=("funder", "deadline", "amount_max", "own_share", "url", "topics"),
    texts=("summary", "for_whom", "what", "how"),
    correct=gettext_lazy("Correct programme"),
    related=("organization",),
)
GOODS = Kind(
    root="goods",
    page="goods-notice",
    folder="sachspenden/",
    portal="/de/spenden/",
    model=GoodsNotice,
    domain=goods,
    refusal=goods.GoodsRefused,
    form=notice_forms.GoodsForm,
    typed=notice_forms.typed_goods,
    listing=notice_lists.GOODS,
    facts=("kind", "organization", "place", "expires_on"),
    texts=("what", "how"),
    correct=gettext_lazy("Correct notice"),
    related=("organization", "place"),
)
RESOURCE = Kind(
    root="resource",
    page="resource",
    folder="links/",
    portal="/de/links/",
    model=ExternalResource,
    domain=resources,
    refusal=resources.ResourceRefused,
    form=notice_forms.ResourceForm,
    typed=notice_forms.typed_resource,
    listing=notice_lists.RESOURCES,
    facts=("url", "languages", "topics"),
    texts=("expects",),
    correct=gettext_lazy("Correct link"),
)


def urls(kind: Kind) -> list[URLPattern]:
    """Return the addresses of all pages of `kind`."""
    one = f"{kind.folder}<uuid:public_id>/"
    return [
        path(kind.folder, _list(kind), name=kind.listing.slug),
        path(f"{kind.folder}neu/", _add(kind), name=f"{kind.root}-add"),
        path(one, _show(kind), name=kind.page),
        path(f"{one}bearbeiten/", _edit(kind), name=f"{kind.root}-edit"),
        path(f"{one}zeigen/", _put(kind, published=True), name=f"{kind.root}-publish"),
        path(f"{one}zurueckziehen/", _put(kind, published=False), name=f"{kind.root}-withdraw"),
    ]


def _list(kind: Kind) -> Callable[..., HttpResponse]:
    @requires(Right.READ_CONTENT)
    def view(request: OfficeRequest) -> HttpResponse:
        return lists.respond(request, kind.listing)

    return view


def _show(kind: Kind) -> Callable[..., HttpResponse]:
    @requires(Right.READ_CONTENT)
    def view(request: OfficeRequest, public_id: UUID) -> HttpResponse:
        one = kind.one(public_id)
        context = {
            "one": one,
            "of": kind,
            "list_url": reverse(f"office:{kind.listing.slug}"),
            "edit_url": reverse(f"office:{kind.root}-edit", kwargs={"public_id": public_id}),
            "move_url": _move_url(kind, one),
            "can_edit": may(request.user, Right.EDIT_CONTENT),
            "facts": [_fact(one, name) for name in kind.facts],
            "texts": [_fact(one, name) for name in kind.texts],
            **record_history.page(request, f"{kind.address(one)}?", one),
        }
        return render(request, "office/content/notice.html", context)

    return view


def _add(kind: Kind) -> Callable[..., HttpResponse]:
    label = kind.listing.add.label if kind.listing.add else ""
    told = gettext_lazy("Added. Nobody sees it before you publish it.")
    sheet = Sheet(
        f"{kind.root}-add", label, kind.form, refusals=(kind.refusal,), submit=label, told=told
    )

    @requires(Right.EDIT_CONTENT)
    def view(request: OfficeRequest) -> HttpResponse:
        return sheets.respond(
            request,
            sheet,
            initial={},
            save=lambda values, _seen: kind.domain.add(**values, by=request.user),
            done=kind.address,
            back=reverse(f"office:{kind.listing.slug}"),
            parent=kind.listing.title,
        )

    return view


def _edit(kind: Kind) -> Callable[..., HttpResponse]:
    sheet = Sheet(f"{kind.root}-edit", kind.correct, kind.form, refusals=(kind.refusal,))

    @requires(Right.EDIT_CONTENT)
    def view(request: OfficeRequest, public_id: UUID) -> HttpResponse:
        one = kind.one(public_id)
        return sheets.respond(
            request,
            sheet,
            record=one,
            initial=kind.typed,
            save=lambda values, seen: kind.domain.correct(one, values, seen=seen, by=request.user),
            back=kind.address(one),
            parent=str(one),
        )

    return view


def _put(kind: Kind, *, published: bool) -> Callable[..., HttpResponse]:
    act = kind.domain.publish if published else kind.domain.withdraw
    words = "Everybody can read it now." if published else "It no longer stands on the portal."
    told = gettext_lazy(words)

    @requires(Right.EDIT_CONTENT)
    @require_POST
    def view(request: OfficeRequest, public_id: UUID) -> HttpResponse:
        one = kind.one(public_id)
        try:
            moved = act(one, by=request.user)
        except kind.refusal as refusal:
            notices.refused(request, refusal)
        else:
            undo = "" if "token" in request.POST else _move_url(kind, moved)
            notices.done(request, str(told), undo=undo)
        return redirect(kind.address(one))

    return view


def _move_url(kind: Kind, one: Any) -> str:
    """Return where `one` is published, or withdrawn if it is public."""
    act = "withdraw" if one.published else "publish"
    return reverse(f"office:{kind.root}-{act}", kwargs={"public_id": one.public_id})


def _fact(one: Any, name: str) -> tuple[str, str]:
    """Return what a field is called and what it says."""
    label = capfirst(str(one._meta.get_field(name).verbose_name))
    value = getattr(one, name)
    if name == "topics":
        return label, ", ".join(topic.name for topic in value.all())
    if name == "languages":
        return label, ", ".join(languages.name(code) for code in value)
    if name in ("deadline", "expires_on"):
        return label, dates.show(value)
    if name == "amount_max":
        return label, figures.number(value) if value is not None else ""
    if name == "kind":
        return label, one.get_kind_display()
    return label, str(value or "")
