"""The papers of the council: their list, and a reading view of each one that is public."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfluenz.council import access, answers, boxes, follow_up_tables, media, summaries
from konfluenz.council.models import (
    Consultation,
    ConsultationResult,
    Paper,
    PaperPart,
    PaperType,
    Resolution,
    Sentence,
)
from konfluenz.ground import dates
from konfluenz.portal import council_words as words
from konfluenz.portal import follow_ups
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import baked
from konfluenz.publishing.baking import reads

PAGE = 50
Year = int | None


@dataclass(frozen=True)
class Row:
    """A paper in the list. `kind` and `date` are in the reader's language."""

    paper: Paper
    kind: str
    date: str
    year: Year


@dataclass(frozen=True)
class Box:
    """One of the eleven boxes. `language`: of the label, empty if it is the page's own."""

    label: str
    ticked: bool
    count: int | None = None
    language: str = ""


@dataclass(frozen=True)
class Station:
    """A consultation as everybody may see it: in a session that was open to all."""

    consultation: Consultation
    date: str
    role: str
    boxes: list[Box]
    result: str
    text: str = ""
    source: str = ""
    by_group: str = ""
    noted: str = ""


@dataclass(frozen=True)
class Attached:
    """A file on the site of the council's system. `media`: "PDF", empty where nobody knows."""

    title: str
    url: str
    media: str


@dataclass(frozen=True)
class Resolved:
    """A public resolution; `date` and `vote` are in the reader's language."""

    resolution: Resolution
    date: str
    vote: str


@dataclass(frozen=True)
class Paragraph:
    """Sentences that stand together, or the items of one list."""

    texts: list[str]
    bullets: bool


@dataclass(frozen=True)
class Part:
    """A part of a paper. `heading` is printed in the paper, `word` stands in where none is."""

    number: str
    heading: str
    word: str
    paragraphs: list[Paragraph]


@baked()
@require_safe
def papers(request: HttpRequest, language: str) -> HttpResponse:
    """List the public papers by year; ?jahr= and ?art= narrow the list."""
    reads.note("council", "directory.orgunit")
    everything = dated(access.public())
    year, kind = _year(request.GET.get("jahr", "")), _kind(request.GET.get("art", ""))
    found = _narrowed(everything, year, kind).select_related("author_unit")
    page = Paginator(found, PAGE).get_page(request.GET.get("seite"))
    context = {
        "years": [(y, list(rows)) for y, rows in groupby(_rows(page), lambda row: row.year)],
        "page": page,
        "narrowed": urlencode({"jahr": year or "", "art": kind}),
        "chosen_year": year,
        "chosen_kind": kind,
        "all_years": dates.years(everything, "day"),
        "all_kinds": _kinds(everything),
        "followed": follow_up_tables.public().exists(),
    }
    return render(request, "portal/papers/list.html", context)


def _slugs() -> Iterable[Mapping[str, object]]:
    return access.public().values("slug")


