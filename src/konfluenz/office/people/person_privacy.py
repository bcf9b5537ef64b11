"""The rights of the person in the record: a copy of their data, and erasure."""

import json
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.office import forms, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.people.person import address_of, seen_by
from konfluenz.office.sheets import Sheet
from konfluenz.people import access, privacy
from konfluenz.people.roles import Right


class EraseForm(forms.Form):
    """That somebody means it: there is no way back."""

    sure = django_forms.BooleanField(
        label=gettext_lazy("I have checked that nothing obliges us to keep this data.")
    )


ERASE = Sheet(
    "person-erase",
    gettext_lazy("Erase person"),
    EraseForm,
    refusals=(privacy.ErasureRefused,),
    lead=gettext_lazy(
        "Name, contacts, languages, consents, notes, messages and account go for good."
        " Statistics stay, without the person."
    ),
    submit=gettext_lazy("Erase for good"),
    told=gettext_lazy("The person was erased."),
)


@requires(Right.ERASE_PERSONS)
@require_POST
def export(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Hand out everything that is held about the person (Art. 15, 20 DSGVO)."""
    one = seen_by(request, public_id)
    text = json.dumps(privacy.export(one), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="auskunft-{one.public_id}.json"'
    return answer


@requires(Right.ERASE_PERSONS)
def erase(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Erase the person."""
    one = seen_by(request, public_id)
    if not access.can_erase(request.user, one):
        raise PermissionDenied
    return sheets.respond(
        request,
        ERASE,
        save=lambda _values, _seen: privacy.erase(one, by=request.user),
        back=address_of(one, "privacy"),
        done=lambda _nothing: reverse("office:persons"),
        parent=one.name,
    )
