"""How posts stand: held, vacant, dropped, planned, or not documented. Two queries for all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Holding, Post, PostStage, PostStageKind
from konfluenz.directory.models.posts import WHOLE
from konfluenz.ground.dates import Precision


class Vacancy(TextChoices):
    """How a post stands."""

    HELD = "held", _("held")
    VACANT = "vacant", _("vacant")
    DROPPED = "dropped", _("dropped")
    PLANNED = "planned", _("not established yet")
    UNDOCUMENTED = "undocumented", _("not documented")


BEFORE_IT_EXISTS = {PostStageKind.JUSTIFIED, PostStageKind.SUPPORTED, PostStageKind.DECIDED}
UNSTAFFED = {Vacancy.VACANT, Vacancy.DROPPED}


class Step(NamedTuple):
    """What counts of a step in the history of a post."""

    stage: str
    date: dt.date
    precision: str
    source: str


@dataclass(frozen=True)
class Standing:
    """One post on one day. `since` is None where no source says since when.

    `holders` are the holdings of that day; `free` is the percent of the post nobody holds.
    """

    state: Vacancy
    since: dt.date | None
    precision: Precision
    holders: tuple[Holding, ...] = ()
    free: int = WHOLE
    source: str = ""

    @property
    def unstaffed_since(self) -> tuple[dt.date, Precision] | None:
        """Since when nobody holds a post that should be held, or was dropped."""
        if self.state in UNSTAFFED and self.since is not None:
            return self.since, self.precision
        return None


def of(posts: Iterable[Post], day: dt.date | None = None) -> dict[int, Standing]:
    """Return the standing of each of `posts` on `day` (today if None) by primary key."""
    day = day or timezone.localdate()
    keys = [post.pk for post in posts]
    stages: dict[int, list[Step]] = defaultdict(list)
    passed = PostStage.objects.filter(post__in=keys, date__lte=day).order_by("date", "id")
    for post, *step in passed.values_list("post", *Step._fields):
        stages[post].append(Step(*step))
    holdings: dict[int, list[Holding]] = defaultdict(list)
    held = Holding.objects.filter(post__in=keys).select_related("person").defer("person__notes")
    for holding in held:
        holdings[holding.post_id].append(holding)
    return {key: _standing(stages[key], holdings[key], day) for key in keys}


def _standing(stages: list[Step], holdings: list[Holding], day: dt.date) -> Standing:
    last = stages[-1] if stages else None
    holders = tuple(holding for holding in holdings if holding.holds_on(day))
    if last is not None and last.stage == PostStageKind.DROPPED:
        return _by_stage(Vacancy.DROPPED, last)
    if holders:
        return _held(holders)
    if last is not None and last.stage == PostStageKind.UNDOCUMENTED:
        return _by_stage(Vacancy.UNDOCUMENTED, last)
    if last is not None and last.stage in BEFORE_IT_EXISTS and not holdings:
        return _by_stage(Vacancy.PLANNED, last)
    return _vacant(stages, holdings, day)


def _by_stage(state: Vacancy, stage: Step) -> Standing:
    return Standing(state, stage.date, Precision(stage.precision), source=stage.source)


def _held(holders: tuple[Holding, ...]) -> Standing:
    first = min(holders, key=lambda holding: holding.valid_from or dt.date.min)
    return Standing(
        Vacancy.HELD,
        first.valid_from,
        Precision(first.valid_from_precision),
        holders=holders,
        free=WHOLE - sum(holding.share for holding in holders),
        source=first.source,
    )


def _vacant(stages: list[Step], holdings: list[Holding], day: dt.date) -> Standing:
    """Vacant since the last holding ended or the post was established, whichever came later."""
    ends = [
        (holding.valid_until, Precision(holding.valid_until_precision))
        for holding in holdings
        if holding.valid_until is not None and holding.valid_until <= day
    ]
    made = [
        (stage.date, Precision(stage.precision))
        for stage in stages
        if stage.stage == PostStageKind.ESTABLISHED
    ]
    since = max([*ends, *made[-1:]], default=None, key=lambda found: found[0])
    return Standing(Vacancy.VACANT, *(since or (None, Precision.DAY)))
