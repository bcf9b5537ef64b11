"""Matching 10,000 volunteers with 2,000 opportunities: suggestions, and all of them jointly.

Usage: ``./konfluenz bench matching [VOLUNTEERS] [OPPORTUNITIES] [--arrays]``. In the end the town
goes into a database of its own, and one opportunity is asked for as a page of the office asks for
it; with ``--arrays`` it does not. The town is generated from a fixed seed.

Of the opportunities 25 % have fixed times on one or two days, 30 % a weekly slot, 30 % windows in
which one visit is to be agreed, and 15 % leave the time open. That is harder than
1,600 real ones of Hamburg agencies, in which 10 % name day and hour, 8 % one of the two, and all
others neither. Places are two or three on average, volunteers have one to three turns and two to
six hours a week, and 15 % of them say nothing about their times.

The peer is first come, first served: each volunteer in turn has the best that is still open.
"""

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar
from unittest.mock import patch

import numpy as np

from konfluenz.planning import flow, greedy, joint, rules, scoring, week
from konfluenz.planning.parties import Items, Takers
from stage import homes, stored_town

SEED = 2015
LANGUAGES = 12
TAGS = 40
CITY = (50.35, 7.59)
WEIGHTS = np.array([3, 2, 2, 2, 2, 1, 1], np.float32)
SHOWN = 10
"""So many suggestions for each opportunity."""

Result = TypeVar("Result")


class Row(NamedTuple):
    """One figure with the limit it must not pass; None: for information."""

    name: str
    value: float
    limit: float | None = None
    worked: float | None = None


def main() -> None:
    """Generate the town, match, print the table."""
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    count, offers = (given + [10_000, 2_000][len(given) :])[:2]
    dice = np.random.default_rng(SEED)
    takers, items = volunteers(dice, count), opportunities(dice, offers)
    print(f"{count} volunteers, {offers} opportunities, seed {SEED}")
    print(f"{'':44} {'value':>9} {'limit':>7} {'of limit':>8} {'processor':>9}")
    for row in [*_suggested(takers, items), *_together(takers, items)]:
        _show(row)
    if "--arrays" not in sys.argv:
        for row in _stored(takers, items):
            _show(row)


def _suggested(takers: Takers, items: Items) -> list[Row]:
    """Measure the suggestions for all opportunities, and for twenty one by one."""
    found, took, worked = _timed(lambda: scoring.suggestions(takers, items, WEIGHTS, best=SHOWN))
    peak = _peak()
    singles = [_alone(takers, items, each) for each in range(min(20, len(items.wanted)))]
    return [
        Row("suggestions shown", len(found.taker)),
        Row("suggestions with reasons for all, s", took, 6, worked),
        Row("memory at most until then, MiB", peak, 1024),
        _milliseconds("one opportunity, ms", singles),
    ]


def _alone(takers: Takers, items: Items, item: int) -> tuple[float, float]:
    """Return the seconds that the suggestions for one opportunity take, and those worked."""
    one = items.only(np.array([item]))
    return _timed(lambda: scoring.suggestions(takers, one, WEIGHTS, best=SHOWN))[1:]


def _together(takers: Takers, items: Items) -> list[Row]:
    """Measure the joint solutions: with capacities alone, and with times and weekly hours."""

    def scored() -> joint.Problem:
        return scoring.problem(takers, items, scoring.eligible(takers, items, WEIGHTS))

    problem, took_scores, worked_scores = _timed(scored)
    plain, took, worked = _timed(lambda: flow.solve(problem.relaxed()))
    assert plain.status == "optimal"
    whole, took_whole, worked_whole = _timed(lambda: joint.solve(problem, seconds=55))
    assert not rules.broken(problem, whole.chosen)
    first = greedy.solve(problem)
    bare = greedy.solve(problem.relaxed())
    return [
        Row("eligible pairs", len(problem.taker)),
        Row(
            "capacities alone: scoring and proof, s", took_scores + took, 6, worked_scores + worked
        ),
        Row("  score, proven optimal", plain.objective),
        Row("  to first come, first served, ratio", plain.objective / bare.objective),
        Row("times and weekly hours: s", took_whole, 60, worked_whole),
        Row("  score", whole.objective),
        *_bounds(whole),
        Row("  to first come, first served, ratio", whole.objective / first.objective),
        Row("memory at most in the end, MiB", _peak()),
    ]


