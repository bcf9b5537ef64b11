"""Whether a field of action can be worked: read from the history of its posts (T-17, N-01)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.directory import standings
from konfluenz.directory.models import Post
from konfluenz.directory.standings import UNSTAFFED, Standing
from konfluenz.ground import dates
from konfluenz.ground.dates import Precision
from konfluenz.steering.models import PriorityArea


@dataclass(frozen=True)
class Workability:
    """Whether a field can be worked on a day.

    `posts` are those of its posts that nobody holds, `since` is since when the first of them
    has been empty; None where no source says.
    """

    workable: bool
    since: dt.date | None = None
    precision: Precision = Precision.DAY
    posts: tuple[Post, ...] = ()

    @property
    def sentence(self) -> str:
        """Return why the field cannot be worked, "" when it can."""
        if self.workable:
            return ""
        if self.since is None:
            return ngettext(
                "cannot be worked satisfactorily: post unstaffed",
                "cannot be worked satisfactorily: posts unstaffed",
                len(self.posts),
            )
        text = ngettext(
            "cannot be worked satisfactorily: post unstaffed since %(day)s",
            "cannot be worked satisfactorily: posts unstaffed since %(day)s",
            len(self.posts),
        )
        return text % {"day": dates.show(self.since, self.precision)}


WORKABLE = Workability(workable=True)


def of(areas: Iterable[PriorityArea], day: dt.date | None = None) -> dict[int, Workability]:
    """Return by primary key whether each of `areas` can be worked on `day`, today if None.

    Three queries for any number of areas. A field that rests on no post can be worked as far
    as posts go; a post of which no source says how it went on is not taken for empty.
    """
    keys = [area.pk for area in areas]
    resting = _posts(keys)
    posts = {post.pk: post for found in resting.values() for post in found}
    standing = standings.of(posts.values(), day)
    return {key: _workability(resting[key], standing) for key in keys}


def _posts(keys: list[int]) -> dict[int, list[Post]]:
    rows = PriorityArea.posts.through.objects.filter(priorityarea__in=keys)
    found: dict[int, list[Post]] = defaultdict(list)
    for row in rows.select_related("post").order_by("post__title", "post_id"):
        found[row.priorityarea_id].append(row.post)
    return found


def _workability(posts: list[Post], standing: dict[int, Standing]) -> Workability:
    empty = [post for post in posts if standing[post.pk].state in UNSTAFFED]
    if not empty:
        return WORKABLE
    since = [known for post in empty if (known := standing[post.pk].unstaffed_since)]
    first, precision = min(since, default=(None, Precision.DAY), key=lambda found: found[0])
    return Workability(workable=False, since=first, precision=precision, posts=tuple(empty))


def again(standing: Standing) -> str:
    """Return since when a post that was empty is staffed again, in words."""
    day = dates.show(standing.since, standing.precision)
    return _("Post staffed again since %(day)s: assess anew") % {"day": day}
