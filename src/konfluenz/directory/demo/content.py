"""Services, funding programmes, goods and links of the demo, with their drafts of translations.

The German texts lie in `services.toml`, `funding.toml`, `goods.toml` and `links.toml`, those of
another language in the file beside it ("services.uk.toml"); short notes of hours in
`notes.toml`. What nobody has translated stays German.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.directory import goods, hours, places, programmes, resources, services
from konfluenz.directory.demo import bodies, sources
from konfluenz.directory.hours import Open, Other
from konfluenz.directory.models import (
    District,
    ExternalResource,
    FundingProgramme,
    GoodsNotice,
    Organization,
    Place,
    Service,
    Topic,
)
from konfluenz.directory.models.services import note_field
from konfluenz.ground import translations
from konfluenz.ground.models import Record

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPOKEN = {"ku": "kmr"}
"""Codes of the files where the list of languages has a narrower one."""

NOT_FIELDS = frozenset(
    {"provider", "unit", "place", "step_free", "hours", "closed", "topics", "owner_mail_language"}
)

CHECKED_APART, CHECKED_SINCE = 37, 170
"""Days: offices and associations answered one after the other, all in time."""

Texts = dict[str, dict[str, dict[str, str]]]
"""Slug → field → locale → text."""


def build(by: models.Model | None) -> None:
    """Build all four kinds."""
    book = Book()
    _services(book, by)
    _programmes(book, by)
    _goods(book, by)
    _links(book, by)


class Book:
    """What the entries name, looked up once."""

    def __init__(self) -> None:
        self.topics = {one.slug: one for one in Topic.objects.all()}
        self.districts = {one.name: one for one in District.objects.all()}
        self.places = {one.name: one for one in Place.objects.all()}
        self.organizations = {one.name: one for one in Organization.objects.all()}

    def of(self, entry: Mapping[str, Any]) -> list[Topic]:
        """Return the topics of an entry."""
        return [self.topics[slug] for slug in entry.get("topics", [])]

    def place(self, entry: Mapping[str, Any], by: models.Model | None) -> Place | None:
        """Return the place of an entry, added when it is new."""
        values = dict(entry.get("place") or {})
        if not values:
            return None
        name = values.pop("name")
        if name not in self.places:
            values["district"] = self.districts.get(values.get("district", ""))
            values["step_free"] = entry.get("step_free")
            self.places[name] = places.add(name, by=by, **values)
        return self.places[name]


def _services(book: Book, by: models.Model | None) -> None:
    texts = _texts("services", list(Service.TEXTS))
    notes = {
        german: {_locale(code): text for code, text in said.items()}
        for german, said in sources.table("notes.toml").items()
    }
    now = timezone.localtime()
    for number, entry in enumerate(sources.table("services.toml")["services"]):
        checked = dt.timedelta(days=number * CHECKED_APART % CHECKED_SINCE)
        service = _service(book, entry, by, now - checked)
        said = texts.get(entry["slug"], {})
        for note in set(service.source_texts().values()) & set(notes):
            said[note_field(note)] = notes[note]
        _tell(service, said, by)


def _service(
    book: Book, entry: dict[str, Any], by: models.Model | None, vouched_at: dt.datetime
) -> Service:
    values = {name: value for name, value in entry.items() if name not in NOT_FIELDS}
    values["description"] = values["description"].strip()
    values["languages"] = [SPOKEN.get(code, code) for code in values["languages"]]
    if "unit" in entry:
        values["unit"] = bodies.unit(entry["unit"])
    else:
        values["organization"] = book.organizations[entry["provider"]]
    place = book.place(entry, by)
    made = services.add(
        values.pop("name"), topics=book.of(entry), places=[place] if place else [], by=by, **values
    )
    week = [_open(row) for row in entry.get("hours", [])]
    others = [_other(row) for row in entry.get("closed", [])]
    hours.replace(made, week=week, others=others, by=by)
    return services.publish(made, by=by, vouched_at=vouched_at)


def _open(row: Mapping[str, Any]) -> Open:
    return Open(
        DAYS.index(row["day"]),
        dt.time.fromisoformat(row["opens"]),
        dt.time.fromisoformat(row["closes"]),
        by_appointment=row.get("by_appointment", False),
        note=row.get("note", ""),
    )


def _other(row: Mapping[str, Any]) -> Other:
    first, last = (dt.date.fromisoformat(row[name]) for name in ("from", "until"))
    return Other(first, last, reason=row.get("reason", ""))


def _programmes(book: Book, by: models.Model | None) -> None:
    texts = _texts("funding", list(FundingProgramme.TEXTS))
    for entry in sources.table("funding.toml")["programmes"]:
        values = {name: value for name, value in entry.items() if name != "topics"}
        day = values.pop("deadline")
        values["deadline"] = None if day == "rolling" else dt.date.fromisoformat(day)
        values["organization"] = book.organizations.get(entry["funder"])
        made = programmes.add(values.pop("name"), topics=book.of(entry), by=by, **values)
        _tell(programmes.publish(made, by=by), texts.get(entry["slug"], {}), by)


def _goods(book: Book, by: models.Model | None) -> None:
    texts = _texts("goods", list(GoodsNotice.TEXTS))
    today = timezone.localdate()
    for entry in sources.table("goods.toml")["goods"]:
        made = goods.add(
            entry["name"],
            organization=book.organizations[entry["organisation"]],
            expires_on=today + dt.timedelta(days=entry["until_days"]),
            place=book.place(entry, by),
            by=by,
            **{name: entry[name] for name in ("slug", "kind", "what", "how")},
        )
        _tell(goods.publish(made, by=by), texts.get(entry["slug"], {}), by)


def _links(book: Book, by: models.Model | None) -> None:
    texts = _texts("links", list(ExternalResource.TEXTS))
    for entry in sources.table("links.toml")["links"]:
        values = {name: value for name, value in entry.items() if name != "topics"}
        values["languages"] = [SPOKEN.get(code, code) for code in values["languages"]]
        made = resources.add(values.pop("name"), topics=book.of(entry), by=by, **values)
        _tell(resources.publish(made, by=by), texts.get(entry["slug"], {}), by)


def _texts(kind: str, fields: list[str]) -> Texts:
    """Return what the files beside "<kind>.toml" say in other languages."""
    found: Texts = {}
    for path in sorted(sources.HERE.glob(f"{kind}.*.toml")):
        locale = _locale(path.name.split(".")[1])
        for slug, said in sources.table(path.name).items():
            for field in fields:
                if text := said.get(field):
                    lines = "\n".join(text) if isinstance(text, list) else text.strip()
                    found.setdefault(slug, {}).setdefault(field, {})[locale] = lines
    return found


def _locale(code: str) -> str:
    """Return the code as the portal has it: files may write "de_simple"."""
    return code.replace("_", "-").lower()


def _tell(record: Record, said: dict[str, dict[str, str]], by: models.Model | None) -> None:
    if said:
        translations.put_fields(record, said, by=by, machine=True)
