"""What is due in steering: goals whose status no longer holds, concepts nobody has looked at."""

import datetime as dt

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account
from konfluenz.steering import access, concepts, due_recommendations, goal_standings, waiting
from konfluenz.steering.models import Concept, RevisionReview

REVIEWED_EVERY = dt.timedelta(days=365)
"""How often a concept in force is asked whether it needs to be revised (D-03)."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could assess anew; nothing for those who may not."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same for *Heute*: a selection, and the goals, which take the standings."""
    if not access.can_edit(account):
        return []
    undecided = due_recommendations.undecided(today)
    return [*_stale(today), _unreviewed(today), undecided, *waiting.selections(today)]


def _stale(today: dt.date) -> list[Due]:
    return [
        Due(
            title=_("Post staffed again, assess the goal anew: %(goal)s") % {"goal": goal},
            since=since or today,
            harm=Harm.UNTIDY,
            purpose="goal",
            public_id=goal.public_id,
        )
        for goal, since in goal_standings.stale(today)
    ]


def _unreviewed(today: dt.date) -> Selection:
    """Select the concept in force when nobody has asked about it for a year."""

    def tell(found: Found) -> Due:
        title = _("Ask whether it needs to be revised: %(concept)s") % {"concept": found.name}
        since = found.day + REVIEWED_EVERY if found.day else today
        return found.due(title, Harm.UNTIDY, "concept", since=since)

    reviews = RevisionReview.objects.filter(concept=OuterRef("pk")).order_by("-date", "-id")
    asked = Coalesce(Subquery(reviews.values("date")[:1]), "adopted_date")
    rows = Concept.objects.filter(state__in=concepts.VALID).annotate(asked=asked)
    return Selection(
        rows.filter(asked__lte=today - REVIEWED_EVERY), tell, name="title", day="asked"
    )
