"""``konfluenz import paper FILE``: take a paper in and tell in words what was read."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.council import imports
from konfluenz.council.boxes import Code
from konfluenz.council.models import PaperImport, PaperType, Recommendation, SentenceKind
from konfluenz.council.reading.shape import Figure, Finding, Head, Level, Part, Reading, Station
from konfluenz.ground import audit, dates, files, links
from konfluenz.ground.imports import Count, Write

EMPTY, TICKED, UNCLEAR = "☐", "☒", "?"


def take(file: Path, write: Write) -> Count:
    """Take the paper in `file` in, to be confirmed in the office; write what was read."""
    if file.stat().st_size > files.MAX_BYTES:
        write(_("This file is larger than %d MB.") % (files.MAX_BYTES // 1024**2))
        return Count(refused=1)
    try:
        taken = imports.take(ContentFile(file.read_bytes(), name=file.name), by=audit.SYSTEM)
    except imports.KnownAlready as known:
        write(str(known))
        if known.paper_import is not None and known.paper is None:
            write(_where(known.paper_import))
        return Count(unchanged=1)
    except imports.ImportRefused as refusal:
        write(str(refusal))
        return Count(refused=1)
    for line in told(imports.reading(taken)):
        write(line)
    write(_where(taken))
    return Count(new=1)


def told(reading: Reading) -> Iterator[str]:
    """Yield lines that say what was read, and what is to be mended."""
    yield from _head(reading.head)
    yield from _path(reading.path)
    yield from _text(reading)
    yield from _figures(reading.figures)
    found = imports.problems(reading)
    if found:
        yield _("To be looked at:")
    yield from map(_finding, found)


def _where(taken: PaperImport) -> str:
    return _("Kept, to be confirmed: %s") % links.address("paper_import", taken.public_id)


def _head(head: Head) -> Iterator[str]:
    kinds = dict(PaperType.choices)
    said = [
        (_("Kind"), kinds.get(head.paper_type, "")),
        (_("Number"), head.reference),
        (_("Answers"), head.answers),
        (_("Date"), _day(head.date)),
        (_("Department"), head.department),
        (_("Author"), head.author),
        (_("File reference"), head.file_reference),
        (_("Subject"), head.subject),
        (_("Applicants"), ", ".join(head.applicants)),
    ]
    yield from (f"{label}: {value}" for label, value in said if value)


def _path(path: list[Station]) -> Iterator[str]:
    if path:
        yield _("Path:")
    for number, station in enumerate(path, 1):
        session = _("public") if station.open_session else _("not public")
        item = f"TOP {station.agenda_item}" if station.agenda_item else _("TOP without number")
        yield f"  {number}. " + ", ".join([station.body, _day(station.date), item, session])
        yield "     " + "  ".join(_box(code, station.boxes.get(code.value)) for code in Code)
        if not station.has_result:
            yield "     " + _("No box is ticked: no result yet.")


def _box(code: Code, value: bool | int | None) -> str:
    if value is None:
        return f"{UNCLEAR} {code.label}"
    if value is True or value is False:
        return f"{TICKED if value else EMPTY} {code.label}"
    return f"{TICKED} {value} {code.label}"


def _text(reading: Reading) -> Iterator[str]:
    if reading.parts:
        yield _("Parts:")
    yield from map(_part, reading.parts)
    if reading.recommendation_text:
        code = dict(Recommendation.choices).get(reading.recommendation, _("not recognised"))
        yield _("Recommendation: %(what)s (“%(words)s”)") % {
            "what": code,
            "words": reading.recommendation_text,
        }
    if reading.financial_impact:
        yield _("Financial effects: %s") % reading.financial_impact
    kinds = [each.kind for part in reading.parts for each in part.sentences]
    yield _("Sentences: %(all)d (facts: %(fact)d, tasks: %(task)d, promises: %(promise)d)") % {
        "all": len(kinds),
        **{kind: kinds.count(kind) for kind in SentenceKind.values},
    }


def _part(part: Part) -> str:
    count = len(part.sentences)
    heading = part.heading or _("without heading")
    numbered = f"{part.number}. {heading}" if part.number else heading
    return f"  {numbered}: " + ngettext("%d sentence", "%d sentences", count) % count


def _figures(figures: list[Figure]) -> Iterator[str]:
    if figures:
        yield _("Figures:")
    for figure in figures:
        day = _day(figure.date, figure.precision)
        if figure.dated_by == "report":
            day = _("%s, the day of the paper") % day
        yield f"  {figure.quote} ({day}): {figure.indicator or _('not recognised')}"


def _finding(finding: Finding) -> str:
    sign = {Level.ERROR: "!", Level.WARNING: "?"}.get(Level(finding.level), "·")
    line = _("line %d: ") % finding.line if finding.line else ""
    return f"  {sign} {line}{finding.message}"


def _day(iso: str, precision: str = "day") -> str:
    return dates.show(dt.date.fromisoformat(iso), precision) if iso else ""
