"""Invented readers who subscribed to goals; the last one has not confirmed yet."""

from konfluenz.steering import subscriptions
from konfluenz.steering.models import ConceptState, Goal

READERS = (
    ("demo-leserin@example.org", "de", True),
    ("demo-leser@example.org", "uk", True),
    ("demo-offen@example.org", "de", False),
)
GOALS = 2


def build() -> None:
    """Subscribe the readers to the first goals of the concept in force."""
    rows = Goal.objects.filter(area__concept__state=ConceptState.IN_FORCE)
    for goal in rows.order_by("area__level", "area__number", "number")[:GOALS]:
        for address, locale, confirmed in READERS:
            row = subscriptions.ask(goal, address, locale)
            if confirmed:
                subscriptions.confirm(subscriptions.confirm_token(row))
