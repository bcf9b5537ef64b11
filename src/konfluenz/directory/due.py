"""What is due in the directory: empty posts, ends in sight, units that are gone, silent owners."""

import datetime as dt

from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from konfluenz.directory import access, responsibilities, standings
from konfluenz.directory.models import Holding, Post, Review, ReviewState, UnitState
from konfluenz.directory.standings import Vacancy
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account

SOON = dt.timedelta(days=30)
WORST = 3
"""The harm of a wrong entry before which somebody stands at a closed door."""


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could mend in the directory; nothing for those who may not."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same for *Heute*: selections, and the empty posts, which take the standings."""
    found: list[Pending] = []
    if access.can_manage_units(account):
        found += [*_vacant(today), _ending(today), _unconfirmed(today)]
    if access.can_publish(account):
        found.append(_unanswered())
    return found


def _vacant(today: dt.date) -> list[Due]:
    held = Holding.objects.on(today).filter(post=OuterRef("pk"))
    empty = Post.objects.filter(~Exists(held), unit__state=UnitState.ACTIVE)
    posts = list(empty.select_related("unit"))
    standing = standings.of(posts, today)
    return [
        Due(
            title=_("Post is vacant: %(post)s") % {"post": post},
            since=standing[post.pk].since or today,
            harm=Harm.WORK_STOPS,
            purpose="post",
            public_id=post.public_id,
        )
        for post in posts
        if standing[post.pk].state == Vacancy.VACANT and post.unit.holds_on(today)
    ]


def _ending(today: dt.date) -> Selection:
    """Select the holdings that end soon, unless somebody follows."""

    def tell(found: Found) -> Due:
        title = _("Post will be vacant soon: %(post)s") % {"post": found.name}
        return found.due(title, Harm.UNTIDY, "post", since=today)

    later = Holding.objects.filter(post=OuterRef("post"), valid_from__gte=OuterRef("valid_until"))
    rows = Holding.objects.filter(
        ~Exists(later), valid_until__gt=today, valid_until__lte=today + SOON
    )
    return Selection(rows, tell, name="post__title", public_id="post__public_id")


def _unconfirmed(today: dt.date) -> Selection:
    """Select the responsibilities of units that are gone, since when they are."""

    def tell(found: Found) -> Due:
        title = _("Responsibility to be confirmed: %(topic)s") % {"topic": found.name}
        return found.due(title, Harm.WORK_STOPS, "unit")

    return Selection(
        responsibilities.unconfirmed(today),
        tell,
        name="topic__name",
        day="unit__valid_until",
        public_id="unit__public_id",
    )


def _unanswered() -> Selection:
    """Select the entries whose owners were asked and reminded and have not answered (N-12)."""

    def tell(found: Found) -> Due:
        title = _("Ask whether it is still right: %(entry)s") % {"entry": found.name}
        worst = found.mark == str(WORST)
        return found.due(title, Harm.WORK_STOPS if worst else Harm.UNTIDY, "review")

    rows = Review.objects.filter(state=ReviewState.ESCALATED)
    return Selection(rows, tell, name="title", mark=Cast("harm", TextField()), day="due_on")
