"""The times that a chart shades: when posts stood empty, those of several posts as one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Post
from konfluenz.steering.charting import post_spans


@dataclass(frozen=True)
class Band:
    """A time ``[start, end)`` in which at least one of `posts` was empty; no end: until today."""

    start: dt.date
    end: dt.date | None
    posts: tuple[Post, ...]


def of(posts: Iterable[Post], today: dt.date | None = None) -> list[Band]:
    """Return the shaded times of `posts`, the oldest first; times that touch are one."""
    posts = list(posts)
    today = today or timezone.localdate()
    spans = post_spans.of(posts, today)
    single = [
        Band(start, end, (post,)) for post in posts for start, _precision, end in spans[post.pk]
    ]
    found: list[Band] = []
    for band in sorted(single, key=lambda band: (band.start, band.posts[0].pk)):
        last = found[-1] if found else None
        if last is not None and (last.end is None or band.start <= last.end):
            found[-1] = _joined(last, band)
        else:
            found.append(band)
    return found


def label(found: list[Band], titles: Mapping[int, str]) -> str:
    """Return what the shade says: "„Ehrenamtskoordination“ unbesetzt seit 2022"; "" for none.

    `titles` are the names of the posts in the active language, by primary key.
    """
    keys = {post.pk for band in found for post in band.posts}
    if not keys:
        return ""
    times = ", ".join(map(_time, found))
    if len(keys) == 1:
        return _("“%(post)s” unstaffed %(time)s") % {"post": titles[keys.pop()], "time": times}
    return _("%(n)s posts unstaffed %(time)s") % {"n": len(keys), "time": times}


def _joined(one: Band, other: Band) -> Band:
    ends = (one.end, other.end)
    end = None if None in ends else max(day for day in ends if day is not None)
    posts = {post.pk: post for post in (*one.posts, *other.posts)}
    return Band(one.start, end, tuple(posts.values()))


def _time(band: Band) -> str:
    first = str(band.start.year)
    if band.end is None:
        return _("since %(year)s") % {"year": first}
    last = str(band.end.year)
    return first if first == last else f"{first}–{last}"
