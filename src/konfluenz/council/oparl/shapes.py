"""What an object of the council's system says, in our own shapes."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class FileObject:
    """A file where the council's system keeps it."""

    title: str
    url: str
    media_type: str
    main: bool


@dataclass(frozen=True)
class ConsultationObject:
    """A station. Addresses are empty where the object names none."""

    uid: str
    body: str
    meeting: str
    item: str
    role: str


@dataclass(frozen=True)
class PaperObject:
    """A paper. `above`: addresses of the papers it belongs to, `below`: of those that are its."""

    uid: str
    name: str
    reference: str
    kind: str
    date: dt.date | None
    directed_by: list[str]
    brought_by: list[str]
    files: list[FileObject]
    stations: list[ConsultationObject]
    above: list[str]
    below: list[str]
    closed: bool


@dataclass(frozen=True)
class ItemObject:
    """A point of a session; a closed one says nothing but its number."""

    uid: str
    number: str
    order: int | None
    title: str
    public: bool
    result: str
    text: str


@dataclass(frozen=True)
class MeetingObject:
    """A session. `closed`: not a word of it is public."""

    uid: str
    name: str
    body: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    state: str
    location: str
    closed: bool
    items: list[ItemObject]


@dataclass(frozen=True)
class OrganizationObject:
    """A body, a group, or a part of the administration."""

    uid: str
    name: str
    short_name: str
    type: str
    classification: str
