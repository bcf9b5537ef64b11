"""What is due in steering: goals whose status no longer holds, concepts nobody has looked at."""

import datetime as dt

from django.utils.translation import gettext as _

from konfluenz.ground.due import Due, Harm
from konfluenz.people.models import Account
from konfluenz.steering import access, concepts, goal_standings
from konfluenz.steering.models import Concept, Goal

REVIEWED_EVERY = dt.timedelta(days=365)
"""How often a concept in force is asked whether it needs to be revised (D-03)."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could assess anew; nothing for those who may not."""
    concept = concepts.current() if access.can_edit(account) else None
    if concept is None:
        return []
    return [*_stale(concept, today), *_unreviewed(concept, today)]


def _stale(concept: Concept, today: dt.date) -> list[Due]:
    goals = list(Goal.objects.filter(area__concept=concept).select_related("area"))
    standing = goal_standings.of(goals, today)
    return [
        Due(
            title=_("Post staffed again, assess the goal anew: %(goal)s") % {"goal": goal},
            since=standing[goal.pk].since or today,
            harm=Harm.UNTIDY,
            purpose="goal",
            public_id=goal.public_id,
        )
        for goal in goals
        if standing[goal.pk].stale
    ]


def _unreviewed(concept: Concept, today: dt.date) -> list[Due]:
    last = concept.reviews.last()
    asked = last.date if last is not None else concept.adopted_date
    if asked is None or asked + REVIEWED_EVERY > today:
        return []
    return [
        Due(
            title=_("Ask whether it needs to be revised: %(concept)s") % {"concept": concept},
            since=asked + REVIEWED_EVERY,
            harm=Harm.UNTIDY,
            purpose="concept",
            public_id=concept.public_id,
        )
    ]
