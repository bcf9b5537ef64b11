"""A report as a document: head, path, sections in the order of the paper, numbers and facts.

The order of the fields is that of a Koblenz Unterrichtungsvorlage: Vorlage, Datum, Dezernat,
Verfasser, Az., Betreff, Gremienweg with its eleven boxes, then the parts (`domain.md` 3.5).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import boxes
from konfluenz.council.models import Consultation, Report
from konfluenz.council.reporting import blocks, concept_sections, figure_sections, matters, tables
from konfluenz.council.reporting.blocks import Block
from konfluenz.council.reporting.formulas import LANGUAGE
from konfluenz.council.reporting.ledger import Ledger
from konfluenz.council.reporting.matters import Matter
from konfluenz.directory import municipality
from konfluenz.ground import dates

FORM, VERSION = "konfluenz-report", 1

UNWRITABLE = {code: " " for code in (*range(32), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"}
"""Characters that XML 1.0 does not know (section 2.2)."""

Document = dict[str, Any]
Teller = Callable[[Matter, Ledger], list[Block]]


@dataclass(frozen=True)
class Plan:
    """A section: the part of the paper it stands in, its heading, what the program tells in it.

    `teller` None: only a person writes there.
    """

    slug: str
    part: Promise
    heading: Promise
    teller: Teller | None = None


INFORMATION = gettext_lazy("Information")
BACKGROUND = gettext_lazy("Background")
FINANCIAL = gettext_lazy("Financial effects")
ANNEX = gettext_lazy("Annex")

PLANS = (
    Plan("history", INFORMATION, gettext_lazy("The concept"), concept_sections.history),
    Plan("role", INFORMATION, gettext_lazy("The role of the city"), concept_sections.role),
    Plan("areas", INFORMATION, gettext_lazy("How the goals stand"), concept_sections.areas),
    Plan("groups", INFORMATION, gettext_lazy("Working groups"), concept_sections.groups),
    Plan("volunteering", INFORMATION, gettext_lazy("Volunteering"), figure_sections.volunteering),
    Plan("refugees", INFORMATION, gettext_lazy("Refugee work"), figure_sections.refugees),
    Plan("transparency", INFORMATION, gettext_lazy("Transparency"), figure_sections.transparency),
    Plan("conclusions", INFORMATION, gettext_lazy("Conclusions")),
    Plan("background", BACKGROUND, gettext_lazy("Development since"), figure_sections.background),
    Plan("financial", FINANCIAL, gettext_lazy("Financial effects"), tables.financial),
    Plan("follow_ups", ANNEX, gettext_lazy("What became of it"), tables.follow_ups),
    Plan("indicators", ANNEX, gettext_lazy("All indicators"), figure_sections.indicators),
)
"""All sections in the order of the paper. One that has nothing to tell is left out."""

BY_SLUG = {plan.slug: plan for plan in PLANS}


def build(report: Report) -> Document:
    """Return `report` as a document, as its records stand now; the same records, the same bytes.

    About forty queries, whatever the number of goals and figures.
    """
    with translation.override(LANGUAGE):
        matter, ledger = matters.of(report), Ledger()
        sections = [_section(plan, matter, ledger) for plan in PLANS]
        document = {
            "form": FORM,
            "version": VERSION,
            "city": municipality.current().name,
            "title": report.title,
            "demo": settings.DEMO,
            "since": report.since.isoformat(),
            "cut_off": report.cut_off.isoformat(),
            "figures": report.snapshot.digest if report.snapshot else "",
            "head": _head(report),
            "path": _path(report),
            "sections": [section for section in sections if section["blocks"]],
            "numbers": ledger.numbers,
            "facts": ledger.facts,
        }
        return _without_controls(document)


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the one way to write `document` down, so that the same document is the same bytes."""
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def seal(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of `document`, 64 digits."""
    return hashlib.sha256(canonical(document)).hexdigest()


def lines(document: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the running texts of `document` with their sections.

    A row of a table is one, its cells parted by a blank: two numbers side by side stay two.
    """
    for section in document["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "text":
                yield section["slug"], block["spans"]
            elif block["kind"] == "list":
                yield from ((section["slug"], row) for row in block["items"])
            elif block["kind"] == "table":
                for row in block["rows"]:
                    parted = chain.from_iterable([" ", *cell] for cell in row)
                    yield section["slug"], list(parted)[1:]


def plain(document: Mapping[str, Any], spans: list[Any]) -> str:
    """Return running text with its numbers in it."""
    numbers = document["numbers"]
    return "".join(
        span if isinstance(span, str) else numbers[span["number"]]["text"] for span in spans
    )


def box_line(names: Iterable[str]) -> str:
    """Return the boxes of a result as running text, in which no box leaves its word."""
    return "   ".join(f"☐\u00a0{name.replace(' ', chr(0xA0))}" for name in names)


def sealed(document: Mapping[str, Any], seal: str) -> str:
    """Return the line that a sealed report ends with; "" for a draft."""
    if not seal:
        return ""
    day = dates.show(dt.date.fromisoformat(document["cut_off"]))
    return _("Figures of %(day)s, sealed: %(seal)s") % {"day": day, "seal": seal}


def _section(plan: Plan, matter: Matter, ledger: Ledger) -> dict[str, Any]:
    told = plan.teller(matter, ledger) if plan.teller else []
    written = blocks.paragraphs(matter.texts.get(plan.slug, ""))
    return {
        "slug": plan.slug,
        "part": str(plan.part),
        "heading": str(plan.heading),
        "blocks": [*told, *written],
    }


def _head(report: Report) -> list[dict[str, str]]:
    """Return the fields above the text, in their printed order; what is not known is empty."""
    paper = report.paper
    return [
        {"label": _("Paper number"), "text": paper.reference if paper else ""},
        {"label": _("Date"), "text": dates.show(paper.date) if paper else ""},
        {"label": _("Department"), "text": str(report.department or "")},
        {"label": _("Author"), "text": (paper and paper.author) or str(report.unit)},
        {"label": _("File ref."), "text": paper.file_reference if paper else ""},
        {"label": _("Subject"), "text": report.title},
    ]


def _path(report: Report) -> list[dict[str, Any]]:
    """Return the stations of the paper's path, each with its eleven boxes, none ticked yet."""
    if report.paper is None:
        return []
    stations = report.paper.consultations.select_related("body").order_by("position")
    return [_station(station) for station in stations]


def _station(station: Consultation) -> dict[str, Any]:
    session = _("public") if station.open_session else _("not public")
    top = f"TOP {station.agenda_item}".strip() if station.agenda_item else "TOP"
    return {
        "date": dates.show(station.date) if station.date else "",
        "body": str(station.body),
        "item": f"{top} {session}",
        "boxes": [box.label for box in boxes.of(None)],
    }


def _without_controls(part: Any) -> Any:
    """Return `part` of a document without the signs that no file of a word processor may hold.

    They come with what is pasted from one: a vertical tab is its line break within a paragraph.
    """
    if isinstance(part, str):
        return part.translate(UNWRITABLE)
    if isinstance(part, Mapping):
        return {name: _without_controls(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_without_controls(value) for value in part]
    return part
