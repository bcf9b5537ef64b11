"""The figures over the board: what is confirmed, and how long keeping it up took."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konfluenz.publishing import upkeep as domain


@dataclass(frozen=True)
class Figure:
    """A number with its words, its goal and how it is computed."""

    number: str
    words: str
    goal: str
    how: str
    good: bool


def upkeep() -> list[Figure]:
    """Return the share of confirmed entries and the minutes of this week, in two queries."""
    return [_share(domain.share()), _minutes(domain.minutes())]


def _share(share: domain.Share) -> Figure:
    percent = share.percent
    return Figure(
        number="–" if percent is None else f"{percent} %",
        words=_("confirmed within their time"),
        goal=_("Goal: %(n)d %%") % {"n": domain.GOAL_PERCENT},
        how=_("%(confirmed)d of %(all)d entries, each by its own cycle.")
        % {"confirmed": share.confirmed, "all": share.all},
        good=percent is None or percent >= domain.GOAL_PERCENT,
    )


def _minutes(minutes: int) -> Figure:
    return Figure(
        number=f"{minutes // 60}:{minutes % 60:02d}",
        words=_("hours of editorial work in seven days"),
        goal=_("Goal: under two hours"),
        how=_(
            "Estimated from the trail: the time between two acts of one person counts up to ten"
            " minutes, and three minutes are added before each stretch of work."
        ),
        good=minutes < domain.GOAL_MINUTES,
    )
