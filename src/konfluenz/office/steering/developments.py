"""The log of developments: the list, the record, adding, correcting, responding, over (T-20)."""

from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.ground.models import Record
from konfluenz.office import lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import hearing_forms, steered_words
from konfluenz.people.roles import Right
from konfluenz.steering import developments as domain
from konfluenz.steering.developments import DevelopmentRefused
from konfluenz.steering.models import Development


class DevelopmentTable(lists.Table):
    """Developments, newest first."""

    title = lists.head(gettext_lazy("What happened"), "development", order_by=("title", "id"))
    date = tables.Column(gettext_lazy("Since"))
    over_on = tables.Column(gettext_lazy("Over on"))
    unit = tables.Column(gettext_lazy("Responds"), order_by="unit__name")
    response = tables.Column(gettext_lazy("Response"), orderable=False, empty_values=())
    public = tables.Column(gettext_lazy("In the portal"), orderable=False)

    def render_response(self, value: str) -> str:
        """Say whether there is one; its words stand on the record."""
        return _("yes") if value else _("none yet")

    def render_public(self, value: bool) -> str:
        """Say whether everybody may read it."""
        return _("yes") if value else _("no")

    value_public = render_public


class DevelopmentFilters(lists.Filters):
    """Whether it goes on, and whether the city has responded."""

    over = django_filters.ChoiceFilter(
        label=gettext_lazy("Still going on"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
        method="going_on",
    )
    answered = django_filters.ChoiceFilter(
        label=gettext_lazy("Response"),
        choices=[("no", gettext_lazy("none yet"))],
        empty_label=gettext_lazy("all"),
        method="without_response",
    )

    def going_on(
        self, rows: QuerySet[Development], _name: str, value: str
    ) -> QuerySet[Development]:
        """Keep those that go on, or those that are over."""
        return rows.filter(over_on__isnull=value == "True")

    def without_response(
        self, rows: QuerySet[Development], _name: str, _value: str
    ) -> QuerySet[Development]:
        """Keep those to which nobody has responded."""
        return rows.filter(response="")


DEVELOPMENTS = Listing(
    slug="developments",
    title=gettext_lazy("Developments"),
    rows=lambda _request: Development.objects.select_related("unit").order_by("-date", "-id"),
    table=DevelopmentTable,
    filters=DevelopmentFilters,
    count=lambda n: ngettext("%(n)s development", "%(n)s developments", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No development is on record yet."),
        gettext_lazy("Note what happens outside and changes the work, and how the city responds."),
    ),
    search_hint=gettext_lazy("Title or a part of it"),
    add=Add(gettext_lazy("Note development"), "development-add", Right.EDIT_CONCEPT),
)
ADD = Sheet(
    "development-add",
    gettext_lazy("Note development"),
    hearing_forms.DevelopmentForm,
    refusals=(DevelopmentRefused,),
    submit=gettext_lazy("Note development"),
    told=gettext_lazy("The development is on record."),
)
EDIT = Sheet(
    "development-edit",
    gettext_lazy("Correct development"),
    hearing_forms.DevelopmentEditForm,
    refusals=(DevelopmentRefused,),
    told=gettext_lazy("The development was corrected."),
)
RESPOND = Sheet(
    "development-respond",
    gettext_lazy("Note response"),
    hearing_forms.RespondForm,
    refusals=(DevelopmentRefused,),
    submit=gettext_lazy("Note response"),
    told=gettext_lazy("The response is on record."),
)
END = Sheet(
    "development-end",
    gettext_lazy("It is over"),
    hearing_forms.EndForm,
    refusals=(DevelopmentRefused,),
    submit=gettext_lazy("It is over"),
    told=gettext_lazy("The development is over."),
)


def address_of(development: Development) -> str:
    """Return the address of the development's record."""
    return reverse("office:development", kwargs={"public_id": development.public_id})


@requires(Right.READ_CONCEPT)
def developments(request: OfficeRequest) -> HttpResponse:
    """Show the developments, or export them."""
    return lists.respond(request, DEVELOPMENTS)


@requires(Right.READ_CONCEPT)
def development(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a development with everything that happened to it."""
    one = _one(public_id)
    can_edit = may(request.user, Right.EDIT_CONCEPT)
    context = {
        "development": one,
        "can_edit": can_edit,
        "next": steered_words.next_of_development(one) if can_edit else None,
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/developments/development.html", context)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Note a development."""
    return sheets.respond(
        request,
        ADD,
        initial={"date": timezone.localdate()},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:developments"),
        parent=_("Developments"),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a development."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=hearing_forms.typed_development,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_CONCEPT)
def respond(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note how the city responds."""
    one = _one(public_id)
    return sheets.respond(
        request,
        RESPOND,
        record=one,
        initial=lambda row: {"response": row.response, "unit": row.unit},
        save=lambda values, seen: domain.respond(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
        about=one.title,
    )


@requires(Right.EDIT_CONCEPT)
def end(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that a development is over."""
    one = _one(public_id)
    return sheets.respond(
        request,
        END,
        record=one,
        initial=_today,
        save=lambda values, seen: domain.end(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
        about=one.title,
    )


def _today(_record: Record) -> dict[str, object]:
    return {"over_on": timezone.localdate()}


def _one(public_id: UUID) -> Development:
    return get_object_or_404(Development.objects.select_related("unit"), public_id=public_id)
