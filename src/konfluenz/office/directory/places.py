"""Places: the list, the record, adding and correcting."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms as django_forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.directory import places as domain
from konfluenz.directory.models import District, Place
from konfluenz.directory.models.places import LATITUDE, LONGITUDE
from konfluenz.directory.places import PlaceRefused
from konfluenz.office import forms, lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory.district_choice import DistrictChoice
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

FIELDS = [
    "name",
    "street",
    "postcode",
    "town",
    "district",
    "latitude",
    "longitude",
    "step_free",
    "confidential",
    "note",
]


class PlaceTable(lists.Table):
    """Places, as somebody looks for a room."""

    name = lists.head(gettext_lazy("Name"), "place", order_by=("name", "id"))
    street = tables.Column(gettext_lazy("Street"), orderable=False)
    town = tables.Column(gettext_lazy("Town"), orderable=False)
    district = tables.Column(gettext_lazy("District"), order_by=("district__name", "name"))
    step_free = tables.Column(gettext_lazy("Step-free"), orderable=False)

    def render_step_free(self, value: bool) -> str:
        """Say whether there are no steps; a place that nobody has checked says nothing."""
        return _("yes") if value else _("no")

    value_step_free = render_step_free


class PlaceFilters(lists.Filters):
    """Where a place is, and whether everybody gets in."""

    district = django_filters.ModelChoiceFilter(
        label=gettext_lazy("District"),
        queryset=District.objects.all(),
        empty_label=gettext_lazy("any district"),
    )
    step_free = django_filters.ChoiceFilter(
        label=gettext_lazy("Step-free"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
    )


class PlaceForm(forms.Form):
    """A place: where it is and who gets in."""

    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=160)
    street = django_forms.CharField(
        label=gettext_lazy("Street and number"), max_length=120, required=False
    )
    postcode = django_forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    town = django_forms.CharField(label=gettext_lazy("Town"), max_length=80, required=False)
    district = DistrictChoice(empty_label=gettext_lazy("not known"))
    step_free = django_forms.TypedChoiceField(
        label=gettext_lazy("Step-free"),
        required=False,
        choices=[
            ("", gettext_lazy("nobody has checked")),
            ("True", gettext_lazy("yes")),
            ("False", gettext_lazy("no")),
        ],
        coerce=lambda text: text == "True",
        empty_value=None,
    )
    note = django_forms.CharField(
        label=gettext_lazy("How to get in"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Bell, floor, who has the key"),
    )
    confidential = django_forms.BooleanField(
        label=gettext_lazy("Confidential, never public"),
        required=False,
        help_text=gettext_lazy("A shelter, or another address that nobody outside may learn."),
    )
    latitude = django_forms.DecimalField(
        label=gettext_lazy("Latitude"),
        required=False,
        decimal_places=5,
        validators=LATITUDE,
        localize=True,
        help_text=gettext_lazy("In degrees, such as 50,35357"),
    )
    longitude = django_forms.DecimalField(
        label=gettext_lazy("Longitude"),
        required=False,
        decimal_places=5,
        validators=LONGITUDE,
        localize=True,
    )

    groups = ((gettext_lazy("On the map"), ("latitude", "longitude")),)


def _rows(request: OfficeRequest) -> QuerySet[Place]:
    """Return the places; confidential ones only for those who look after places."""
    rows = Place.objects.select_related("district")
    return rows if may(request.user, Right.EDIT_ORGANISATIONS) else rows.public()


PLACES = Listing(
    slug="places",
    title=gettext_lazy("Places"),
    rows=_rows,
    table=PlaceTable,
    filters=PlaceFilters,
    count=lambda n: ngettext("%(n)s place", "%(n)s places", n) % {"n": f"{n:,}".replace(",", ".")},
    empty=Empty(
        gettext_lazy("No place is on record yet."),
        gettext_lazy("Add the rooms and houses where people meet."),
    ),
    add=Add(gettext_lazy("Add place"), "place-add", Right.EDIT_ORGANISATIONS),
)
ADD = Sheet(
    "place-add",
    gettext_lazy("Add place"),
    PlaceForm,
    refusals=(PlaceRefused,),
    submit=gettext_lazy("Add place"),
    told=gettext_lazy("The place was added."),
)
EDIT = Sheet(
    "place-edit",
    gettext_lazy("Correct place"),
    PlaceForm,
    refusals=(PlaceRefused,),
    told=gettext_lazy("The place was corrected."),
)


def address_of(one: Place) -> str:
    """Return the address of the place's record."""
    return reverse("office:place", kwargs={"public_id": one.public_id})


@requires(Right.READ_ORGANISATIONS)
def places(request: OfficeRequest) -> HttpResponse:
    """Show the places, or export them."""
    return lists.respond(request, PLACES)


@requires(Right.READ_ORGANISATIONS)
def place(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a place."""
    one = get_object_or_404(_rows(request), public_id=public_id)
    context = {
        "place": one,
        "organisations": list(one.organizations.all()),
        "can_edit": may(request.user, Right.EDIT_ORGANISATIONS),
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/places/record.html", context)


@requires(Right.EDIT_ORGANISATIONS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a place."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:places"),
        parent=_("Places"),
    )


@requires(Right.EDIT_ORGANISATIONS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a place."""
    one = get_object_or_404(_rows(request), public_id=public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=_typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


def _typed(one: Place) -> dict[str, Any]:
    """Return a place as its form shows it."""
    return {name: getattr(one, name) for name in FIELDS}
