"""Why somebody fits, in words: every part of the score that speaks for them, and what to ask.

"spricht Arabisch · 1,2 km · Dienstag 17–18 passt · war 40 Tage nicht gefragt"
"""

import numpy as np
from babel.numbers import format_decimal
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from konfluenz.people import languages
from konfluenz.planning import limits, week
from konfluenz.planning.advice import Advice, Change, Kind
from konfluenz.planning.problem import Bits
from konfluenz.volunteering.array_items import GERMAN, WISHES
from konfluenz.volunteering.arrays import Town
from konfluenz.volunteering.models import Wish

LONGEST_SAID = 2
"""So many times are said; a coordinator sees the rest in the record."""


def of(town: Town, taker: int, item: int) -> tuple[str, ...]:
    """Return what speaks for the pair, in the order in which a coordinator asks for it."""
    said = (
        _languages(town, taker, item),
        _way(town, taker, item),
        *_times(town, taker, item),
        _skills(town, taker, item),
        _topic(town, taker, item),
        _wishes(town, taker, item),
        _turn(town, taker),
    )
    return tuple(words for words in said if words)


def to_ask(town: Town, taker: int, item: int) -> tuple[str, ...]:
    """Return what nobody has noted and a person must ask before."""
    items, takers = town.items, town.takers
    german = town.words.languages.index(GERMAN)
    age_counts = items.youngest[item] > 0 or items.oldest[item] < 150
    unknown = {
        _("ask how much German"): items.required[item, german]
        and not town.volunteers.spoken[taker, german],
        _("ask the age"): age_counts and takers.age[taker] < 0,
        _("ask when they can"): not town.said[taker] and not items.any_time[item],
    }
    return tuple(words for words, open_ in unknown.items() if open_)


def misfits(missed: list[str]) -> list[str]:
    """Return in words which hard limits a pair does not keep (names as in `planning.limits`)."""
    words = {
        "age": _("the age does not fit"),
        "certificate": _("the certificate for work with minors is missing"),
        "skill": _("a skill is missing"),
        "language": _("a language is missing"),
        "capacity": _("they have no time left"),
        "time": _("the times do not fit"),
        "distance": _("the way is too long"),
        "barred": _("these two are not brought together, or were asked before"),
    }
    return [words[name] for name in missed]


def why_open(advice: Advice) -> str:
    """Return why an opportunity stays open, with the limit that alone stands in the way most."""
    if advice.fitting:
        return ngettext(
            "%(count)d person would fit and is needed elsewhere.",
            "%(count)d people would fit and are needed elsewhere.",
            advice.fitting,
        ) % {"count": advice.fitting}
    lone = {name: count for name, count in advice.only.items() if count and name in _ALONE}
    if not lone:
        return _("Nobody comes near: several conditions are not met at once.")
    name = max(lone, key=lambda one: lone[one])
    return _alone(name, lone[name])


def helps(town: Town, change: Change) -> str:
    """Return a change with how many would then fit: "mit Mittwoch statt Dienstag: 6 Personen"."""
    people = ngettext("%(count)d person", "%(count)d people", change.fitting)
    return _("%(change)s: %(people)s") % {
        "change": _changed(town, change),
        "people": people % {"count": change.fitting},
    }


_ALONE = ("time", "distance", "language", "certificate", "capacity", "age")


def _alone(name: str, count: int) -> str:
    said = {
        "time": ngettext(
            "%(count)d person could come at another time.",
            "%(count)d people could come at another time.",
            count,
        ),
        "distance": ngettext(
            "For %(count)d person only the way is too long.",
            "For %(count)d people only the way is too long.",
            count,
        ),
        "language": ngettext(
            "%(count)d person lacks only the language.",
            "%(count)d people lack only the language.",
            count,
        ),
        "certificate": ngettext(
            "%(count)d person lacks only the certificate for work with minors.",
            "%(count)d people lack only the certificate for work with minors.",
            count,
        ),
        "capacity": ngettext(
            "%(count)d person only has no time left.",
            "%(count)d people only have no time left.",
            count,
        ),
        "age": ngettext(
            "For %(count)d person only the age does not fit.",
            "For %(count)d people only the age does not fit.",
            count,
        ),
    }
    return said[name] % {"count": count}


