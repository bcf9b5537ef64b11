"""The one way a form is filled in: drafts, errors, two people on one record, undo.

A page describes its sheet once and answers with :func:`respond`::

    return sheets.respond(
        request,
        Sheet("person", _("Correct person"), PersonForm, refusals=(PersonRefused,)),
        record=person,
        initial=values_of,
        save=lambda values, seen: persons.correct(person, values, seen=seen, by=request.user),
        back=address_of(person),
    )
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground.models import Record
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, timelines
from konfluenz.office.access import OfficeRequest
from konfluenz.office.forms import Form, in_words
from konfluenz.people import drafts

Text = str | Promise
Values = Mapping[str, Any]
Initial = Values | Callable[[Any], Values]
SEEN = "revision"
SAVE = gettext_lazy("Save")
SAVED = gettext_lazy("Saved.")


@dataclass(frozen=True)
class Sheet:
    """A form on a page of its own.

    `slug` names its drafts. `refusals` are the exceptions whose message is for the reader;
    `told` is the notice after saving; empty: the page tells it itself.
    """

    slug: str
    title: Text
    form: type[Form]
    refusals: tuple[type[Exception], ...] = ()
    lead: Text = ""
    submit: Text = SAVE
    told: Text = SAVED
    template: str = "office/components/form_page.html"


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved meanwhile: who, when, and each field where the two differ."""

    who: str
    at: dt.datetime | None
    rows: list[tuple[str, str, str]]


@dataclass
class _Filling:
    """One request that fills in a sheet."""

    request: OfficeRequest
    sheet: Sheet
    record: Record | None
    initial: Initial
    form: Form = field(init=False)
    seen: int | None = None
    draft_at: dt.datetime | None = None
    conflict: Conflict | None = None
    status: int = 200

    def values(self, record: Record | None) -> dict[str, Any]:
        return dict(self.initial(record) if callable(self.initial) else self.initial)


def respond(
    request: OfficeRequest,
    sheet: Sheet,
    *,
    save: Callable[[dict[str, Any], int | None], Any],
    back: str,
    record: Record | None = None,
    initial: Initial = (),  # type: ignore[assignment]
    done: Callable[[Any], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the sheet, keep its draft, or hand what was typed to `save` and go on.

    `save` gets the cleaned values and the revision that the reader had before their eyes,
    and calls one domain function. `initial` is a mapping, or makes one from the record.
    `done` turns what `save` returned into the next address; without it that is `back`,
    which is also where "Cancel" leads.
    """
    filling = _Filling(request, sheet, record, initial)
    what = request.POST.get("do", "") if request.method == "POST" else "show"
    if what == "draft":
        return _keep_draft(filling)
    if what == "drop-draft":
        drafts.drop(request.user, sheet.slug, about=record)
        return redirect(request.get_full_path())
    if what == "show":
        _open(filling)
    elif (answer := _submit(filling, save, done, back)) is not None:
        return answer
    return _page(filling, back, context)


def _open(filling: _Filling) -> None:
    """Show the record as it is, or the draft that was begun on it."""
    values = filling.values(filling.record)
    filling.seen = filling.record.revision if filling.record else None
    draft = drafts.of(filling.request.user, filling.sheet.slug, about=filling.record)
    if draft is not None:
        values |= draft.data["fields"]
        filling.seen = draft.data["seen"]
        filling.draft_at = draft.updated_at
    filling.form = filling.sheet.form(initial=values)


def _submit(
    filling: _Filling, save: Callable[..., Any], done: Callable[[Any], str] | None, back: str
) -> HttpResponse | None:
    request, sheet = filling.request, filling.sheet
    filling.seen = seen_in(request)
    filling.form = sheet.form(request.POST, request.FILES, initial=filling.values(filling.record))
    if not filling.form.is_valid():
        filling.status = 422
        return None
    try:
        saved = save(filling.form.cleaned_data, filling.seen)
    except Stale as stale:
        _meet(filling, stale.record)
        return None
    except sheet.refusals as refusal:
        filling.form.add_error(None, str(refusal))
        filling.status = 422
        return None
    drafts.drop(request.user, sheet.slug, about=filling.record)
    if sheet.told:
        notices.done(request, str(sheet.told))
    return HttpResponseRedirect(done(saved) if done else back)


def _meet(filling: _Filling, record: Record) -> None:
    """Show what somebody else saved beside what was typed; saving again keeps the typed."""
    theirs = filling.values(record)
    mine = filling.form.cleaned_data
    rows = [
        (
            str(field.label or name),
            in_words(field, theirs.get(name)),
            in_words(field, mine.get(name)),
        )
        for name, field in filling.form.fields.items()
        if in_words(field, theirs.get(name)) != in_words(field, mine.get(name))
    ]
    last = timelines.of(record, limit=1)
    filling.conflict = Conflict(last[0].who if last else "", last[0].at if last else None, rows)
    filling.seen = record.revision
    filling.status = 409


def _keep_draft(filling: _Filling) -> HttpResponse:
    """Keep what has been typed so far and say so."""
    request, form = filling.request, filling.sheet.form()
    fields = {
        name: one.widget.value_from_datadict(request.POST, {}, name)
        for name, one in form.fields.items()
        if not one.widget.needs_multipart_form
    }
    data = {"fields": fields, "seen": seen_in(request)}
    drafts.put(request.user, filling.sheet.slug, data, about=filling.record)
    now = timezone.localtime()
    return HttpResponse(
        _("Draft kept at %(time)s") % {"time": f"{now:%H:%M}"}, content_type="text/plain"
    )


def _page(filling: _Filling, back: str, context: Values) -> HttpResponse:
    shown = {
        "sheet": filling.sheet,
        "form": filling.form,
        "record": filling.record,
        "seen": filling.seen,
        "draft_at": filling.draft_at,
        "conflict": filling.conflict,
        "back": back,
        **context,
    }
    return render(filling.request, filling.sheet.template, shown, status=filling.status)


def seen_in(request: OfficeRequest) -> int | None:
    """Return the revision that the reader had before their eyes, as a form or button said it."""
    text = request.POST.get(SEEN, "")
    return int(text) if text.isdecimal() else None