def _stored(takers: Takers, items: Items) -> Iterator[Row]:
    """Yield what one opportunity takes from the database: at first, again, after a change.

    A web process reads everybody when it starts, beside what it does: nobody waits for that.
    """
    with tempfile.TemporaryDirectory() as home:
        homes.prepare(Path(home))
        stored_town.fill(takers, items)

        from django.utils import timezone

        from konfluenz.people import languages
        from konfluenz.volunteering import ahead as aside
        from konfluenz.volunteering import matching
        from konfluenz.volunteering.models import Opportunity, Volunteer

        def changed(at: int) -> tuple[float, float]:
            languages.put(people[at].person, "ar", "c1", by=None)
            return _timed(lambda: matching.for_opportunity(wanted[at]))[1:]

        wanted = list(Opportunity.objects.order_by("pk")[:20])
        people = list(Volunteer.objects.order_by("pk").select_related("person")[:20])
        ahead, worked = _timed(aside.read)[1:]
        yield Row("from the database: reading ahead, ms", ahead * 1000, None, worked * 1000)
        first, worked = _timed(lambda: matching.for_opportunity(wanted[0]))[1:]
        yield Row("  the first one, ms", first * 1000, 100, worked * 1000)
        again = [_timed(lambda one=one: matching.for_opportunity(one))[1:] for one in wanted]
        yield _milliseconds("  each further one, ms", again)
        after = [changed(at) for at in range(min(len(wanted), len(people)))]
        yield _milliseconds("  after a volunteer has changed, ms", after)
        tomorrow = timezone.now() + dt.timedelta(days=1)
        with patch("django.utils.timezone.now", lambda: tomorrow):
            night, worked = _timed(lambda: matching.for_opportunity(wanted[0]))[1:]
        yield Row("  the first one after midnight, ms", night * 1000, 100, worked * 1000)


def _milliseconds(name: str, timed: list[tuple[float, float]]) -> Row:
    alone, busy = (median(column) * 1000 for column in zip(*timed, strict=True))
    return Row(name, alone, 100, busy)


def _bounds(found: joint.Joint) -> Iterator[Row]:
    """Yield the bounds over all pairs and how far below each the solution lies."""
    bounds = {
        "flow, capacities alone": (found.plain_bound, None),
        "flow, with what excludes each other": (found.flow_bound, 0.5),
        "bundles at the best prices": (found.bound, 0.5),
    }
    for name, (bound, limit) in bounds.items():
        yield Row(f"  bound: {name}", bound)
        yield Row("    gap, %", 100 * (1 - found.objective / bound), limit)


def volunteers(dice: np.random.Generator, count: int) -> Takers:
    """Return volunteers of a town of 100,000: most free in one to four half days of the week."""
    languages = (dice.random((count, LANGUAGES)) < 0.12) * dice.integers(1, 7, (count, LANGUAGES))
    languages[:, 0] = dice.integers(2, 7, count)
    ready = np.where(dice.random(count) < 0.3, np.inf, dice.uniform(2, 10, count))
    return Takers(
        slots=np.array([_half_days(dice, int(dice.integers(1, 5))) for _ in range(count)]),
        any_time=dice.random(count) < 0.15,
        languages=languages.astype(np.float32),
        skills=_tags(dice, count, 0.1),
        interests=_tags(dice, count, 0.1),
        wishes=_tags(dice, count, 0.05),
        place=_places(dice, count),
        reach=ready.astype(np.float32),
        age=dice.integers(14, 85, count),
        waited=dice.integers(0, 200, count).astype(np.float32),
        cleared=dice.random(count) < 0.3,
        turns=dice.choice([1, 2, 3], count, p=[0.5, 0.35, 0.15]),
        minutes=dice.integers(4, 13, count) * 30,
    )


