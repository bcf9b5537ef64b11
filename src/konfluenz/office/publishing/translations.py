"""The editor: each German text with its translation beside it, all saved in one act.

Running text stands there without tags (`publishing/translating/plainly.py`).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, may, refuse, requires
from konfluenz.office.publishing import translation_words as words
from konfluenz.people.roles import Right
from konfluenz.publishing.models import Term
from konfluenz.publishing.segments import Segment
from konfluenz.publishing.translating import kinds, machines, markup, plainly, terms, texts
from konfluenz.publishing.translating.kinds import LOCALES, Kind
from konfluenz.publishing.translating.markup import Piece
from konfluenz.publishing.translating.standings import State
from konfluenz.publishing.translating.texts import Text, TextsRefused, Written

MARKED = re.compile(r"\*\*|__|\]\(")
"""Signs that are explained above the texts where one of them stands."""

WIDE = 46
"""Letters that a line of the editor holds."""


@dataclass(frozen=True)
class Line:
    """A text as the editor shows it: `typed` is what stands in its box.

    `theirs` is what somebody else saved meanwhile, `why` the reason for a refusal.
    """

    number: int
    label: str
    text: Text
    typed: str
    ticked: bool
    seen: str
    changes: list[Piece] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    clash: bool = False
    why: str = ""

    @property
    def german(self) -> str:
        """The German text without tags."""
        return _shown(self.text.segment, self.text.segment.text)

    @property
    def theirs(self) -> str:
        """The translation that is saved, without tags."""
        return _shown(self.text.segment, self.text.text)

    @property
    def stood(self) -> str:
        """What tells whether the box still holds what is saved."""
        return _fingerprint(self.theirs)

    @property
    def key(self) -> str:
        """By which the form names the text."""
        return self.text.segment.key

    @property
    def state(self) -> Promise:
        """How the translation stands, in words."""
        return words.STATES[self.text.state]

    @property
    def badge(self) -> str:
        """The colour of that."""
        return words.BADGES[self.text.state]

    @property
    def rows(self) -> int:
        """How many lines the box has."""
        longer = max(self.typed, self.german, key=len)
        return min(18, max(2, len(longer) // WIDE + longer.count("\n") + 1))


@requires(Right.READ_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def editor(request: OfficeRequest, kind: str, public_id: UUID, locale: str) -> HttpResponse:
    """Show the texts of a record beside their translations, and save these."""
    found = kinds.find(kind, public_id)
    if found is None or locale not in LOCALES:
        raise Http404
    if request.method == "POST":
        return _save(request, *found, locale)
    return _page(request, *found, locale)


def _save(request: OfficeRequest, kind: Kind, record: Any, locale: str) -> HttpResponse:
    if not may(request.user, Right.EDIT_CONTENT):
        return refuse()
    written = _written(request.POST)
    try:
        clashing = texts.save(kind, record, locale, written, by=request.user, plain_words=True)
    except TextsRefused as refusal:
        return _page(request, kind, record, locale, written, reasons=refusal.reasons)
    if clashing:
        mine = {name: one for name, one in written.items() if name in clashing}
        return _page(request, kind, record, locale, mine, clashing=clashing)
    notices.done(request, _("The translation was saved."))
    return redirect(request.get_full_path())


def _written(form: QueryDict) -> dict[str, Written]:
    """Return what was typed, by the names of the texts."""
    names = [name.removeprefix("text:") for name in form if name.startswith("text:")]
    return {
        name: Written(
            form.get(f"text:{name}", ""),
            f"checked:{name}" in form,
            form.get(f"seen:{name}", ""),
            left=form.get(f"stood:{name}", "") == _fingerprint(form.get(f"text:{name}", "")),
        )
        for name in names
    }


def _shown(segment: Segment, text: str) -> str:
    return plainly.shown(text, segment.text) if segment.html else text


def _fingerprint(text: str) -> str:
    """Return what tells one text from another, however the browser ends its lines."""
    even = text.replace("\r\n", "\n").strip()
    return hashlib.sha256(even.encode()).hexdigest()[: texts.SHORT]


def _page(
    request: OfficeRequest,
    kind: Kind,
    record: Any,
    locale: str,
    written: Mapping[str, Written] | None = None,
    *,
    reasons: Mapping[str, str] | None = None,
    clashing: Mapping[str, Text] | None = None,
) -> HttpResponse:
    found, glossary = texts.of(kind, record, locale), terms.of(locale)
    lines = [
        _line(number, kind, text, glossary, (written or {}).get(text.segment.key))
        for number, text in enumerate(found, start=1)
    ]
    lines = [_told(line, reasons or {}, clashing or {}) for line in lines]
    context = {
        "kind": kind,
        "record": record,
        "key": kind.key(record),
        "locale": locale,
        "language_name": words.language_names().get(locale, locale),
        "lang": words.written_in(locale),
        "direction": words.direction(locale),
        "lines": lines,
        "refused": [line for line in lines if line.why],
        "clashes": [line for line in lines if line.clash],
        "careful": kind.careful(record),
        "marked": any(MARKED.search(line.german) for line in lines if line.text.segment.html),
        "done": sum(line.text.state != State.MISSING for line in lines),
        "preview": words.read_at(kind, record, locale),
        "machine": machines.available(locale),
        "can_edit": may(request.user, Right.EDIT_CONTENT),
    }
    status = 422 if reasons else 409 if clashing else 200
    return render(request, "office/translations/editor.html", context, status=status)


def _line(number: int, kind: Kind, text: Text, glossary: list[Term], mine: Written | None) -> Line:
    outdated = text.state == State.OUTDATED and bool(text.was)
    segment = text.segment
    return Line(
        number=number,
        label=kind.called(text.segment),
        text=text,
        typed=mine.text if mine else _shown(segment, text.text),
        ticked=mine.checked if mine else text.checked,
        seen=mine.seen if mine else text.seen,
        changes=markup.compared(_shown(segment, text.was), _shown(segment, segment.text))
        if outdated
        else [],
        terms=terms.within(glossary, text.segment.text),
    )


def _told(line: Line, reasons: Mapping[str, str], clashing: Mapping[str, Text]) -> Line:
    """Return `line` with what is to be told; who saves again after a clash has seen theirs."""
    values = {**vars(line), "why": reasons.get(line.key, "")}
    if line.key in clashing:
        values |= {"clash": True, "seen": line.text.seen}
    return Line(**values)
