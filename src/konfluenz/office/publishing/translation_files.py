"""Texts out to translators and machines, and in again from their files."""

import base64
import binascii
from collections import Counter
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from konfluenz.office import forms, notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.publishing import translation_lists
from konfluenz.office.publishing import translation_words as words
from konfluenz.people import drafts as kept_forms
from konfluenz.people.roles import Right
from konfluenz.publishing.translating import (
    drafts,
    kinds,
    xliff,
    xliff_imports,
    xliff_reading,
)
from konfluenz.publishing.translating.drafts import DraftsRefused, Wanted
from konfluenz.publishing.translating.kinds import LOCALES, Kind
from konfluenz.publishing.translating.xliff_imports import Finding, Found
from konfluenz.publishing.translating.xliff_reading import LARGEST, Unit, XliffRefused

KEPT = "xliff"
"""The name under which the file waits for its reader's word."""

SHOWN = 200
"""Rows of findings on the page; those that need somebody's eyes come first."""

FIRST = (Finding.REFUSED, Finding.UNKNOWN, Finding.NEWER, Finding.OUTDATED)


class FileForm(forms.Form):
    """A file with translations."""

    file = django_forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLIFF 1.2 (.xlf, .xliff), exported from here and translated."),
        widget=django_forms.FileInput(attrs={"accept": ".xlf,.xliff"}),
    )


@requires(Right.READ_CONTENT)
@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """Hand out the texts of a record, or of what a list shows, in one language."""
    locale = request.GET.get("locale", "")
    if locale not in LOCALES:
        notices.refused(request, _("Choose a language to export the texts for translators."))
        return redirect("office:translation-list")
    only_open = "open" in request.GET
    content = xliff.written(_records(request, locale), locale, only_open=only_open)
    answer = HttpResponse(content, content_type="application/xliff+xml")
    name = f"texte-{locale}-{timezone.localdate():%Y-%m-%d}.xlf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@requires(Right.EDIT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request: OfficeRequest) -> HttpResponse:
    """Take a file, show what it would do, and do it when its reader says so."""
    what = request.POST.get("do", "")
    if what == "drop":
        kept_forms.drop(request.user, KEPT)
        return redirect("office:translation-import")
    if what == "take":
        return _take(request)
    return _look(request) if request.method == "POST" else _show(request)


@requires(Right.EDIT_CONTENT)
@require_POST
def draft(request: OfficeRequest) -> HttpResponse:
    """Let a machine draft what is missing of a record, or of what a list shows."""
    try:
        run = drafts.start(_wanted(request), by=request.user)
    except DraftsRefused as refusal:
        notices.refused(request, refusal)
        return redirect("office:translation-list")
    return redirect(reverse("office:run", args=[run.public_id]))


def _wanted(request: OfficeRequest) -> list[Wanted]:
    data = request.POST
    if "record" in data:
        return [(data.get("kind", ""), _key(data["record"]), data.get("locale", ""))]
    wanted = translation_lists.narrowed(data)
    found = translation_lists.chosen(wanted, words.language_names())
    return [(one.kind.slug, one.kind.key(one.record), one.locale) for one in found]


def _records(request: OfficeRequest, locale: str) -> list[tuple[Kind, Any]]:
    if "record" in request.GET:
        found = kinds.find(request.GET.get("kind", ""), _key(request.GET["record"]))
        if found is None:
            raise Http404
        return [found]
    wanted = {**translation_lists.narrowed(request.GET), "locale": locale}
    found_ = translation_lists.chosen(wanted, words.language_names())
    return [(one.kind, one.record) for one in found_]


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _look(request: OfficeRequest) -> HttpResponse:
    """Keep the file that was chosen, and show what it would do."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    content = form.cleaned_data["file"].read(LARGEST + 1)
    try:
        xliff_reading.units(content)
    except XliffRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form)
    kept_forms.put(request.user, KEPT, {"file": base64.b64encode(content).decode()})
    return redirect("office:translation-import")


def _show(request: OfficeRequest) -> HttpResponse:
    units = _kept(request)
    if not units:
        return _page(request, FileForm())
    return _page(request, None, xliff_imports.findings(units))


def _take(request: OfficeRequest) -> HttpResponse:
    units = _kept(request)
    checked, overwrite = "checked" in request.POST, "overwrite" in request.POST
    found = xliff_imports.take(units, by=request.user, checked=checked, overwrite=overwrite)
    kept_forms.drop(request.user, KEPT)
    wanted = xliff_imports.TAKEN | ({Finding.NEWER} if overwrite else set())
    count = sum(one.finding in wanted for one in found)
    notices.done(request, _("%(n)s texts were taken over.") % {"n": count})
    return redirect("office:translations")


def _kept(request: OfficeRequest) -> list[Unit]:
    """Return the units of the file that waits for `request.user`; none when there is none."""
    draft_ = kept_forms.of(request.user, KEPT)
    try:
        return xliff_reading.units(base64.b64decode(draft_.data["file"])) if draft_ else []
    except (XliffRefused, KeyError, binascii.Error):
        return []


def _page(
    request: OfficeRequest, form: FileForm | None, found: list[Found] | None = None
) -> HttpResponse:
    counts = Counter(one.finding for one in found or ())
    ordered = sorted(found or (), key=lambda one: one.finding not in FIRST)
    context = {
        "form": form,
        "found": [(one, words.FINDINGS[one.finding]) for one in ordered[:SHOWN]],
        "more": max(0, len(ordered) - SHOWN),
        "counts": [(counts[one], label) for one, label in words.FINDINGS.items() if counts[one]],
        "newer": counts[Finding.NEWER],
        "taken": sum(counts[one] for one in xliff_imports.TAKEN),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "office/translations/read_in.html", context, status=status)
