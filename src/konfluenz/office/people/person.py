"""One person: the record with its tabs, adding and correcting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import GroupMember, Membership
from konfluenz.office import forms, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.sheets import Sheet
from konfluenz.people import access, consents, contacts, duplicates, languages, merging, persons
from konfluenz.people.models import Merge, Person
from konfluenz.people.models.consents import Purpose
from konfluenz.people.roles import Right
from konfluenz.volunteering import access as volunteering_access
from konfluenz.volunteering.models import Volunteer

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("consents", gettext_lazy("Consents")),
    ("account", gettext_lazy("Account & roles")),
    ("timeline", gettext_lazy("History")),
    ("privacy", gettext_lazy("Data protection")),
)


@dataclass(frozen=True)
class Next:
    """The one next action of a record."""

    text: str
    label: str
    url: str


class PersonForm(forms.Form):
    """A person as people write them down."""

    name = django_forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("As the person writes it, first and last name in one."),
    )
    sort_name = django_forms.CharField(
        label=gettext_lazy("Sorted under"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, it is proposed: “Häuser, Sabine”."),
    )
    language = django_forms.ChoiceField(
        label=gettext_lazy("Language of messages"),
        choices=settings.LANGUAGES,
        initial="de",
        help_text=gettext_lazy("Mails and letters are written in it."),
    )
    address_blocked = django_forms.BooleanField(
        label=gettext_lazy("Address blocked (§ 51 BMG)"),
        required=False,
        help_text=gettext_lazy("The postal address is then shown to nobody."),
    )
    notes = django_forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Only what the work needs. Never: residence status, religion, health, origin."
        ),
    )


ADD = Sheet(
    "person-add",
    gettext_lazy("Add person"),
    PersonForm,
    refusals=(persons.PersonRefused,),
    submit=gettext_lazy("Add person"),
    told=gettext_lazy("The person was added."),
)
EDIT = Sheet(
    "person-edit",
    gettext_lazy("Correct person"),
    PersonForm,
    refusals=(persons.PersonRefused,),
    told=gettext_lazy("The person was corrected."),
)


def seen_by(request: OfficeRequest, public_id: UUID) -> Person:
    """Return the person, raises Http404 when there is none that the reader may see."""
    row = access.visible_to(request.user).select_related("account").filter(public_id=public_id)
    person = row.first()
    if person is None:
        raise Http404
    return person


def address_of(person: Person, tab: str = "") -> str:
    """Return the address of the person's record, opened at `tab`."""
    path = reverse("office:person", kwargs={"public_id": person.public_id})
    return f"{path}?tab={tab}" if tab else path


@requires(Right.READ_PERSONS)
def person(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of the record; whoever was merged leads to the one who stayed."""
    try:
        one = seen_by(request, public_id)
    except Http404:
        stayed = merging.successor(public_id)
        if stayed is None:
            raise
        return redirect(address_of(stayed))
    tab = request.GET.get("tab", "")
    if tab not in _PAGES:
        raise Http404
    template, context_of = _PAGES[tab]
    context = {
        "person": one,
        "names": list(one.names.all()),
        "tabs": TABS,
        "tab": tab,
        "can_edit": access.can_edit(request.user, one),
        "can_grant": access.can_grant(request.user),
        "can_erase": access.can_erase(request.user, one),
    }
    return render(request, template, context | context_of(request, one))


@requires(Right.EDIT_PERSONS)
def add(request: OfficeRequest) -> HttpResponse:
    """Write down a person."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: persons.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:persons"),
        parent=_("People"),
    )


@requires(Right.EDIT_PERSONS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a person."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=_typed,
        save=lambda values, seen: persons.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


def _typed(one: Person) -> dict[str, Any]:
    """Return a person as the form shows them."""
    return {name: getattr(one, name) for name in PersonForm.base_fields}


def _overview(request: OfficeRequest, one: Person) -> dict[str, Any]:
    shown = contacts.shown(one)
    alike = duplicates.candidates(one) if access.can_edit(request.user, one) else []
    kinds = [contact.kind for contact in shown]
    return {
        "contacts": [(contact, kinds.count(contact.kind) > 1) for contact in shown],
        "languages": [(languages.name(row.language), row) for row in one.languages.all()],
        "memberships": list(_memberships(one)),
        "groups": list(_groups(one)),
        "volunteer": _volunteer(request, one),
        "message_language": dict(settings.LANGUAGES).get(one.language, one.language),
        "next": _next(one, shown, alike),
    }


def _volunteer(request: OfficeRequest, one: Person) -> Volunteer | None:
    rows = volunteering_access.volunteers(request.user).defer("remarks")
    return rows.filter(person=one).first()


def _memberships(one: Person) -> Any:
    rows = Membership.objects.on(timezone.localdate()).filter(person=one)
    return rows.select_related("organization")


def _groups(one: Person) -> Any:
    rows = GroupMember.objects.on(timezone.localdate()).filter(person=one)
    return rows.select_related("group")


def _next(
    one: Person, shown: list[contacts.Shown], alike: list[duplicates.Candidate]
) -> Next | None:
    if alike:
        text = _("Perhaps the same person as %(name)s.") % {"name": alike[0].person.name}
        url = reverse("office:person-merge", kwargs={"public_id": one.public_id})
        return Next(text, _("Compare"), url)
    if not shown:
        url = reverse("office:person-contact-add", kwargs={"public_id": one.public_id})
        return Next(_("No way to reach this person is known."), _("Add contact"), url)
    return None


def _consents(_request: OfficeRequest, one: Person) -> dict[str, Any]:
    standing = consents.standing(one)
    return {
        "purposes": [(purpose, standing.get(purpose.value)) for purpose in Purpose],
        "log": list(one.consents.all()),
    }


def _account(_request: OfficeRequest, one: Person) -> dict[str, Any]:
    return {
        "account": getattr(one, "account", None),
        "grants": list(one.role_grants.order_by("-valid_from")),
        "today": timezone.localdate(),
    }


def _timeline(request: OfficeRequest, one: Person) -> dict[str, Any]:
    merges = Merge.objects.filter(keep=one, undone_at__isnull=True)
    history = record_history.page(request, address_of(one, "timeline"), *merging.with_absorbed(one))
    return {"merges": list(merges) if may(request.user, Right.EDIT_PERSONS) else [], **history}


def _privacy(_request: OfficeRequest, _one: Person) -> dict[str, Any]:
    return {}


_PAGES: dict[str, tuple[str, Callable[[OfficeRequest, Person], dict[str, Any]]]] = {
    "": ("office/persons/overview.html", _overview),
    "consents": ("office/persons/consents.html", _consents),
    "account": ("office/persons/account.html", _account),
    "timeline": ("office/persons/timeline.html", _timeline),
    "privacy": ("office/persons/privacy.html", _privacy),
}