def opportunities(dice: np.random.Generator, count: int) -> Items:
    """Return opportunities of all four kinds of time, in the shares the module names."""
    kind = dice.choice(["fixed", "weekly", "window", "open"], count, p=[0.25, 0.3, 0.3, 0.15])
    halves = dice.integers(2, 6, count)
    slots = np.array([_times(dice, *each) for each in zip(kind, halves.tolist(), strict=True)])
    fixed = np.isin(kind, ["fixed", "weekly"])
    minutes = np.where(fixed, np.bitwise_count(slots).sum(axis=1), halves) * 30
    required = np.zeros((count, LANGUAGES), np.float32)
    required[:, 0] = dice.integers(0, 5, count)
    special = np.flatnonzero(dice.random(count) < 0.2)
    required[special, dice.integers(1, LANGUAGES, len(special))] = 2
    return Items(
        slots=slots,
        halves=halves,
        any_time=kind == "open",
        fixed=fixed,
        required=required,
        useful=(dice.random((count, LANGUAGES)) < 0.1).astype(np.float32),
        needed_skills=_tags(dice, count, 0.01),
        skills=_tags(dice, count, 0.05),
        interests=_tags(dice, count, 0.05),
        offers=_tags(dice, count, 0.1),
        place=_places(dice, count),
        from_home=dice.random(count) < 0.1,
        youngest=np.where(dice.random(count) < 0.3, 18, 14),
        oldest=np.full(count, 120),
        cleared=dice.random(count) < 0.25,
        minutes=minutes.astype(np.int64),
        wanted=dice.choice([1, 2, 3, 4, 10], count, p=[0.4, 0.25, 0.15, 0.15, 0.05]),
    )


def _half_days(dice: np.random.Generator, count: int) -> week.Bits:
    """Return mornings, afternoons and evenings of some days, two to five hours each."""
    spans = []
    for _ in range(count):
        begin = int(dice.choice([8, 9, 13, 14, 16, 17])) * 60
        spans.append((int(dice.integers(7)), begin, begin + int(dice.integers(4, 11)) * 30))
    return week.bits(spans)


def _times(dice: np.random.Generator, kind: str, halves: int) -> week.Bits:
    """Return when an opportunity needs help: one or two visits, a slot, windows, or nothing."""
    begin = int(dice.integers(17, 38)) * 30
    days = dice.permutation(7).tolist()
    if kind == "open":
        return week.bits([])
    if kind == "window":
        return week.bits((day, begin, begin + 240) for day in days[: int(dice.integers(2, 6))])
    visits = int(dice.integers(1, 3)) if kind == "fixed" else 1
    return week.bits((day, begin, begin + halves * 30) for day in days[:visits])


def _tags(dice: np.random.Generator, count: int, share: float) -> week.Bits:
    drawn = (dice.random((count, TAGS)) < share).astype(np.uint64)
    tags: week.Bits = (drawn << np.arange(TAGS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
    return tags


def _places(dice: np.random.Generator, count: int) -> np.ndarray:
    """Return places around the middle of the town; one in ten is unknown."""
    place = np.array(CITY) + dice.normal(0, 1, (count, 2)) * (0.03, 0.04)
    place[dice.random(count) < 0.1] = np.nan
    return place


def _timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """Return what `work` returns, the seconds it took and those the processor worked."""
    worked, started = time.process_time(), time.perf_counter()
    result = work()
    return result, time.perf_counter() - started, time.process_time() - worked


def _peak() -> float:
    """Return the most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _show(row: Row) -> None:
    value = f"{row.value:.0f}" if row.value >= 10_000 else f"{row.value:.3f}"
    limit = "" if row.limit is None else f"{row.limit:g}"
    share = "" if row.limit is None else f"{row.value / row.limit:.2f}"
    worked = "" if row.worked is None else f"{row.worked:.2f}"
    print(f"{row.name:44} {value:>9} {limit:>7} {share:>8} {worked:>9}", flush=True)


if __name__ == "__main__":
    main()
