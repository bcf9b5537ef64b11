"""What is steered in public, one of each: for the world of the permissions."""

from typing import Any

from django.utils import timezone

from konfluenz.directory.models import OrgUnit
from konfluenz.steering import (
    areas,
    comments,
    concepts,
    developments,
    goals,
    hearings,
    measures,
    participations,
    results,
)
from konfluenz.steering.models import Goal


def all_of(goal: Goal, unit: OrgUnit) -> dict[str, Any]:
    """Add what is done for `goal`, what was said and heard, and a goal that everybody reads."""
    today = timezone.localdate()
    measure = measures.add("Demo", [goal], unit=unit, by=None)
    concept = goal.area.concept
    row = participations.add(concept, "Demo", "Was fehlt?", today, today, public=True, by=None)
    shown = areas.add(concepts.add("Demo", "fuer-alle", public=True, by=None), 1, by=None)
    return {
        "measure": measure,
        "measure_result": results.add(measure, "Zu sehen", today, by=None),
        "hearing": hearings.add("Demo", today, by=None),
        "participation": row,
        "comment": comments.receive(row, "Ein Beitrag."),
        "development": developments.add("Demo", today, "Wirkt.", by=None),
        "public_goal": goals.add(shown, "Ein Ziel für alle.", by=None),
    }
