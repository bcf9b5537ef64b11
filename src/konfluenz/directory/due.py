"""What is due in the directory: empty posts, ends in sight, topics whose unit is gone."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from konfluenz.directory import access, responsibilities, standings
from konfluenz.directory.models import Holding, Post, UnitState
from konfluenz.directory.standings import Vacancy
from konfluenz.ground.due import Due, Harm
from konfluenz.people.models import Account

SOON = dt.timedelta(days=30)


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could mend in the directory; nothing for those who may not."""
    if not access.can_manage_units(account):
        return []
    return [*_vacant(today), *_ending(today), *_unconfirmed(today)]


def _vacant(today: dt.date) -> list[Due]:
    posts = list(Post.objects.filter(unit__state=UnitState.ACTIVE).select_related("unit"))
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


def _ending(today: dt.date) -> list[Due]:
    later = Holding.objects.filter(post=OuterRef("post"), valid_from__gte=OuterRef("valid_until"))
    rows = Holding.objects.filter(
        ~Exists(later), valid_until__gt=today, valid_until__lte=today + SOON
    )
    return [
        Due(
            title=_("Post will be vacant soon: %(post)s") % {"post": row.post},
            since=today,
            harm=Harm.UNTIDY,
            purpose="post",
            public_id=row.post.public_id,
        )
        for row in rows.select_related("post")
    ]


def _unconfirmed(today: dt.date) -> list[Due]:
    return [
        Due(
            title=_("Responsibility to be confirmed: %(topic)s") % {"topic": row.topic},
            since=row.unit.valid_until or today,
            harm=Harm.WORK_STOPS,
            purpose="unit",
            public_id=row.unit.public_id,
        )
        for row in responsibilities.unconfirmed(today)
    ]
