"""What a goal's record shows of the work on it: its measures, and the figures they move."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.office.steering import steered_words
from konfluenz.steering.measuring import series
from konfluenz.steering.measuring.series import Series
from konfluenz.steering.models import Goal, Indicator, MeasureState

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("measures", gettext_lazy("Measures")),
)


def of(goal: Goal) -> dict[str, Any]:
    """Return the measures of `goal` and the indicators of these; three queries for any number."""
    rows = list(goal.measures.select_related("unit").order_by("title"))
    kinds = steered_words.MEASURE_KINDS
    wanted = Indicator.objects.filter(measures__in=rows).distinct().order_by("name")
    return {
        "measures": [(row, kinds[MeasureState(row.state)]) for row in rows],
        "indicators": [(one.indicator, one.last, _text(one)) for one in series.of(wanted)],
    }


def _text(found: Series) -> str:
    return series.text(found.last) if found.last else ""
