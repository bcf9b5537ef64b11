"""Groups that meet: the list, the record with its members, joining and leaving."""

from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms as django_forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konfluenz.directory import groups as domain
from konfluenz.directory.groups import GroupRefused
from konfluenz.directory.models import Group, GroupKind
from konfluenz.office import forms, lists, notices, periods, record_history, searched, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory.district_choice import DistrictChoice
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.meetings import group_tab
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

MEETINGS = "meetings"
TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    (MEETINGS, gettext_lazy("Meetings")),
)
FIELDS = ["kind", "name", "purpose", "unit", "district", "source"]


class GroupTable(lists.Table):
    """Groups with how many belong to them."""

    name = lists.head(gettext_lazy("Name"), "group", accessor="pk", order_by=("name", "id"))
    kind = tables.Column(gettext_lazy("Kind"))
    unit = tables.Column(gettext_lazy("Led by"), orderable=False)
    size = tables.Column(
        gettext_lazy("Members"), attrs={"td": {"class": "o-cell--number"}, "th": {"class": " "}}
    )

    def render_name(self, record: Group) -> str:
        """Return the name, or that none is documented."""
        return str(record)

    value_name = render_name


class GroupFilters(lists.Filters):
    """What kind of group."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=GroupKind.choices, empty_label=gettext_lazy("any kind")
    )


class GroupForm(forms.Form):
    """A group: what it is for and who leads it."""

    kind = django_forms.ChoiceField(label=gettext_lazy("Kind"), choices=GroupKind.choices)
    name = django_forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Leave it empty if no source says what the group is called."),
    )
    purpose = django_forms.CharField(
        label=gettext_lazy("What it is for"), max_length=300, required=False
    )
    unit = UnitChoice(
        label=gettext_lazy("Led by"), required=False, empty_label=gettext_lazy("no office")
    )
    district = DistrictChoice(empty_label=gettext_lazy("the whole city"))
    source = django_forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


class JoinForm(searched.SearchedForm):
    """Somebody new in a group: a person or an organisation."""

    looked_up = {"person": searched.PERSON, "organization": searched.ORGANISATION}

    person = searched.person_field(required=False)
    organization = django_forms.CharField(
        label=gettext_lazy("Or an organisation"), max_length=200, required=False
    )
    function = django_forms.CharField(
        label=gettext_lazy("Function"), max_length=120, required=False
    )
    valid_from = forms.DayField(label=gettext_lazy("Since"))


def _rows(_request: OfficeRequest) -> QuerySet[Group]:
    today = timezone.localdate()
    running = Q(members__valid_until__isnull=True) | Q(members__valid_until__gt=today)
    rows = Group.objects.select_related("unit")
    return rows.annotate(size=Count("members", filter=running)).order_by("kind", "name", "id")


GROUPS = Listing(
    slug="groups",
    title=gettext_lazy("Working groups"),
    rows=_rows,
    table=GroupTable,
    filters=GroupFilters,
    count=lambda n: ngettext("%(n)s group", "%(n)s groups", n) % {"n": f"{n:,}".replace(",", ".")},
    empty=Empty(
        gettext_lazy("No group is on record yet."),
        gettext_lazy("Add the working groups, round tables and district circles."),
    ),
    add=Add(gettext_lazy("Add group"), "group-add", Right.EDIT_UNITS),
)
ADD = Sheet(
    "group-add",
    gettext_lazy("Add group"),
    GroupForm,
    refusals=(GroupRefused,),
    submit=gettext_lazy("Add group"),
    told=gettext_lazy("The group was added."),
)
EDIT = Sheet(
    "group-edit",
    gettext_lazy("Correct group"),
    GroupForm,
    refusals=(GroupRefused,),
    told=gettext_lazy("The group was corrected."),
)
JOIN = Sheet(
    "group-join",
    gettext_lazy("Add member"),
    JoinForm,
    refusals=(GroupRefused,),
    submit=gettext_lazy("Add member"),
    told=gettext_lazy("The member was added."),
)


def address_of(one: Group) -> str:
    """Return the address of the group's record."""
    return reverse("office:group", kwargs={"public_id": one.public_id})


@requires(Right.READ_UNITS)
def groups(request: OfficeRequest) -> HttpResponse:
    """Show the groups, or export them."""
    return lists.respond(request, GROUPS)


@requires(Right.READ_UNITS)
def group(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a group with its members, or with its meetings."""
    one, tab = _one(public_id), request.GET.get("tab", "")
    context: dict[str, Any] = {
        "group": one,
        "tabs": TABS,
        "tab": tab,
        "period": periods.in_words(one),
        "can_edit": may(request.user, Right.EDIT_UNITS),
    }
    if tab == MEETINGS:
        context |= group_tab.context(request, one)
        return render(request, "office/groups/meetings.html", context)
    context |= {
        "members": [(row, periods.in_words(row)) for row in domain.members(one)],
        "may_persons": may(request.user, Right.READ_PERSONS),
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/groups/record.html", context)


@requires(Right.EDIT_UNITS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a group."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:groups"),
        parent=_("Working groups"),
    )


@requires(Right.EDIT_UNITS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a group."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=lambda row: {name: getattr(row, name) for name in FIELDS},
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
    )


@requires(Right.EDIT_UNITS)
def join(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a person or an organisation into a group."""
    one = _one(public_id)
    return sheets.respond(
        request,
        JOIN,
        initial={"valid_from": timezone.localdate()},
        save=lambda values, _seen: domain.join(one, **values, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_UNITS)
@require_POST
def leave(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """End that somebody belongs to a group."""
    one = _one(public_id)
    row = get_object_or_404(one.members.select_related("person", "organization"), pk=pk)
    try:
        domain.leave(row, by=request.user)
        who = row.person or row.organization
        notices.done(request, _("%(name)s no longer belongs to the group.") % {"name": who})
    except GroupRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


def _one(public_id: UUID) -> Group:
    return get_object_or_404(Group.objects.select_related("unit", "district"), public_id=public_id)
