"""What counts how much when opportunities and volunteers are brought together."""

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.office import forms, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import field_labels
from konfluenz.people.roles import Right
from konfluenz.planning.scoring import PARTS
from konfluenz.volunteering import weights as domain
from konfluenz.volunteering.models import MatchingWeights
from konfluenz.volunteering.weights import WeightsRefused

HEAVIEST = 10


def _weight(part: str, help_text: Any) -> django_forms.TypedChoiceField:
    return django_forms.TypedChoiceField(
        label=field_labels.of(MatchingWeights, part),
        help_text=help_text,
        choices=[(number, str(number)) for number in range(HEAVIEST + 1)],
        coerce=int,
    )


class WeightsForm(forms.Form):
    """The seven parts of the score, each with what it means."""

    time = _weight(
        "time",
        gettext_lazy("In full where the week has room for two visits, or fixed days are free."),
    )
    distance = _weight(
        "distance",
        gettext_lazy("In full at the door, less with each kilometre, nothing from 10 km on."),
    )
    languages = _weight(
        "languages",
        gettext_lazy("The share of the useful languages that somebody speaks."),
    )
    skills = _weight(
        "skills",
        gettext_lazy("The share of the skills named there that somebody has."),
    )
    interests = _weight(
        "interests",
        gettext_lazy("Whether the topic is one that interests them."),
    )
    wishes = _weight(
        "wishes",
        gettext_lazy("The share of what they like that the opportunity offers: in a team, once."),
    )
    turn = _weight(
        "turn",
        gettext_lazy("How long ago they were last asked; in full after 90 days."),
    )


SHEET = Sheet(
    "weights",
    gettext_lazy("Weights of matching"),
    WeightsForm,
    refusals=(WeightsRefused,),
    lead=gettext_lazy(
        "0 does not count, 10 counts most; only the proportions matter. What nobody can judge"
        " counts half. Certificate, age, required languages, time, way and “not with” are limits,"
        " not weights: they always hold. The program suggests, a person decides."
    ),
    told=gettext_lazy("The weights were saved. They hold from the next suggestion on."),
)


@requires(Right.EDIT_VOLUNTEERS)
def weights(request: OfficeRequest) -> HttpResponse:
    """Set what counts how much in suggestions."""
    current = domain.current()
    return sheets.respond(
        request,
        SHEET,
        record=current if current.pk else None,
        initial=_typed if current.pk else _typed(current),
        save=lambda values, seen: domain.put(values, seen=seen, by=request.user),
        back=reverse("office:skills"),
        parent=_("Skills"),
    )


def _typed(row: MatchingWeights) -> dict[str, Any]:
    return {part: getattr(row, part) for part in PARTS}
