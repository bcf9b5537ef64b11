"""The Auftragsspiegel for everybody: each sentence of a paper, and what answers it.

Read-only, and without a way into the office.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from konfluenz.council import access, mirrors
from konfluenz.council.mirrors import Line, Mirror
from konfluenz.council.models import Paper
from konfluenz.council.proofs import Answer
from konfluenz.ground import dates
from konfluenz.portal import council_words as words
from konfluenz.portal import proofs
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import public

STATES: dict[str, str | Promise] = {
    Answer.FULFILLED: gettext_lazy("fulfilled"),
    Answer.OPEN: gettext_lazy("open"),
    Answer.UNPROVEN: gettext_lazy("not proven"),
}
MEANINGS: dict[str, str | Promise] = {
    Answer.FULFILLED: gettext_lazy("What is stored answers the sentence."),
    Answer.OPEN: gettext_lazy("Nothing answers the sentence yet."),
    Answer.UNPROVEN: gettext_lazy("What should answer the sentence does not do so today."),
}
OPENING = 6
"""Sentences that a page of several papers shows before the reader asks for more."""


@dataclass(frozen=True)
class Count:
    """How many sentences stand so. `first` is the number of the first of them, 0 for none."""

    state: str
    word: str
    meaning: str
    number: int
    first: int


@dataclass(frozen=True)
class Row:
    """A sentence in the mirror. `state` is the slug, `word` what the reader reads."""

    number: int
    text: str
    bullet: bool
    state: str
    word: str


@dataclass(frozen=True)
class Section:
    """A part of the paper. `heading` is printed, `word` stands in where none is."""

    number: str
    heading: str
    word: str
    rows: list[Row]


@dataclass(frozen=True)
class Page:
    """The mirror of a paper as the public reads it."""

    paper: Paper
    kind: str
    date: str
    counts: list[Count]
    sections: list[Section]

    @property
    def opening(self) -> list[Section]:
        """The first sentences, for a page that shows several papers."""
        return [part for part in (_cut(each, 1, OPENING) for each in self.sections) if part.rows]

    @property
    def rest(self) -> list[Section]:
        """The sentences after the opening."""
        last = sum(len(each.rows) for each in self.sections)
        cut = (_cut(each, OPENING + 1, last) for each in self.sections)
        return [part for part in cut if part.rows]


@public
@require_safe
def mirror(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show the text of a paper with the state of each sentence in the margin."""
    return render(request, "portal/papers/mirror.html", {"mirror": page(*of([find(slug)]))})


@public
@require_safe
def sentence(request: HttpRequest, language: str, slug: str, number: int) -> HttpResponse:
    """Show one sentence, and beside its quotes what is stored now."""
    record = find(slug)
    found = of([record])[0]
    line = found.line(number)
    if line is None:
        raise Http404(f"{slug} {number}")
    context = {
        "paper": record,
        "line": row(line),
        "kind": words.KINDS.get(line.sentence.kind, ""),
        "meaning": MEANINGS[line.state],
        "cards": proofs.cards(proofs.shown(line.proofs, language)),
        "before": line.number - 1,
        "after": line.number + 1 if line.number < len(found.lines) else 0,
    }
    return render(request, "portal/papers/sentence.html", context)


def find(slug: str) -> Paper:
    """Return the paper at this address whose mirror is public. Raises Http404."""
    record = readable().filter(slug=slug).first()
    if record is None:
        raise Http404(slug)
    return record


def readable() -> QuerySet[Paper]:
    """Return the papers whose mirror everybody may read."""
    return access.public().filter(mirror_public=True)


def of(records: Iterable[Paper]) -> list[Mirror]:
    """Return the mirrors of `records`; what is stored is read in German, as the papers are."""
    with override(SOURCE):
        return mirrors.of_all(records)


def page(found: Mirror) -> Page:
    """Return a mirror in the reader's words."""
    sections = [
        Section(
            part.part.number,
            part.part.heading,
            "" if part.part.heading else str(words.PARTS.get(part.part.kind, "")),
            [row(line) for line in part.lines],
        )
        for part in found.parts
    ]
    kind = str(words.PAPER_TYPES.get(found.paper.paper_type, ""))
    return Page(found.paper, kind, dates.show(found.paper.date), _counts(found), sections)


def row(line: Line) -> Row:
    """Return a sentence in the reader's words."""
    state = str(line.state.value)
    return Row(
        line.number, line.sentence.text, line.sentence.bullet, state, str(STATES[line.state])
    )


def _cut(section: Section, first: int, last: int) -> Section:
    """Return the rows from number `first` to `last`, with the heading only where it begins."""
    rows = [row for row in section.rows if first <= row.number <= last]
    begins = rows[:1] == section.rows[:1]
    return replace(section, rows=rows) if begins else Section("", "", "", rows)


def _counts(found: Mirror) -> list[Count]:
    first: dict[Answer, int] = {}
    for line in found.lines:
        first.setdefault(line.state, line.number)
    counted: Counter[Answer] = found.counts
    return [
        Count(
            state.value,
            str(STATES[state]),
            str(MEANINGS[state]),
            counted[state],
            first.get(state, 0),
        )
        for state in Answer
    ]
