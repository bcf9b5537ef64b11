"""What happens to a version of the concept: adopted, moved on, asked whether to revise it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from konfluenz.office import previews, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import concept_forms, steering_words
from konfluenz.office.steering.concepts import address_of, one_of
from konfluenz.people.roles import Right
from konfluenz.steering import concepts as domain
from konfluenz.steering.concepts import ConceptRefused
from konfluenz.steering.models import Concept

ADOPT = Sheet(
    "concept-adopt",
    gettext_lazy("Enter adoption"),
    concept_forms.AdoptForm,
    refusals=(ConceptRefused,),
    submit=gettext_lazy("Enter adoption"),
    told=gettext_lazy("The adoption is entered."),
)
MOVE = Sheet(
    "concept-move",
    gettext_lazy("Change state"),
    concept_forms.MoveForm,
    refusals=(ConceptRefused,),
    lead=gettext_lazy("Putting a version in force supersedes the one that it replaces."),
    submit=gettext_lazy("Change state"),
    told=gettext_lazy("The state was changed."),
)
REVIEW = Sheet(
    "concept-review",
    gettext_lazy("Answer whether to revise"),
    concept_forms.ReviewForm,
    refusals=(ConceptRefused,),
    submit=gettext_lazy("Save answer"),
    told=gettext_lazy("The answer is on record."),
)


@requires(Right.EDIT_CONCEPT)
def adopt(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Enter that a body adopted the concept."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        ADOPT,
        record=one,
        initial=concept_forms.adoption,
        save=lambda values, seen: _adopt(one, values, seen, request),
        back=address_of(one),
        parent=one.title,
        about=_about(one),
    )


@requires(Right.EDIT_CONCEPT)
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Move the concept to its next state, the one named by ``?to=`` chosen already."""
    one = one_of(public_id)
    asked = request.GET.get("to", "")
    return sheets.respond(
        request,
        MOVE,
        record=one,
        initial=lambda row: _state(one, row, asked),
        save=lambda values, seen: domain.move(
            one, values["state"], reason=values["reason"], seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=one.title,
        about=_about(one),
    )


@requires(Right.EDIT_CONCEPT)
def review(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Answer whether the concept needs to be revised."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        REVIEW,
        initial={"date": timezone.localdate()},
        save=lambda values, _seen: domain.review(
            one,
            values["date"],
            values["needed"] == "True",
            values["reason"],
            source=values["source"],
            by=request.user,
        ),
        done=lambda _made: f"{address_of(one)}#reviews",
        back=address_of(one),
        parent=one.title,
        about=_about(one),
    )


@requires(Right.EDIT_CONCEPT)
@require_safe
def preview(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the version as everybody will read it once it is public."""
    one = one_of(public_id)
    return previews.respond(
        request,
        lambda: domain.correct(one, {"public": True}, by=request.user),
        reverse("portal:concept-version", args=["de", one.label]),
        back=address_of(one),
        refusals=(ConceptRefused,),
    )


def _adopt(
    one: Concept, values: dict[str, Any], seen: int | None, request: OfficeRequest
) -> Concept:
    when = values["adopted"]
    return domain.adopt(
        one,
        when.day,
        values["adopted_by"],
        vote=values["adopted_vote"],
        precision=when.precision,
        seen=seen,
        by=request.user,
    )


def _state(opened: Concept, current: Concept, asked: str) -> dict[str, Any]:
    """Return what the form begins with; a state that somebody else has set is said in words."""
    moved = current.revision != opened.revision
    return {
        "state": current.get_state_display() if moved else asked,
        "choices": steering_words.moves(opened),
    }


def _about(one: Concept) -> str:
    return f"{one.title} ({one.label}): {one.get_state_display()}"
