"""What the topics are called in every language of the portal, and how they are addressed."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from konfluenz.directory import entries
from konfluenz.directory.models import Topic
from konfluenz.ground import translations
from konfluenz.portal.language import SOURCE

LINES = {
    "counselling": gettext_noop("People who listen and know the way"),
    "events": gettext_noop("What is on and where you are welcome"),
    "language_courses": gettext_noop("Courses, practice and conversation"),
    "work": gettext_noop("Finding work, having your training recognised"),
    "interpreting": gettext_noop("Someone who speaks your language"),
    "donations": gettext_noop("Giving things, money or time"),
    "health": gettext_noop("Doctors, insurance, help in a crisis"),
    "children_school": gettext_noop("Nursery, school, afternoon care"),
    "studies": gettext_noop("Studying, having certificates recognised"),
    "funding": gettext_noop("Money for projects and associations"),
}
"""One line under the name of each topic of D-25, by its short name."""

PICTURES = frozenset(
    {
        "advice",
        "calendar",
        "funding",
        "gift",
        "health",
        "home",
        "illness",
        "interpreter",
        "money",
        "school",
        "speech",
        "university",
        "work",
    }
)
"""The pictures under ``static/portal/``; a topic without one of them has a neutral one."""


@dataclass(frozen=True)
class Named:
    """A topic as a page shows it. `language`: of the name, empty if it is the page's own."""

    address: str
    slug: str
    name: str
    line: str
    picture: str
    language: str = ""


def named(topics: list[Topic], language: str) -> list[Named]:
    """Return `topics` with their names in `language`.

    A name that nobody has translated yet is German, and says so.
    """
    stored = translations.of(topics, "name", language) if language != SOURCE else {}
    return [_named(topic, language, stored.get(topic.pk, "")) for topic in topics]


def address(topic: Topic) -> str:
    """Return the German words that stand in the address of the topic's page."""
    return entries.words_of(topic.name) or topic.slug


def _named(topic: Topic, language: str, translated: str) -> Named:
    line = LINES.get(topic.slug, "")
    return Named(
        address=address(topic),
        slug=topic.slug,
        name=translated or topic.name,
        line=gettext(line) if line else "",
        picture=f"portal/{topic.icon if topic.icon in PICTURES else 'topic'}.svg",
        language="" if translated or language == SOURCE else SOURCE,
    )
