"""What a concept's record shows of its measures, hearings and rounds of participation."""

from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.office.access import OfficeRequest
from konfluenz.office.steering import participations, steered_words
from konfluenz.steering import participations as domain
from konfluenz.steering.models import Concept, HearingState, Measure, MeasureState

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("measures", gettext_lazy("Measures")),
    ("hearings", gettext_lazy("Expert hearings")),
    ("participation", gettext_lazy("Participation")),
    ("timeline", gettext_lazy("History")),
)


def measures(_request: OfficeRequest, one: Concept) -> dict[str, Any]:
    """Return the measures that serve a goal of the concept, each once."""
    rows = Measure.objects.filter(goals__area__concept=one).distinct()
    rows = rows.select_related("unit").annotate(size=Count("results", distinct=True))
    kinds = steered_words.MEASURE_KINDS
    return {"measures": [(row, kinds[MeasureState(row.state)]) for row in rows.order_by("title")]}


def hearings(_request: OfficeRequest, one: Concept) -> dict[str, Any]:
    """Return the hearings about the concept, newest first."""
    rows = one.hearings.select_related("area").order_by("-date", "-id")
    kinds = steered_words.HEARING_KINDS
    return {"hearings": [(row, kinds[HearingState(row.state)]) for row in rows]}


def rounds(_request: OfficeRequest, one: Concept) -> dict[str, Any]:
    """Return the rounds of participation in the concept, newest first."""
    states = [(row, domain.state(row)) for row in participations.rows().filter(concept=one)]
    kinds = steered_words.ROUND_KINDS
    return {"rounds": [(row, state.label, kinds[state]) for row, state in states]}
