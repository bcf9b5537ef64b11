"""What the cells of an opportunity's row say."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import District, Topic
from konfluenz.ground import dates, search
from konfluenz.ground.imports import cells
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.ground.imports.kinds import Content, RowRefused
from konfluenz.people import contacts
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.importing import spoken
from konfluenz.volunteering.importing import need_values, weekly
from konfluenz.volunteering.models import Insurer, Skill
from konfluenz.volunteering.values import plain

TITLE_LENGTH = 120
OLD_DAYS = 730
"""An offer that was last touched so long ago is worth a question."""

FLAGS = ("from_home", "without_german", "with_minors")
NUMBERS = {"minutes": (15, 1440), "wanted": (1, 500), "youngest": (0, 120), "oldest": (0, 120)}


class NeedCells:
    """Reads the cells of rows against what the city knows: districts, topics, skills."""

    def __init__(self) -> None:
        self.districts = _by_name(District.objects.all())
        self.topics = _by_name(Topic.objects.filter(active=True))
        self.skills = _by_name(Skill.objects.filter(active=True))

    def read(self, row: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused, CellRefused."""
        told: list[str] = []
        values: dict[str, Any] = {"organization": plain(row.get("organization", ""), one_line=True)}
        if not values["organization"]:
            raise RowRefused(_("The row does not say who offers it."))
        values |= _words(row, told)
        values |= self._names(row, values)
        values |= _plain_values(row)
        values |= _point(row, told)
        values |= _contact(row, told)
        values |= _dates(row, told)
        values |= _times(row, values)
        words = f"{search.fold(values['organization'])}: {search.fold(values['title'])}"
        return Content(_key(row, values), values["title"], values, (words,), told)

    def _names(self, row: Mapping[str, str], values: dict[str, Any]) -> dict[str, Any]:
        """Return district, topic, skills and languages; what the city does not know is told."""
        found: dict[str, Any] = {}
        part = cells.said(row.get("district", ""))
        if part:
            found["district"] = self.districts.get(search.fold(part), "")
        unknown = "" if found.get("district") else part
        town = _joined([cells.said(row.get("town", "")), unknown])
        street, postcode = (cells.said(row.get(one, "")) for one in ("street", "postcode"))
        found["address"] = _joined([street, _joined([postcode, town], " ")])[:200]
        if "topic" in row:
            known = [self.topics.get(search.fold(one), "") for one in cells.parts(row["topic"])]
            found["topic"] = next(filter(None, known), "")
        if "skills" in row:
            named = [(one, self.skills.get(search.fold(one))) for one in cells.parts(row["skills"])]
            found["skills"] = sorted({skill for _one, skill in named if skill})
            _keep_unknown(values, _("Wanted"), [one for one, skill in named if not skill])
        if "languages" in row:
            languages, left = spoken.read(row["languages"])
            found["languages"] = [[code, level] for code, level in sorted(languages.items())]
            _keep_unknown(values, _("Languages"), left)
        return found


def _words(row: Mapping[str, str], told: list[str]) -> dict[str, str]:
    """Return title and task as plain text; a title that is too long goes on in the task."""
    title = plain(cells.plain(row.get("title", "")), one_line=True)
    task = plain(cells.plain(row.get("task", "")))
    if not title and not task:
        raise RowRefused(_("The row says neither what it is called nor what is to be done."))
    title = title or plain(task.split("\n")[0], one_line=True)
    if len(title) > TITLE_LENGTH:
        task = f"{title}\n\n{task}".strip() if not task.startswith(title) else task
        title = f"{title[: TITLE_LENGTH - 1].rsplit(' ', 1)[0]}…"
        told.append(_("The title is long; all of it stands in the text."))
    return {"title": title, "task": task or title}


def _plain_values(row: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: bool(cells.yes(row[name])) for name in FLAGS if cells.said(row.get(name, ""))
    }
    for name, (least, most) in NUMBERS.items():
        number = cells.whole(row.get(name, ""))
        if number is not None and (number or name == "youngest"):
            found[name] = min(max(number, least), most)
    if cells.said(row.get("insured_by", "")):
        found["insured_by"] = _insurer(row["insured_by"])
    return found


