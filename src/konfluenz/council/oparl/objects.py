"""Objects of OParl 1.1 as our own shapes, read leniently.

Unknown keys are passed over. A value of another type than the schema wants, or one that we
cannot hold, becomes a finding and is left out; only what cannot be a record without it
refuses the object (:class:`ObjectRefused`).
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council.models import ConsultationRole
from konfluenz.council.oparl import words
from konfluenz.council.oparl.shapes import (
    ConsultationObject,
    FileObject,
    ItemObject,
    MeetingObject,
    OrganizationObject,
    PaperObject,
)

Raw = Mapping[str, Any]
Find = Callable[[str], Raw | None]
"""Returns the object with an address, where it is given by its address alone."""

LONGEST_UID = 300
LONGEST_URL = 500
READING = 1
"""Counted up when objects are read differently: then all of them are taken anew."""

_VOLATILE = frozenset({"created", "modified"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CLOSED = re.compile(r"nicht[ -]?öffentlich", re.IGNORECASE)


class ObjectRefused(Exception):
    """An object cannot become a record; the message says why."""


@dataclass
class Reader:
    """Takes values out of `raw`; `told` gathers what does not fit."""

    raw: Raw
    told: list[str] = field(default_factory=list)

    def text(self, name: str, most: int) -> str:
        """Return one line of at most `most` characters; a longer one is cut."""
        said = " ".join(self._string(name).split())
        if len(said) > most:
            self.told.append(
                _("%(field)s was cut at %(n)d characters.") % {"field": name, "n": most}
            )
            said = said[: most - 1].rstrip() + "…"
        return said

    def prose(self, name: str) -> str:
        """Return a text with its line breaks."""
        return self._string(name).strip()

    def flag(self, name: str) -> bool | None:
        """Return a yes or no; None where nothing is said."""
        value = self.raw.get(name)
        if value is None or isinstance(value, bool):
            return value
        self._misfit(name)
        return None

    def number(self, name: str) -> int | None:
        """Return a whole number."""
        value = self.raw.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self._misfit(name)
        return None

    def day(self, name: str) -> dt.date | None:
        """Return a day: ISO 8601, a moment of which the day counts, or 31.12.2024."""
        said = self._string(name).strip()
        if not said:
            return None
        german = _GERMAN_DAY.fullmatch(said)
        iso = "{2}-{1:0>2}-{0:0>2}".format(*german.groups()) if german else said[:10]
        try:
            return _sensible(dt.date.fromisoformat(iso))
        except ValueError:
            self._misfit(name)
            return None

    def moment(self, name: str) -> dt.datetime | None:
        """Return a moment; one without a zone is of the city's clock."""
        said = self._string(name).strip()
        if not said:
            return None
        try:
            moment = dt.datetime.fromisoformat(said)
            _sensible(moment.date())
            return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
        except (ValueError, OverflowError):
            self._misfit(name)
            return None

    def uid(self, name: str) -> str:
        """Return the address of an object that is named, or lies inside."""
        found = self.uids(name)
        return found[0] if found else ""

    def uids(self, name: str) -> list[str]:
        """Return the addresses of objects: a list or one, each by address or embedded."""
        found = [self._uid_of(name, value) for value in _as_list(self.raw.get(name))]
        return list(dict.fromkeys(uid for uid in found if uid))

    def parts(self, name: str, find: Find) -> Iterator[Raw]:
        """Yield the objects inside; those given by address are looked for."""
        for value in _as_list(self.raw.get(name)):
            part = find(value) if isinstance(value, str) else value
            if isinstance(part, Mapping):
                if part.get("deleted") is not True:
                    yield part
            elif isinstance(value, str):
                self.told.append(
                    _("%(field)s: %(uid)s is not there.") % {"field": name, "uid": value[:100]}
                )
            else:
                self._misfit(name)

    def _uid_of(self, name: str, value: Any) -> str:
        uid = value.get("id") if isinstance(value, Mapping) else value
        if isinstance(uid, str) and is_uid(uid):
            return uid
        self._misfit(name)
        return ""

    def _string(self, name: str) -> str:
        value = self.raw.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return _CONTROL.sub("", value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self._misfit(name)
        return ""

    def _misfit(self, name: str) -> None:
        self.told.append(_("%s cannot be read and was left out.") % name)


def kind_of(raw: Raw) -> str:
    """Return the last part of the object's type: "Paper" of "https://schema.oparl.org/1.1/Paper"."""
    said = raw.get("type")
    return said.rstrip("/").rpartition("/")[2] if isinstance(said, str) else ""


def uid_of(raw: Raw) -> str:
    """Return the address of an object. Raises ObjectRefused without one."""
    uid = raw.get("id")
    if not isinstance(uid, str) or not is_uid(uid):
        raise ObjectRefused(_("It has no address (“id”)."))
    return uid


def is_uid(text: str) -> bool:
    """Return whether `text` can stand as the address of an object."""
    return 0 < len(text) <= LONGEST_UID and not _CONTROL.search(text)


def is_deleted(raw: Raw) -> bool:
    """Return whether the object is only left as a mark that it was deleted."""
    return raw.get("deleted") is True


def digest(raw: Raw) -> str:
    """Return what tells one content from another; when it was saved there is no content."""
    text = json.dumps([READING, _lasting(raw)], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def organization(raw: Raw) -> tuple[OrganizationObject, list[str]]:
    """Read an Organization. Raises ObjectRefused without a name."""
    reader = Reader(raw)
    short = reader.text("shortName", 60)
    name = reader.text("name", 160) or short
    if not name:
        raise ObjectRefused(_("It has no name."))
    kind, words = reader.text("organizationType", 100), reader.text("classification", 100)
    return OrganizationObject(uid_of(raw), name, short, kind, words), reader.told


def meeting(raw: Raw, find: Find) -> tuple[MeetingObject, list[str]]:
    """Read a Meeting with its points in their order. Raises ObjectRefused without a beginning."""
    reader = Reader(raw)
    starts_at, ends_at = reader.moment("start"), reader.moment("end")
    if starts_at is None:
        raise ObjectRefused(_("It does not say when the session begins."))
    if ends_at is not None and timezone.localtime(ends_at).time() == dt.time.min:
        ends_at = None  # Systems that know no end give the midnight of the day.
    if ends_at is not None and ends_at < starts_at:
        reader.told.append(_("The session would end before it begins: taken in without its end."))
        ends_at = None
    name = reader.text("name", 300)
    cancelled = reader.flag("cancelled") is True
    closed = reader.flag("public") is False or _is_closed(name)
    items = [_item(part, reader.told, closed) for part in reader.parts("agendaItem", find)]
    return MeetingObject(
        uid=uid_of(raw),
        name=name,
        body=reader.uid("organization"),
        starts_at=starts_at,
        ends_at=ends_at,
        state="abgesagt" if cancelled else reader.text("meetingState", 100),
        location=_location(reader, find),
        closed=closed,
        items=sorted(items, key=lambda item: (item.order is None, item.order or 0)),
    ), reader.told


def paper(raw: Raw, find: Find) -> tuple[PaperObject, list[str]]:
    """Read a Paper. Raises ObjectRefused without a name and a number."""
    reader = Reader(raw)
    reference, name = reader.text("reference", 41), reader.text("name", 400)
    if len(reference) > 40:
        reader.told.append(_("The number is longer than 40 characters and was left out."))
        reference = ""
    if not name and not reference:
        raise ObjectRefused(_("It has neither a subject nor a number."))
    files = [
        file
        for field_name in ("mainFile", "auxiliaryFile")
        for part in reader.parts(field_name, find)
        if (file := _file(part, reader.told, main=field_name == "mainFile"))
    ]
    return PaperObject(
        uid=uid_of(raw),
        name=name or reference,
        reference=reference,
        kind=reader.text("paperType", 100),
        date=reader.day("date"),
        directed_by=reader.uids("underDirectionOf"),
        brought_by=reader.uids("originatorOrganization"),
        files=files,
        stations=[_station(part, reader.told) for part in reader.parts("consultation", find)],
        above=reader.uids("superordinatedPaper"),
        below=reader.uids("subordinatedPaper"),
        closed=reader.flag("public") is False,
    ), reader.told


def _item(raw: Raw, told: list[str], closed: bool) -> ItemObject:
    reader = Reader(raw, told)
    public = reader.flag("public")
    shown = not closed if public is None else public and not closed
    uid = raw.get("id")
    return ItemObject(
        uid=uid if isinstance(uid, str) and is_uid(uid) else "",
        number=reader.text("number", 20),
        order=reader.number("order"),
        title=reader.text("name", 1000) if shown else "",
        public=shown,
        result=reader.text("result", 300) if shown else "",
        text=reader.prose("resolutionText") if shown else "",
    )


def _station(raw: Raw, told: list[str]) -> ConsultationObject:
    reader = Reader(raw, told)
    uid = raw.get("id")
    decides = ConsultationRole.DECISION if reader.flag("authoritative") else ""
    return ConsultationObject(
        uid=uid if isinstance(uid, str) and is_uid(uid) else "",
        body=reader.uid("organization"),
        meeting=reader.uid("meeting"),
        item=reader.uid("agendaItem"),
        role=words.role(reader.text("role", 100)) or decides,
    )


def _file(raw: Raw, told: list[str], *, main: bool) -> FileObject | None:
    reader = Reader(raw, told)
    url = raw.get("accessUrl") or raw.get("downloadUrl")
    if not isinstance(url, str) or not _is_web(url):
        told.append(_("A file has no web address and was left out."))
        return None
    title = reader.text("name", 300) or reader.text("fileName", 300) or url[:300]
    return FileObject(title, url, reader.text("mimeType", 100), main)


def _location(reader: Reader, find: Find) -> str:
    for part in reader.parts("location", find):
        place = Reader(part, reader.told)
        said = [place.text(name, 300) for name in ("description", "room", "streetAddress")]
        return ", ".join(filter(None, said))[:300]
    return ""


def _is_closed(name: str) -> bool:
    """Return whether a session calls itself closed and not public as well."""
    return bool(_CLOSED.search(name)) and "öffentlich" not in _CLOSED.sub("", name).lower()


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = len(url) <= LONGEST_URL and not _CONTROL.search(url) and not re.search(r"\s", url)
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def _sensible(day: dt.date) -> dt.date:
    if not 1900 <= day.year <= 2199:
        raise ValueError(day)
    return day


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _lasting(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _lasting(each) for key, each in value.items() if key not in _VOLATILE}
    return [_lasting(each) for each in value] if isinstance(value, list) else value