@baked(addresses=_slugs, made_of=["council.paper"])
@require_safe
def paper(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show a paper: its head, its way through the bodies, its text, what it has to do with."""
    reads.note("council", "directory.orgunit", "directory.group", "directory.organization")
    reads.note("actions.task")
    record = find(slug)
    answered = record.answers if record.answers and record.answers.public else None
    parts = [_part(part) for part in answers.paired(_parts(record))]
    context = {
        "paper": record,
        "date": dates.show(record.date),
        "kind": words.PAPER_TYPES.get(record.paper_type, ""),
        "recommendation": words.RECOMMENDATIONS.get(record.recommendation, ""),
        "applicants": list(record.applicants.all()),
        "answers": answered,
        "answered_by": list(record.answered_by.filter(public=True)),
        "stations": stations(record),
        "parts": parts,
        "wording": "" if _says(parts, record.recommendation_text) else record.recommendation_text,
        "resolutions": resolved(access.public_resolutions().filter(paper=record)),
        "files": files(record),
        "followed": follow_ups.shown(follow_up_tables.public().filter(paper=record)),
        "answer_due": dates.show(record.answer_due),
        "amends": record.paper_type == PaperType.AMENDMENT,
        "is_report": summaries.public().filter(paper=record).exists(),
    }
    return render(request, "portal/papers/paper.html", context)


def find(slug: str) -> Paper:
    """Return the public paper at this address. Raises Http404."""
    found = access.public().filter(slug=slug)
    record = found.select_related("department", "author_unit", "answers").first()
    if record is None:
        raise Http404(slug)
    return record


def dated(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """Return `rows` with `day`: their own date, without one that of the first public debate."""
    debates = access.public_path().filter(paper=OuterRef("pk"), date__isnull=False)
    first = debates.order_by("position").values("date")[:1]
    return rows.annotate(day=Coalesce("date", Subquery(first)))


def stations(record: Paper) -> list[Station]:
    """Return the way of a paper in its order; closed sessions are left out."""
    path = access.public_path().filter(paper=record).order_by("position")
    path = path.prefetch_related("result__group_votes__faction")
    rows = path.select_related("body", "result__referred_to", "meeting_item")
    return [_station(each) for each in rows]


def files(record: Paper) -> list[Attached]:
    """Return the files of a paper, the paper itself first."""
    rows = record.links.order_by("-main", "position")
    return [Attached(each.title, each.url, media.name(each.media_type)) for each in rows]


def resolved(rows: QuerySet[Resolution]) -> list[Resolved]:
    """Return resolutions as the public reads them."""
    return [
        Resolved(each, dates.show(each.date), str(words.VOTES.get(each.vote, "")))
        for each in rows.select_related("body").order_by("date", "id")
    ]


def _year(text: str) -> Year:
    return int(text) if text.isdecimal() and len(text) == len("2024") else None


def _kind(text: str) -> str:
    return text if text in words.PAPER_TYPES else ""


def _narrowed(rows: QuerySet[Paper], year: Year, kind: str) -> QuerySet[Paper]:
    if year:
        rows = rows.filter(Q(day__gte=dt.date(year, 1, 1), day__lte=dt.date(year, 12, 31)))
    if kind:
        rows = rows.filter(paper_type=kind)
    return rows.order_by(F("day").desc(nulls_last=True), "reference", "id")


def _rows(found: Iterable[Paper]) -> Iterator[Row]:
    for record in found:
        kind = str(words.PAPER_TYPES.get(record.paper_type, ""))
        day: dt.date | None = getattr(record, "day", None)
        yield Row(record, kind, dates.show(record.date), day.year if day else None)


def _kinds(rows: QuerySet[Paper]) -> list[tuple[str, str]]:
    there = set(rows.order_by().values_list("paper_type", flat=True).distinct())
    return [(kind, str(word)) for kind, word in words.PAPER_TYPES.items() if kind in there]


def _station(consultation: Consultation) -> Station:
    role = str(words.ROLES.get(consultation.role, ""))
    found: ConsultationResult | None = getattr(consultation, "result", None)
    ticked = [_box(box) for box in boxes.of(found)]
    date = dates.show(consultation.date)
    if found is None:
        return Station(consultation, date, role, ticked, "", noted=_noted(consultation))
    result = words.result(found)
    votes = words.by_group(found)
    return Station(consultation, date, role, ticked, result, found.text, found.source, votes)


def _noted(consultation: Consultation) -> str:
    """Return the result in the words of the council's system, where they are no boxes."""
    item = consultation.meeting_item
    return item.result if item is not None and item.open_session else ""


def _box(box: boxes.Box) -> Box:
    label = words.BOXES.get(box.code)
    return Box(str(label or words.AS_PRINTED), box.ticked, box.count, "" if label else SOURCE)


def _parts(record: Paper) -> QuerySet[PaperPart]:
    in_order = Sentence.objects.order_by("position")
    return record.parts.prefetch_related(Prefetch("sentences", queryset=in_order))


def _part(part: PaperPart) -> Part:
    together = groupby(part.sentences.all(), lambda one: (one.bullet, one.paragraph))
    paragraphs: list[Paragraph] = []
    for (bullet, _number), sentences in together:
        texts = [one.text for one in sentences]
        if bullet and paragraphs and paragraphs[-1].bullets:
            paragraphs[-1].texts.append(" ".join(texts))
        else:
            paragraphs.append(Paragraph([" ".join(texts)], bullet))
    word = "" if part.heading else str(words.PARTS.get(part.kind, ""))
    return Part(part.number, part.heading, word, paragraphs)


def _says(parts: Iterable[Part], wording: str) -> bool:
    """Return whether the text of a paper says its recommendation itself."""
    said = "\n".join(text for part in parts for each in part.paragraphs for text in each.texts)
    return wording in said