def _insurer(text: str) -> str:
    wanted = search.fold(text)
    return next(
        (value for value, label in Insurer.choices if wanted in search.fold(str(label))), ""
    )


def _point(row: Mapping[str, str], told: list[str]) -> dict[str, str]:
    """Return the coordinates; 0 and what lies on no map of Europe is none."""
    latitude, longitude = (_degrees(row.get(name, "")) for name in ("latitude", "longitude"))
    if latitude is None or longitude is None:
        return {"latitude": "", "longitude": ""} if "latitude" in row else {}
    if 34 <= longitude <= 72 and -25 <= latitude <= 45 and not 34 <= latitude <= 72:
        latitude, longitude = longitude, latitude
        told.append(_("The coordinates stood the wrong way round."))
    if not (34 <= latitude <= 72 and -25 <= longitude <= 45):
        told.append(_("The coordinates lie outside Europe and were left out."))
        return {"latitude": "", "longitude": ""}
    return {
        "latitude": need_values.degrees(latitude),
        "longitude": need_values.degrees(longitude),
    }


def _degrees(text: str) -> Decimal | None:
    number = cells.number(text)
    return number if number else None


def _contact(row: Mapping[str, str], told: list[str]) -> dict[str, str]:
    found = {}
    if "contact_name" in row:
        found["contact_name"] = plain(row["contact_name"], one_line=True)[:120]
    for name, kind in (("contact_mail", "mail"), ("contact_phone", "phone")):
        text = cells.said(row.get(name, "")).split("\n")[0]
        if not text:
            continue
        try:
            found[name] = contacts.normalised(kind, text)
        except ContactRefused as refusal:
            told.append(f"{text}: {refusal}")
    return found


def _dates(row: Mapping[str, str], told: list[str]) -> dict[str, str]:
    """Return until when it holds and when it was last touched. Raises RowRefused when over."""
    found: dict[str, str] = {}
    today = timezone.localdate()
    until = cells.day(row.get("expires_on", ""))
    if until is not None:
        if until < today:
            raise RowRefused(_("It expired on %s.") % dates.show(until))
        found["expires_on"] = (until + dt.timedelta(days=1)).isoformat()
    touched = [day for name in ("listed_on", "changed_on") if (day := cells.day(row.get(name, "")))]
    if touched:
        found["listed_on"] = max(touched).isoformat()
        if (today - max(touched)).days > OLD_DAYS:
            told.append(
                _("Last touched on %s: ask whether it still holds.") % dates.show(max(touched))
            )
    return found


def _times(row: Mapping[str, str], values: dict[str, Any]) -> dict[str, Any]:
    """Return the times; what cannot be read as times stands in the text."""
    text = cells.said(row.get("times", ""))
    try:
        times = weekly.read(text)
        if len({one.date is None for one in times}) > 1:
            raise CellRefused(text)
    except CellRefused:
        _keep_unknown(values, _("When"), [text])
        times = []
    return {
        "times": [
            [
                f"{one.starts_at:%H:%M}",
                f"{one.ends_at:%H:%M}",
                one.weekday,
                one.date.isoformat() if one.date else "",
            ]
            for one in times
        ]
    }


def _keep_unknown(values: dict[str, Any], label: str, words: list[str]) -> None:
    """Put words that found no field of their own below the text, so that nothing is lost."""
    if words:
        values["task"] = f"{values['task']}\n\n{label}: {', '.join(words)}"


def _key(row: Mapping[str, str], values: dict[str, Any]) -> tuple[str, ...]:
    if number := cells.said(row.get("id", "")):
        return ("id", number)
    return ("words", search.fold(values["organization"]), search.fold(values["title"]))


def _joined(parts: list[str], between: str = ", ") -> str:
    return between.join(dict.fromkeys(part.replace("\n", between) for part in parts if part))


def _by_name(rows: Any) -> dict[str, str]:
    return {search.fold(row.name): row.name for row in rows}
