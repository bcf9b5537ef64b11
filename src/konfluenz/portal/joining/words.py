"""Words of the pages for those who want to help, in the portal's languages."""

from collections.abc import Iterable

from babel.units import format_unit
from django.utils.functional import Promise
from django.utils.translation import (
    get_language_bidi,
    gettext,
    gettext_lazy,
    gettext_noop,
    override,
)

from konfluenz.directory import entries
from konfluenz.directory.models import District
from konfluenz.ground import translations
from konfluenz.people.models.languages import Level
from konfluenz.portal import numbers
from konfluenz.portal.language import SOURCE
from konfluenz.volunteering.models import Insurer, Skill, Timing, Wish

Words = dict[str, str | Promise]

WISHES: Words = {
    Wish.ONCE: gettext_lazy("now and then, for one event"),
    Wish.REGULAR: gettext_lazy("regularly"),
    Wish.WITH_PEOPLE: gettext_lazy("Talking and being with people"),
    Wish.WITH_CHILDREN: gettext_lazy("Being with children"),
    Wish.HANDS_ON: gettext_lazy("Working with my hands"),
    Wish.DESK_WORK: gettext_lazy("Organising and writing"),
    Wish.IN_A_TEAM: gettext_lazy("Helping in a team"),
    Wish.FROM_HOME: gettext_lazy("Helping from home"),
}
HOW_OFTEN = (Wish.REGULAR, Wish.ONCE)

TIMINGS: Words = {
    Timing.FIXED: gettext_lazy("On fixed days"),
    Timing.WEEKLY: gettext_lazy("Every week"),
    Timing.FLEXIBLE: gettext_lazy("When you have time"),
    Timing.OPEN_ENDED: gettext_lazy("For a longer time, as agreed"),
}
INSURERS: Words = {
    Insurer.ORGANISATION: gettext_lazy("You are insured by the organisation."),
    Insurer.MUNICIPALITY: gettext_lazy("You are insured by the city."),
    Insurer.LAND: gettext_lazy("You are insured by the federal state."),
    Insurer.UNSETTLED: gettext_lazy("We settle who insures you before you begin."),
}
REASONS: Words = {
    "time": gettext_lazy("The time fits"),
    "interests": gettext_lazy("Your topic"),
    "skills": gettext_lazy("You can do this"),
    "languages": gettext_lazy("Your language helps"),
    "wishes": gettext_lazy("The way you like to help"),
    "distance": gettext_lazy("Near you"),
}
LEVELS: Words = {
    Level.NATIVE: gettext_lazy("It is my first language"),
    Level.C1: gettext_lazy("Very well"),
    Level.B1: gettext_lazy("Well enough for everyday life"),
    Level.A2: gettext_lazy("A little"),
}
ENOUGH = {
    Level.A1: Level.A2,
    Level.B2: Level.B1,
    Level.C2: Level.C1,
    Level.NATIVE: Level.C1,
}
"""What is said of a level that is asked for; people do not think in six of them."""

PARTS_OF_DAY: Words = {
    "vormittag": gettext_lazy("in the morning"),
    "nachmittag": gettext_lazy("in the afternoon"),
    "abend": gettext_lazy("in the evening"),
}
WEEKEND = "wochenende"

SKILLS = {
    "reading-aloud": gettext_noop("Reading aloud"),
    "homework": gettext_noop("Helping with homework"),
    "german-practice": gettext_noop("Practising German"),
    "interpreting": gettext_noop("Interpreting in everyday life"),
    "forms": gettext_noop("Helping with forms and letters"),
    "accompanying": gettext_noop("Going along to appointments"),
    "childcare": gettext_noop("Looking after children"),
    "sport": gettext_noop("Coaching sport"),
    "swimming": gettext_noop("Teaching swimming"),
    "music": gettext_noop("Making music"),
    "crafts": gettext_noop("Crafts"),
    "sewing": gettext_noop("Sewing"),
    "bicycles": gettext_noop("Repairing bicycles"),
    "repairs": gettext_noop("Repairing things"),
    "cooking": gettext_noop("Cooking and baking"),
    "gardening": gettext_noop("Gardening"),
    "driving": gettext_noop("Driving a car"),
    "computers": gettext_noop("Helping with computer and phone"),
    "applications": gettext_noop("Helping with job applications"),
    "events": gettext_noop("Preparing events"),
    "public-relations": gettext_noop("Writing and designing"),
    "counselling": gettext_noop("Listening and advising"),
    "first-aid": gettext_noop("First aid"),
    "accounting": gettext_noop("Bookkeeping"),
}
"""What the skills that come with the program are called; a city's own stand in its list."""


def times() -> dict[str, str]:
    """Return the parts of the week that the list can be narrowed to."""
    parts = {key: str(word) for key, word in PARTS_OF_DAY.items()}
    return parts | {WEEKEND: gettext("at the weekend")}


def skills(found: Iterable[Skill], language: str) -> list[tuple[Skill, str]]:
    """Return `found` with their names in `language`, in the order of the names.

    A skill that the city renamed or added is German until somebody translates it.
    """
    rows = list(found)
    stored = translations.of(rows, "name", language) if language != SOURCE else {}
    named = [(row, stored.get(row.pk) or _shipped(row) or row.name) for row in rows]
    return sorted(named, key=lambda pair: pair[1].casefold())


def listed(found: Iterable[str]) -> str:
    """Return words one after the other, with the comma that the script has."""
    return ("، " if get_language_bidi() else ", ").join(found)


def level(code: str) -> str:
    """Return how well one should speak, in words; "" where it does not matter."""
    return str(LEVELS[ENOUGH.get(Level(code), Level(code))]) if code else ""


def hours(count: int) -> str:
    """Return a number of hours in words."""
    return format_unit(count, "duration-hour", locale=numbers.locale())


def kilometres(count: int) -> str:
    """Return a way in words."""
    return format_unit(count, "length-kilometer", "short", locale=numbers.locale())


def district_address(district: District) -> str:
    """Return the words that stand for a district in an address."""
    return entries.words_of(district.name) or str(district.pk)


def _shipped(skill: Skill) -> str:
    """Return the word for a skill that comes with the program, "" once it was renamed."""
    word = SKILLS.get(skill.slug, "")
    if not word:
        return ""
    with override(SOURCE):
        unchanged = gettext(word) == skill.name
    return gettext(word) if unchanged else ""


def lasting(minutes: int) -> str:
    """Return a length of time in words: "1:30 hours"."""
    return gettext("%(time)s hours") % {"time": f"{minutes // 60}:{minutes % 60:02}"}
