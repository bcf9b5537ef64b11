"""What keeps a reading from being confirmed: each with how to mend it."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from konfluenz.council import boxes, papers
from konfluenz.council.boxes import BoxesRefused
from konfluenz.council.confirmations import named
from konfluenz.council.matching import Directory
from konfluenz.council.models import ConsultationRole, Paper, PaperType
from konfluenz.council.reading.shape import Finding, Head, Level, Reading, Station


def of(reading: Reading, directory: Directory | None = None) -> list[Finding]:
    """Return what must be mended in `reading` as it stands now, corrections included."""
    directory = directory or Directory()
    messages = [
        *_in_head(reading.head),
        *_in_units(reading.head, directory),
        *_in_path(reading.path, directory),
    ]
    if not any(part.sentences for part in reading.parts):
        messages.append(_("There is no text. Take the paper in again as a text file (.txt)."))
    if twin := known(reading):
        said = _("This paper is here already: %s. Put this reading aside, or remove that paper.")
        messages.append(said % named(twin))
    return [Finding(Level.ERROR, None, message) for message in messages]


def known(reading: Reading) -> Paper | None:
    """Return the paper that this is, if it is here with its text.

    A statement that bears no number of its own is known by the motion it answers.
    """
    head = reading.head
    if head.reference:
        twin = papers.by_number(head.reference)
        return twin if twin is not None and twin.parts.exists() else None
    motion = papers.by_number(head.answers)
    if motion is None:
        return None
    return motion.answered_by.filter(reference="", paper_type=head.paper_type).first()


def _in_head(head: Head) -> Iterator[str]:
    if head.paper_type not in PaperType.values:
        yield _("Say what kind of paper this is.")
    if not head.subject.strip():
        yield _("The subject is missing. Write it as it stands on the paper.")
    if head.answers and head.answers.casefold() == head.reference.casefold():
        yield _("A paper cannot answer itself. Check the two numbers.")
    if not _is_day(head.date):
        yield _("The date of the paper cannot be read. Write it like 23.02.2024.")


def _in_units(head: Head, directory: Directory) -> Iterator[str]:
    if head.department and directory.unit(head.department) is None:
        yield _unknown_unit(head.department)
    if head.author_number and directory.author(head.author_number, "") is None:
        yield _unknown_unit(head.author_number)
    for name in head.applicants:
        if directory.body(name) is None:
            yield _unknown_body(name, directory)


def _in_path(path: list[Station], directory: Directory) -> Iterator[str]:
    for station in path:
        if directory.body(station.body) is None:
            yield _unknown_body(station.body, directory)
        if not _is_day(station.date):
            yield _("The day of a station of the path cannot be read. Write it like 13.03.2024.")
        if station.role and station.role not in ConsultationRole.values:
            yield _("Say what the body does with the paper: %s.") % station.role
        yield from _in_boxes(station)
    days = [station.date for station in path if station.date]
    if days != sorted(days):
        yield _("The days of the path go backwards. Please put the stations in order.")


def _in_boxes(station: Station) -> Iterator[str]:
    unclear = [boxes.Code(code).label for code, value in station.boxes.items() if value is None]
    if unclear:
        labels = ", ".join(map(str, unclear))
        yield (
            _("One ticked box stands for several labels (%s): please say which is meant.") % labels
        )
    try:
        boxes.read(station.boxes)
    except BoxesRefused as refusal:
        yield f"{station.body}: {refusal}"


def _unknown_unit(name: str) -> str:
    said = _("“%s” is not among the units. Add it under Offices & Posts, or correct it here.")
    return said % name


def _unknown_body(name: str, directory: Directory) -> str:
    if not name.strip():
        return _("A station of the path names no body. Add it as the directory calls it.")
    if directory.bodies(name):
        return _("Several bodies may be “%s”. Write the name as the directory has it.") % name
    said = _("“%s” is not among the bodies. Add it under Associations, or correct the name here.")
    return said % name


def _is_day(text: str) -> bool:
    try:
        return not text or bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
