"""Countings from the portal: topics and languages, freshness, links, opinions, searches (W1–W4).

Pages, links and confirmations are kept as they are today. For a cut-off more than 31 days back
they tell nothing, and there is no value; opinions and searches have days.
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Sum

from konfluenz.directory import municipality
from konfluenz.directory.models import Review, Topic
from konfluenz.publishing.models import LinkState, OutsideLink, PageOpinion, SearchMiss
from konfluenz.publishing.translating import standings
from konfluenz.publishing.translating.kinds import KINDS
from konfluenz.publishing.translating.standings import Standing, State
from konfluenz.steering.counting.counted import Counted, end, is_near, number, share

SOURCE = settings.LANGUAGE_CODE
PAGES = KINDS["seiten"]


def coverage(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return for how many pairs of topic and language there is a checked page (W1).

    In German every public page counts; elsewhere one all of whose texts somebody has checked.
    """
    if not is_near(cut_off):
        return []
    topics = set(Topic.objects.filter(active=True).values_list("pk", flat=True))
    languages = set(municipality.current().languages)
    found = set(_checked(_pages(languages - {SOURCE} or {SOURCE}), languages))
    there = sum(topic in topics for topic, _language in found)
    return share(there, len(topics) * len(languages))


def freshness(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of entries whose last confirmation was in its cycle on `cut_off` (W2)."""
    if not is_near(cut_off):
        return []
    rows = Review.objects.filter(created_at__lt=end(cut_off))
    asked = list(rows.values_list("confirmed_at", "cycle_days"))
    fresh = [at and at + dt.timedelta(days=days) >= end(cut_off) for at, days in asked]
    return share(sum(map(bool, fresh)), len(asked))


def dead_links(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the links to other sites that do not work, out of all (W3)."""
    if not is_near(cut_off):
        return []
    rows = OutsideLink.objects.filter(created_at__lt=end(cut_off))
    known = rows.count()
    broken = rows.filter(state=LinkState.BROKEN, since__lt=end(cut_off)).count()
    return number(broken, known) if known else []


def outdated_translations(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the translated texts that are older than their German, out of all (W3)."""
    if not is_near(cut_off):
        return []
    languages = set(municipality.current().languages) - {SOURCE}
    found = standings.everything(locales=sorted(languages))
    there = sum(one.total - one.counts.get(State.MISSING, 0) for one in found)
    return number(sum(one.counts.get(State.OUTDATED, 0) for one in found), there) if there else []


def helpful_rate(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of "helpful" in what readers said in the period (W4).

    Opinions are kept for a year.
    """
    rows = PageOpinion.objects.filter(day__gte=since, day__lte=cut_off)
    said = rows.aggregate(yes=Sum("helpful"), no=Sum("unhelpful"))
    return share(said["yes"] or 0, (said["yes"] or 0) + (said["no"] or 0))


def searches_in_vain(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the different searches without a hit that were last made in the period (W4).

    A row keeps the last day alone: what was searched again after `cut_off` is not in it.
    """
    if not SearchMiss.objects.exists():
        return []
    return number(SearchMiss.objects.filter(last_on__gte=since, last_on__lte=cut_off).count())


def _pages(languages: Iterable[str]) -> list[Standing]:
    return standings.everything(kinds=(PAGES,), locales=sorted(languages))


def _checked(found: list[Standing], languages: set[str]) -> Iterable[tuple[int, str]]:
    """Yield each topic with a language in which a checked page tells of it."""
    for one in found:
        for topic in one.topics:
            if SOURCE in languages:
                yield topic, SOURCE
            if one.locale != SOURCE and one.state == State.CHECKED:
                yield topic, one.locale
