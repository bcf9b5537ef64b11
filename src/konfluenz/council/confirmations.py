"""From a reading that a person confirmed to records: paper, path, figures, promises."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from konfluenz.council import boxes, consultations, papers, promises, results
from konfluenz.council.consultations import ConsultationRefused
from konfluenz.council.matching import Directory
from konfluenz.council.models import Consultation, Outcome, Paper, PaperType, Sentence
from konfluenz.council.papers import PaperRefused, PartText, SentenceText
from konfluenz.council.promises import PromiseRefused
from konfluenz.council.reading.head import PREFIXES
from konfluenz.council.reading.shape import Figure, Part, Reading, Station
from konfluenz.council.results import ResultRefused
from konfluenz.directory.models import Organization, OrganizationKind, OrgUnit, Post
from konfluenz.steering.measuring import observations
from konfluenz.steering.measuring.observations import ObservationRefused
from konfluenz.steering.models import Indicator, Observation

Places = dict[tuple[int, int], Sentence]


class FigureRefused(Exception):
    """A ticked figure cannot become an observation; the message says why."""


REFUSALS = (PaperRefused, ConsultationRefused, PromiseRefused, ObservationRefused, FigureRefused)


@dataclass(frozen=True)
class PromiseChoice:
    """What becomes of a ticked promise: an Aufgabe of `unit`, due by `due_date`."""

    title: str
    unit: OrgUnit
    due_date: dt.date
    post: Post | None = None


@dataclass(frozen=True)
class Confirmation:
    """What the person ticked. Keys are indexes into the reading's lists, from 0.

    `figures` become observations, `promises` Aufgaben. `note` says what kind of text it is.
    """

    figures: frozenset[int] = frozenset()
    promises: Mapping[int, PromiseChoice] = field(default_factory=dict)
    public: bool = False
    mirror: bool = False
    note: str = ""


def store(read: Reading, choices: Confirmation, *, by: models.Model | None) -> Paper:
    """Make the paper that `read` describes, inside the caller's transaction.

    The motion that it answers is made as a bare head when it is not here. Raises `REFUSALS`.
    """
    directory = Directory()
    motion = _motion(read, directory, choices.public, by)
    paper = _paper(read, motion, choices.note, directory, by)
    _walk(paper, read.path, directory, by)
    places = _places(paper)
    for number in sorted(choices.figures):
        _observe(read.figures[number], paper, places, by)
    for number, choice in sorted(choices.promises.items()):
        _promise(places, read, number, choice, by)
    if choices.public:
        return papers.publish(paper, mirror=choices.mirror, by=by)
    return paper


def lock(read: Reading) -> None:
    """Let two who confirm the same paper queue for it, or for its motion, where it is here."""
    for number in filter(None, (read.head.reference, read.head.answers)):
        if (here := papers.by_number(number)) is not None:
            consultations.lock(here)


def _motion(
    read: Reading, directory: Directory, public: bool, by: models.Model | None
) -> Paper | None:
    """Return the paper that this one answers; a bare head, debated at the same place, if new."""
    head = read.head
    if not head.answers:
        return None
    if (here := papers.by_number(head.answers)) is not None:
        return here
    values = {
        "reference": head.answers,
        "paper_type": PREFIXES.get(head.answers.partition("/")[0], PaperType.MOTION),
        "subject": head.topic or head.subject,
        "note": _("Its text is not here; known by the paper that answers it."),
    }
    motion = papers.add(values, applicants=_bodies(head.applicants, directory), by=by)
    _walk(motion, read.path, directory, by)
    return papers.publish(motion, mirror=False, by=by) if public else motion


def _paper(
    read: Reading,
    motion: Paper | None,
    note: str,
    directory: Directory,
    by: models.Model | None,
) -> Paper:
    """Make the paper, or give its text to the bare head that stands for it."""
    values = _values(read, motion, directory) | {"note": note or read.note}
    applicants = [] if motion else _bodies(read.head.applicants, directory)
    texts = list(map(_text, read.parts))
    here = papers.by_number(read.head.reference)
    if here is None:
        return papers.add(values, parts=texts, applicants=applicants, by=by)
    known = {name: value for name, value in values.items() if value not in ("", None)}
    if applicants:
        known["applicants"] = applicants
    return papers.write(papers.correct(here, known, by=by), texts, by=by)


def _values(read: Reading, motion: Paper | None, directory: Directory) -> dict[str, Any]:
    head = read.head
    return {
        "reference": head.reference,
        "paper_type": head.paper_type,
        "date": _day(head.date),
        "subject": head.subject,
        "department": directory.unit(head.department),
        "author": head.author,
        "author_unit": directory.author(head.author_number, head.author),
        "file_reference": head.file_reference,
        "answers": motion,
        "recommendation": read.recommendation,
        "recommendation_text": read.recommendation_text,
        "financial_impact": read.financial_impact,
    }


def _text(part: Part) -> PartText:
    texts = [
        SentenceText(each.text, each.paragraph, each.bullet, each.kind) for each in part.sentences
    ]
    return PartText(part.kind, part.number, part.heading, texts)


def _walk(
    paper: Paper, path: Iterable[Station], directory: Directory, by: models.Model | None
) -> None:
    """Put the stations on the path that are not on it, with the results that are ticked."""
    there = set(paper.consultations.values_list("body", "date"))
    for station in path:
        body, date = directory.body(station.body), _day(station.date)
        if body is None or (body.pk, date) in there:
            continue
        made = consultations.add(
            paper,
            body,
            by=by,
            date=date,
            agenda_item=station.agenda_item,
            open_session=station.open_session,
            role=station.role,
        )
        _enter(made, station, by)


def _enter(consultation: Consultation, station: Station, by: models.Model | None) -> None:
    """Enter the ticked result; one that needs more than boxes say waits for a person."""
    council = consultation.body.kind == OrganizationKind.COUNCIL
    plain = Outcome.ADOPTED if council else Outcome.RECOMMENDED
    values = boxes.read(station.boxes, plain=plain)
    if values is None:
        return
    source = named(consultation.paper)
    try:
        results.enter(consultation, values.pop("outcome"), by=by, source=source, **values)
    except ResultRefused:
        return


def _places(paper: Paper) -> Places:
    """Return the stored sentences by part and place, counted from 0 as in the reading."""
    rows = Sentence.objects.filter(part__paper=paper).select_related("part__paper")
    return {(row.part.position - 1, row.position - 1): row for row in rows}


def _observe(figure: Figure, paper: Paper, places: Places, by: models.Model | None) -> None:
    """Make a figure an observation; the same value for the same day is here already."""
    if (figure.part, figure.sentence) not in places:
        raise FigureRefused(_("“%s” stands in no sentence of the paper.") % figure.quote)
    indicator = Indicator.objects.filter(slug=figure.indicator).first()
    if indicator is None:
        raise FigureRefused(_("Choose what “%s” measures, or leave it out.") % figure.quote)
    date = _day(figure.date) or paper.date
    if date is None:
        raise FigureRefused(_("Say for which day “%s” holds, or leave it out.") % figure.quote)
    same = Observation.objects.filter(
        indicator=indicator, date=date, precision=figure.precision, district__isnull=True
    )
    if figure.value and same.filter(value=Decimal(figure.value)).exists():
        return
    observations.add(
        indicator,
        figure.value,
        date,
        by=by,
        source=named(paper),
        precision=figure.precision,
        dated_by=figure.dated_by,
        approximate=figure.approximate,
    )


def _promise(
    places: Places, read: Reading, number: int, choice: PromiseChoice, by: models.Model | None
) -> None:
    pointer = read.promises[number]
    sentence = places[pointer.part, pointer.sentence]
    promises.take(
        sentence,
        choice.title,
        unit=choice.unit,
        due_date=choice.due_date,
        post=choice.post,
        by=by,
    )


def named(paper: Paper) -> str:
    """Return how a source is called: by its number, or by the number it answers."""
    if paper.reference or paper.answers is None:
        return paper.reference or paper.subject[:300]
    return f"{paper.get_paper_type_display()} {paper.answers.reference}"


def _bodies(names: Iterable[str], directory: Directory) -> list[Organization]:
    found = map(directory.body, names)
    return [body for body in found if body is not None]


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
