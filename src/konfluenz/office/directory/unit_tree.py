"""The tree of offices on a day, with their posts. Three to four queries, however many there are."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konfluenz.directory import standings
from konfluenz.directory.models import OrgUnit, Post, UnitKind, UnitState
from konfluenz.ground import dates
from konfluenz.office import addresses, periods
from konfluenz.office.directory import standing_words


@dataclass
class Branch:
    """A unit with its posts and the units below it.

    `kind` is empty where the name says it; `state`, with the kind of its badge, says how a
    unit stands that is not in place that day.
    """

    unit: OrgUnit
    url: str
    kind: str
    state: str
    badge: str
    period: str
    posts: list[tuple[str, standing_words.Line]] = field(default_factory=list)
    below: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class Tree:
    """All branches of a day, and how many units and posts that are."""

    top: list[Branch]
    units: int
    posts: int
    vacant: int


def on(day: dt.date, *, former: bool = False) -> Tree:
    """Return the tree of `day`; with `former` also units dissolved, announced or to come.

    A unit whose parent is not shown stands at the top.
    """
    units = OrgUnit.objects.all() if former else OrgUnit.objects.on(day)
    kinds, url = {kind.value: str(kind.label) for kind in UnitKind}, addresses.of("unit")
    branches = {
        unit.pk: _branch(unit, day, kinds[unit.kind], url(unit))
        for unit in sorted(units, key=_order)
    }
    lines, url = list(_lines(branches, day)), addresses.of("post")
    for line in lines:
        branches[line.post.unit_id].posts.append((url(line.post), line))
    top: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id or 0)
        (above.below if above else top).append(branch)
    unstaffed = sum(line.standing.state == standings.Vacancy.VACANT for line in lines)
    return Tree(top, len(branches), len(lines), unstaffed)


def state(unit: OrgUnit, day: dt.date) -> tuple[str, str]:
    """Return how `unit` stands on `day` as (words, kind of badge); ("", "") while in place."""
    if unit.state == UnitState.ANNOUNCED:
        return str(UnitState.ANNOUNCED.label), "info"
    if unit.valid_until is not None and unit.valid_until <= day:
        return _("dissolved %(day)s") % {"day": periods.last_day(unit)}, ""
    if not unit.holds_on(day):
        start = dates.show(unit.valid_from, unit.valid_from_precision)
        return _("from %(day)s on") % {"day": start}, "info"
    return "", ""


def _order(unit: OrgUnit) -> tuple[int, bool, str, str]:
    """Return where a unit stands among its like: by kind as the house is built, then by number."""
    return UnitKind.values.index(unit.kind), not unit.number, unit.number, unit.name


def _branch(unit: OrgUnit, day: dt.date, kind: str, url: str) -> Branch:
    words, badge = state(unit, day)
    said = "" if kind == unit.name else kind
    return Branch(unit, url, said, words, badge, periods.in_words(unit))


def _lines(units: Iterable[int], day: dt.date) -> Iterator[standing_words.Line]:
    posts = list(Post.objects.filter(unit__in=list(units)).only("public_id", "title", "unit"))
    known = standings.of(posts, day)
    for post in posts:
        yield standing_words.line(post, known[post.pk])
