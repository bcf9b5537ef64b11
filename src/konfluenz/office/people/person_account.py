"""A person's way in and what they may do there."""

from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.ground import references
from konfluenz.office import forms, notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.people.person import address_of, seen_by
from konfluenz.office.sheets import Sheet
from konfluenz.people import accounts, roles
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.roles import Role
from konfluenz.people.roles import Right


class AccountForm(forms.Form):
    """The address somebody logs in with."""

    email = django_forms.EmailField(
        label=gettext_lazy("E-mail for logging in"),
        help_text=gettext_lazy(
            "An invitation goes there. The first login works with a code, without a password."
        ),
    )


class RoleForm(forms.Form):
    """A role and its days."""

    role = django_forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    valid_from = forms.DayField(
        label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Left empty: today.")
    )
    valid_until = forms.DayField(
        label=gettext_lazy("Until before"),
        required=False,
        help_text=gettext_lazy("The first day on which it no longer holds. Left empty: open."),
    )


ACCOUNT = Sheet(
    "account-open",
    gettext_lazy("Open account"),
    AccountForm,
    refusals=(accounts.AccountRefused,),
    submit=gettext_lazy("Open account and invite"),
    told=gettext_lazy("The account is open. The invitation is on its way."),
)
ROLE = Sheet(
    "role-grant",
    gettext_lazy("Grant role"),
    RoleForm,
    refusals=(roles.GrantRefused,),
    submit=gettext_lazy("Grant role"),
    told=gettext_lazy("The role was granted."),
)


@requires(Right.GRANT_ROLES)
def open_account(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Open an account for the person and invite them."""
    one = seen_by(request, public_id)
    mail = one.contacts.filter(kind=Kind.MAIL).order_by("-preferred", "id").first()
    return sheets.respond(
        request,
        ACCOUNT,
        initial={"email": mail.value if mail else ""},
        save=lambda values, _seen: accounts.open(one, values["email"], by=request.user),
        back=address_of(one, "account"),
        parent=one.name,
    )


@requires(Right.GRANT_ROLES)
@require_POST
def close_account(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close the person's account at once."""
    one = seen_by(request, public_id)
    account = getattr(one, "account", None)
    if account is None:
        raise Http404
    try:
        accounts.close(account, by=request.user)
        notices.done(request, _("The account is closed. Every login has ended."))
    except accounts.AccountRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one, "account"))


@requires(Right.GRANT_ROLES)
def grant_role(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Give the person a role."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        ROLE,
        initial={"valid_from": timezone.localdate()},
        save=lambda values, _seen: roles.grant(one, **values, by=request.user),
        back=address_of(one, "account"),
        parent=one.name,
    )


@requires(Right.GRANT_ROLES)
@require_POST
def revoke_role(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """End a role today. What comes with a post ends with the post."""
    one = seen_by(request, public_id)
    held = get_object_or_404(one.role_grants, pk=pk)
    origin = references.resolve(held.origin) if held.origin else None
    roles.revoke(one, held.role, by=request.user, origin=origin)
    notices.done(request, _("The role has ended."))
    return redirect(address_of(one, "account"))
