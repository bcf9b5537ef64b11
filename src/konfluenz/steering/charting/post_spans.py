"""The times in which nobody held a post that was established, as charts shade them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils import timezone

from konfluenz.directory.models import Holding, Post, PostStage, PostStageKind
from konfluenz.directory.standings import BEFORE_IT_EXISTS
from konfluenz.ground.dates import Precision

Span = tuple[dt.date, Precision, dt.date | None]
"""First day, how exactly it is known, and the first day after; None: until today."""


def unstaffed(post: Post, today: dt.date | None = None) -> list[Span]:
    """Return when nobody held `post` since it was established; dropped counts as empty."""
    return of([post], today)[post.pk]


def of(posts: Iterable[Post], today: dt.date | None = None) -> dict[int, list[Span]]:
    """Return `unstaffed` for each of `posts` by primary key, with two queries for all."""
    today = today or timezone.localdate()
    keys = [post.pk for post in posts]
    stages: dict[int, list[PostStage]] = defaultdict(list)
    for stage in PostStage.objects.filter(post__in=keys).order_by("date", "id"):
        stages[stage.post_id].append(stage)
    holdings: dict[int, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(post__in=keys).order_by("id"):
        holdings[holding.post_id].append(holding)
    return {key: list(_spans(stages[key], holdings[key], today)) for key in keys}


def _spans(stages: list[PostStage], holdings: list[Holding], today: dt.date) -> Iterator[Span]:
    start: tuple[dt.date, Precision] | None = None
    for day, precision in sorted(_turns(stages, holdings).items()):
        if day > today:
            break
        empty = _is_empty(stages, holdings, day)
        if empty and start is None:
            start = day, precision
        elif not empty and start is not None:
            yield *start, day
            start = None
    if start is not None:
        yield *start, None


def _turns(stages: list[PostStage], holdings: list[Holding]) -> dict[dt.date, Precision]:
    """Return the days on which something changes, each with how exactly it is known."""
    turns = {stage.date: Precision(stage.precision) for stage in stages}
    for row in holdings:
        if row.valid_from:
            turns[row.valid_from] = Precision(row.valid_from_precision)
        if row.valid_until:
            turns[row.valid_until] = Precision(row.valid_until_precision)
    return turns


def _is_empty(stages: list[PostStage], holdings: list[Holding], day: dt.date) -> bool:
    """Return whether the post should be held on `day` and is not, by the rule of `standings`."""
    past = [stage.stage for stage in stages if stage.date <= day]
    last = past[-1] if past else None
    if last == PostStageKind.DROPPED:
        return True
    if any(row.holds_on(day) for row in holdings) or last == PostStageKind.UNDOCUMENTED:
        return False
    if last in BEFORE_IT_EXISTS and not holdings:
        return False
    ended = any(row.valid_until is not None and row.valid_until <= day for row in holdings)
    return ended or PostStageKind.ESTABLISHED in past
