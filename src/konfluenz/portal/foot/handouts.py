"""Hand-outs: what a public page tells in two languages side by side, on paper for a talk."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from konfluenz.events import events
from konfluenz.events.models import Event
from konfluenz.portal import feeds, feet, qr, texts
from konfluenz.portal.foot import subjects, told
from konfluenz.portal.foot.told import Kind
from konfluenz.portal.frame import offered
from konfluenz.portal.knowing import addresses
from konfluenz.portal.knowing import pages as page_views
from konfluenz.portal.knowing.pages import ShownPart
from konfluenz.portal.language import LANGUAGES, SOURCE, Language
from konfluenz.portal.pages import public
from konfluenz.portal.texts import Text
from konfluenz.publishing import readings
from konfluenz.publishing.models import PortalPage
from konfluenz.publishing.readings import Standing


@dataclass(frozen=True)
class Cell:
    """What stands in one language: blocks of a page, or a text under its heading."""

    parts: list[ShownPart]
    text: Text | None = None
    heading: str = ""


@dataclass(frozen=True)
class Sheet:
    """What both columns say: their titles, and the rows of cells."""

    titles: tuple[Text, Text]
    rows: list[tuple[Cell, Cell]]


@public
@require_safe
def handout(request: HttpRequest, language: str, rest: str) -> HttpResponse:
    """Show `rest`, a page or what `told` knows, beside the same in the language of ?mit=."""
    subject = subjects.find(rest, language)
    both = (_beside(request.GET.get("mit", ""), language), language)
    sheet = _sheet(subject.record, both) if subject is not None else None
    if subject is None or sheet is None:
        raise Http404(rest)
    address = feeds.absolute(reverse("portal:start", args=[language])) + subject.rest
    columns = [LANGUAGES[code] for code in both]
    context = {
        "title": sheet.titles[1],
        "columns": columns,
        "titles": list(zip(sheet.titles, columns, strict=True)),
        "rows": [list(zip(row, columns, strict=True)) for row in sheet.rows],
        "others": _others(*both),
        "address": address,
        "code": qr.svg(address),
        "foot": feet.of(subject.record) if subject.record is not None else None,
    }
    return render(request, "portal/foot/handout.html", context)


def _beside(asked: str, language: str) -> str:
    """Return the language of the first column: the one asked for, else German, else another."""
    codes_there = [code for code in offered() if code != language]
    if asked in codes_there:
        return asked
    return SOURCE if SOURCE in codes_there else next(iter(codes_there), SOURCE)


def _others(beside: str, language: str) -> list[Language]:
    return [LANGUAGES[code] for code in offered() if code not in (beside, language)]


def _sheet(record: Any, both: tuple[str, str]) -> Sheet | None:
    if isinstance(record, PortalPage):
        return _of_page(record, both)
    kind = told.KINDS.get(type(record))
    is_over = isinstance(record, Event) and events.is_over(record)
    return None if kind is None or is_over else _of_record(record, kind, both)


def _of_page(page: PortalPage, both: tuple[str, str]) -> Sheet:
    """Return a page block by block; built differently in one language, it stands in one row."""
    titles, columns = [], []
    for code in both:
        reading = readings.read(page, code)
        missing = reading.standing == Standing.MISSING
        titles.append(page_views.shown_title(reading, missing=missing))
        address = addresses.for_readings([reading], code)
        columns.append([] if missing else page_views.shown(reading, address))
    left, right = columns
    if [part.kind for part in left] != [part.kind for part in right]:
        return Sheet((titles[0], titles[1]), [(Cell(left), Cell(right))])
    rows = [(Cell([one]), Cell([other])) for one, other in zip_longest(left, right)]
    return Sheet((titles[0], titles[1]), rows)


def _of_record(record: models.Model, kind: Kind, both: tuple[str, str]) -> Sheet:
    """Return a record text by text, then its facts."""
    left, right = (texts.tell([record], code)[record.pk] for code in both)
    rows = [
        (_cell(field, left[field], kind, both[0]), _cell(field, right[field], kind, both[1]))
        for field in kind.texts
        if left[field]
    ]
    facts = [_facts(record, kind, code) for code in both]
    rows += zip(*facts, strict=True)
    return Sheet((left[kind.title], right[kind.title]), rows)


def _cell(field: str, text: Text, kind: Kind, language: str) -> Cell:
    heading = kind.texts[field]
    with override(language):
        return Cell([], text, gettext(heading) if heading else "")


def _facts(record: models.Model, kind: Kind, language: str) -> list[Cell]:
    with override(language):
        return [Cell([], Text("\n".join(lines)), heading) for heading, lines in kind.facts(record)]
