"""What the cells of a volunteer's row say."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import District, Topic
from konfluenz.ground import search
from konfluenz.ground.imports import cells
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.ground.imports.kinds import Content, RowRefused
from konfluenz.people.importing import person_cells
from konfluenz.volunteering.importing import weekly
from konfluenz.volunteering.models import Skill, VolunteerState
from konfluenz.volunteering.values import plain

OLDEST = 1900

STATES = {
    "aktiv": VolunteerState.ACTIVE,
    "ja": VolunteerState.ACTIVE,
    "active": VolunteerState.ACTIVE,
    "im einsatz": VolunteerState.ACTIVE,
    "inaktiv": VolunteerState.PAUSED,
    "pausiert": VolunteerState.PAUSED,
    "pause": VolunteerState.PAUSED,
    "ruht": VolunteerState.PAUSED,
    "nein": VolunteerState.PAUSED,
    "interessent": VolunteerState.PROSPECT,
    "interessentin": VolunteerState.PROSPECT,
    "interessiert": VolunteerState.PROSPECT,
    "neu": VolunteerState.PROSPECT,
    "erstgesprach": VolunteerState.FIRST_TALK,
    "in prufung": VolunteerState.CHECKS,
}


class VolunteerCells:
    """Reads the cells of rows against what the city knows: districts, topics, skills."""

    def __init__(self) -> None:
        self.known = {
            "district": _by_name(District.objects.all()),
            "topics": _by_name(Topic.objects.filter(active=True)),
            "skills": _by_name(Skill.objects.filter(active=True)),
        }

    def read(self, row: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused, CellRefused."""
        name = person_cells.name(row)
        left: list[str] = []
        values: dict[str, Any] = {"name": name}
        values |= person_cells.reached(row, left)
        values |= self._named(row, left)
        values |= _numbers(row)
        values |= _times(row, left)
        values |= _life(row, left)
        remarks = plain(cells.plain(row.get("remarks", "")))
        if left or "remarks" in row:
            values["remarks"] = "\n".join(filter(None, [remarks, *left]))
        told = [_("Kept among the remarks: %s") % "; ".join(left)] if left else []
        folded = person_cells.folded_name(name)
        words = [folded, *values["mail"], *values["phone"]]
        key = person_cells.key(row, values, folded)
        return Content(key, name, values, tuple(words), told)

    def _named(self, row: Mapping[str, str], left: list[str]) -> dict[str, Any]:
        """Return district, skills, topics and languages; unknown words go to the remarks."""
        found: dict[str, Any] = {}
        if "district" in row:
            district = cells.said(row["district"])
            found["district"] = self.known["district"].get(search.fold(district), "")
            if district and not found["district"]:
                left.append(_("District: %s") % district)
        for name, label in (("skills", _("Skills")), ("topics", _("Topics"))):
            if name in row:
                words = {
                    one: self.known[name].get(search.fold(one)) for one in cells.parts(row[name])
                }
                found[name] = sorted({known for known in words.values() if known})
                unknown = [one for one, known in words.items() if not known]
                left += [f"{label}: {', '.join(unknown)}"] if unknown else []
        return found | person_cells.languages(row, left)


def _numbers(row: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    born = cells.year(row.get("birth", ""))
    if born is not None:
        if not OLDEST <= born <= timezone.localdate().year:
            raise RowRefused(_("Check the year of birth: %d cannot be right.") % born)
        found["birth_year"] = born
    hours = (
        cells.number(row.get("weekly", "").split()[0]) if row.get("weekly", "").strip() else None
    )
    if hours:
        found["weekly_minutes"] = min(max(int(hours * 60), 15), 6000)
    reach = cells.whole(row.get("reach_km", ""))
    if reach:
        found["reach_km"] = min(reach, 500)
    return found


def _times(row: Mapping[str, str], left: list[str]) -> dict[str, Any]:
    text = cells.said(row.get("times", ""))
    if not text:
        return {}
    try:
        times = [one for one in weekly.read(text) if one.weekday is not None]
    except CellRefused:
        left.append(_("When: %s") % " ".join(text.split()))
        return {}
    return {
        "times": [[one.weekday, f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}"] for one in times]
    }


def _life(row: Mapping[str, str], left: list[str]) -> dict[str, Any]:
    """Return state, the day since when, and how they came here."""
    found: dict[str, Any] = {}
    state = cells.said(row.get("state", ""))
    if state:
        known = STATES.get(search.fold(state))
        if known is None:
            left.append(_("State: %s") % state)
        else:
            found["state"] = known.value
    since = cells.day(row.get("since", ""))
    if since is not None:
        found["since"] = min(since, timezone.localdate()).isoformat()
    if cells.said(row.get("source", "")):
        found["source"] = plain(row["source"], one_line=True)[:60]
    return found


def _by_name(rows: Any) -> dict[str, str]:
    return {search.fold(row.name): row.name for row in rows}