def _changed(town: Town, change: Change) -> str:
    if change.kind is Kind.WEEKDAY:
        before, after = change.detail
        return _("with %(new)s instead of %(old)s") % {
            "new": WEEKDAYS[after],
            "old": WEEKDAYS[before],
        }
    if change.kind is Kind.LANGUAGE:
        named = languages.name(town.words.languages[change.detail[0]])
        return _("with a little less %(language)s") % {"language": named}
    said = {
        Kind.SHORTER: _("half an hour shorter"),
        Kind.NEARER: _("if everybody goes 1 km further"),
        Kind.SKILL: _("without a skill that is needed"),
    }
    return said[change.kind]


def _languages(town: Town, taker: int, item: int) -> str:
    spoken = town.volunteers.spoken[taker]
    wanted = np.flatnonzero(town.items.useful[item])
    known = [languages.name(town.words.languages[at]) for at in wanted if spoken[at]]
    return _("speaks %(languages)s") % {"languages": ", ".join(known)} if known else ""


def _way(town: Town, taker: int, item: int) -> str:
    if town.items.from_home[item]:
        return _("possible from home")
    here = limits.unit_vectors(town.takers.place[taker][None])
    there = limits.unit_vectors(town.items.place[item][None])
    km = float(limits.kilometres(here, there)[0])
    if np.isnan(km):
        return ""
    locale = (get_language() or "de").partition("-")[0]
    return _("%(km)s km") % {"km": format_decimal(km, "0.0", locale=locale)}


def _times(town: Town, taker: int, item: int) -> list[str]:
    """Return the times at which both can; what is to be agreed needs no words."""
    if town.items.any_time[item] or not town.said[taker]:
        return []
    shared = town.items.slots[item] & town.takers.slots[taker]
    return [
        _("%(day)s %(hours)s fits") % {"day": WEEKDAYS[day], "hours": _hours(begin, end)}
        for day, begin, end in runs(shared)
        if end - begin >= town.items.halves[item] or town.items.fixed[item]
    ][:LONGEST_SAID]


def runs(slots: Bits) -> list[tuple[int, int, int]]:
    """Return the runs of half hours of each day: weekday, first, the one after the last."""
    bits = np.unpackbits(slots.astype("<u8").view(np.uint8), bitorder="little")[: week.WEEK]
    found = []
    for day, row in enumerate(bits.reshape(week.DAYS, week.HALVES)):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row, [0]])))
        found += [(day, int(a), int(b)) for a, b in edges.reshape(-1, 2)]
    return found


def _hours(begin: int, end: int) -> str:
    return f"{_hour(begin)}–{_hour(end)}"


def _hour(half: int) -> str:
    return f"{half // 2}:30" if half % 2 else f"{half // 2}"


def _skills(town: Town, taker: int, item: int) -> str:
    bits = int(town.takers.skills[taker])
    known = {key for at, key in enumerate(town.words.skills) if bits >> at & 1}
    named = [str(one) for one in town.opportunities[item].skills.all() if one.pk in known]
    return _("can do: %(skills)s") % {"skills": ", ".join(named)} if named else ""


def _topic(town: Town, taker: int, item: int) -> str:
    both = int(town.items.interests[item]) & int(town.takers.interests[taker])
    topic = town.opportunities[item].topic
    return _("is interested in %(topic)s") % {"topic": topic} if both and topic else ""


def _wishes(town: Town, taker: int, item: int) -> str:
    both = int(town.items.offers[item]) & int(town.takers.wishes[taker])
    named = [str(Wish(wish).label) for at, wish in enumerate(WISHES) if both >> at & 1]
    return _("likes to help %(wishes)s") % {"wishes": ", ".join(named)} if named else ""


def _turn(town: Town, taker: int) -> str:
    if not town.volunteers.asked[taker]:
        return _("was never asked before")
    days = int(town.takers.waited[taker])
    if not days:
        return ""
    return ngettext("was not asked for %(days)d day", "was not asked for %(days)d days", days) % {
        "days": days
    }
