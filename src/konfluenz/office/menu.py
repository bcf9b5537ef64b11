"""The left menu, in the words of the 2024 paper. What has no room or no right is not shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfluenz.people.roles import Right


@dataclass(frozen=True)
class Entry:
    """A line of the menu. `within` names the further pages that it stands for."""

    label: Promise
    name: str
    right: Right | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Lines under a heading; the first group has none."""

    heading: Promise | str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Line:
    """An entry as it is shown to one reader."""

    label: Promise
    url: str
    current: bool


MENU = (
    Group("", (Entry(_("Today"), "today"),)),
    Group(
        _("Eight tasks"),
        (
            Entry(
                _("Internet presence"),
                "content-board",
                Right.READ_CONTENT,
                (
                    "content",
                    "services",
                    "service",
                    "events",
                    "event",
                    "programmes",
                    "programme",
                    "goods",
                    "resources",
                    "resource",
                    "translations",
                    "translation",
                    "terms",
                    "term",
                    "checklist",
                    "opinions",
                ),
            ),
            Entry(_("Enquiries"), "enquiries", Right.READ_ENQUIRIES, ("enquiry",)),
        ),
    ),
    Group(
        _("People & placement"),
        (
            Entry(_("Volunteers"), "volunteers", Right.READ_VOLUNTEERS, ("volunteer",)),
            Entry(_("Opportunities"), "opportunities", Right.READ_OPPORTUNITIES, ("opportunity",)),
            Entry(
                _("Placement"),
                "placements",
                Right.READ_VOLUNTEERS,
                ("placement", "proposal", "proposals", "matching"),
            ),
            Entry(_("People"), "persons", Right.READ_PERSONS, ("person",)),
            Entry(
                _("Associations & bodies"),
                "organisations",
                Right.READ_ORGANISATIONS,
                ("organisation",),
            ),
            Entry(_("Places"), "places", Right.READ_ORGANISATIONS, ("place",)),
        ),
    ),
    Group(
        _("Steering"),
        (
            Entry(_("Tasks"), "tasks", Right.READ_TASKS, ("task",)),
            Entry(
                _("Responsibilities"),
                "responsibilities",
                Right.READ_UNITS,
                ("responsibility", "topic"),
            ),
            Entry(_("Offices & posts"), "units", Right.READ_UNITS, ("unit", "post")),
            Entry(_("Working groups"), "groups", Right.READ_UNITS, ("group",)),
            Entry(_("Meetings"), "meetings", Right.READ_UNITS, ("meeting",)),
            Entry(_("Recommendations"), "recommendations", Right.READ_CONCEPT, ("recommendation",)),
            Entry(
                _("Integration concept"),
                "concepts",
                Right.READ_CONCEPT,
                (
                    "concept",
                    "area",
                    "goal",
                    "hearings",
                    "hearing",
                    "participations",
                    "participation",
                    "comments",
                    "comment",
                ),
            ),
            Entry(_("Measures"), "measures", Right.READ_CONCEPT, ("measure",)),
            Entry(_("Developments"), "developments", Right.READ_CONCEPT, ("development",)),
            Entry(
                _("Indicators"),
                "indicators",
                Right.READ_CONCEPT,
                ("indicator", "observation", "snapshots", "snapshot"),
            ),
            Entry(
                _("Council papers"),
                "papers",
                Right.READ_PAPERS,
                (
                    "paper",
                    "consultation",
                    "result",
                    "resolution",
                    "mirror",
                    "body",
                    "number",
                    "question",
                ),
            ),
            Entry(
                _("Council sessions"), "council-sessions", Right.READ_PAPERS, ("council", "oparl")
            ),
            Entry(_("Reports"), "reports", Right.READ_PAPERS, ("report",)),
            Entry(
                _("Resolution tracking"),
                "follow-ups",
                Right.READ_PAPERS,
                ("follow", "promise"),
            ),
        ),
    ),
    Group(
        _("Set-up"),
        (
            Entry(_("Outbox"), "outbox", Right.READ_OUTBOX, ("message",)),
            Entry(_("Trail"), "trail", Right.READ_TRAIL),
            Entry(_("Imports"), "imports", Right.EDIT_VOLUNTEERS, ("import",)),
            Entry(_("Skills & weights"), "skills", Right.EDIT_VOLUNTEERS, ("skill", "weights")),
            Entry(_("Municipality"), "settings", Right.EDIT_SETTINGS),
            Entry(_("Set-up"), "setup", Right.EDIT_SETTINGS, ("setup", "results", "takeout")),
        ),
    ),
)


def shown_to(rights: Iterable[Right], page: str) -> list[tuple[str, list[Line]]]:
    """Return the menu of somebody with `rights` who looks at `page` (a URL name)."""
    held = frozenset(rights)
    groups = ((str(group.heading), _lines(group, held, page)) for group in MENU)
    return [(heading, lines) for heading, lines in groups if lines]


def _lines(group: Group, held: frozenset[Right], page: str) -> list[Line]:
    lines = []
    for entry in group.entries:
        url = _address(entry.name)
        if url and (entry.right is None or entry.right in held):
            lines.append(Line(entry.label, url, _stands_for(entry, page)))
    return lines


def _stands_for(entry: Entry, page: str) -> bool:
    """Return whether `page` is the entry's own, or one of its records ("person-edit")."""
    return page == entry.name or page.split("-")[0] in entry.within


def _address(name: str) -> str:
    try:
        return reverse(f"office:{name}")
    except NoReverseMatch:
        return ""
