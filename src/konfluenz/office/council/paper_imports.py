"""Reading papers in: drop a file, check what was read, take it over, come back later."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfluenz.council import imports
from konfluenz.council.imports import ImportRefused, KnownAlready
from konfluenz.council.models import ImportState, Paper, PaperImport
from konfluenz.council.reading.shape import Finding, Reading
from konfluenz.ground import files
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import paper_import_values
from konfluenz.office.council.paper_import_forms import ReadingForm, UploadForm, is_choice
from konfluenz.office.forms import in_words
from konfluenz.people import drafts
from konfluenz.people.roles import Right

DRAFT = "paper-import"
MENDED = 422
CONFLICT = 409
PLAIN = "text/plain; charset=utf-8"


@dataclass
class _Checking:
    """One request on the page where a reading is checked."""

    request: OfficeRequest
    import_: PaperImport
    reading: Reading
    form: ReadingForm = field(init=False)
    seen: int | None = None
    draft_at: Any = None
    conflict: list[tuple[str, str, str]] | None = None
    refused: str = ""
    findings: list[Finding] = field(default_factory=list)
    status: int = 200


def waiting() -> QuerySet[PaperImport]:
    """Return what was read in and waits for a person, oldest first, without what is sealed."""
    rows = PaperImport.objects.filter(state=ImportState.READ)
    return rows.defer("reading").order_by("created_at", "id")


def address_of(import_: PaperImport) -> str:
    """Return the address of the page where the reading is checked."""
    return reverse("office:paper-import-confirm", kwargs={"public_id": import_.public_id})


@requires(Right.EDIT_PAPERS)
def take(request: OfficeRequest) -> HttpResponse:
    """Take a paper as a file."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            made = imports.take(form.cleaned_data["file"], by=request.user)
        except KnownAlready as known:
            notices.refused(request, known)
            return redirect(_where(known))
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            notices.done(
                request, _("The paper was read. Please check it, nothing is taken over yet.")
            )
            return redirect(address_of(made))
    status = MENDED if form.errors else 200
    context = {"form": form, "waiting": list(waiting())}
    return render(request, "office/papers/take.html", context, status=status)


@requires(Right.EDIT_PAPERS)
def check(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show what was read; keep corrections, or make the paper of it."""
    import_ = get_object_or_404(PaperImport.objects.select_related("paper"), public_id=public_id)
    if import_.state != ImportState.READ:
        return _closed(request, import_)
    page = _Checking(request, import_, imports.reading(import_))
    what = request.POST.get("do", "") if request.method == "POST" else "show"
    if what == "draft":
        return _keep_draft(page)
    if what == "drop-draft":
        drafts.drop(request.user, DRAFT, about=import_)
        return redirect(request.get_full_path())
    if what == "show":
        _open(page)
    elif (answer := _submit(page, what)) is not None:
        return answer
    return _page(page)


@requires(Right.EDIT_PAPERS)
@require_POST
def discard(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Put a reading aside."""
    import_ = get_object_or_404(PaperImport, public_id=public_id)
    try:
        imports.discard(import_, by=request.user)
    except ImportRefused as refusal:
        notices.refused(request, refusal)
        return redirect(address_of(import_))
    drafts.drop(request.user, DRAFT, about=import_)
    notices.done(request, _("The reading was put aside. Its file goes in 90 days."))
    return redirect("office:papers")


@requires(Right.EDIT_PAPERS)
def file(_request: OfficeRequest, public_id: UUID) -> HttpResponse | FileResponse:
    """Hand out the file as it came."""
    rows = PaperImport.objects.select_related("file").defer("reading")
    import_ = get_object_or_404(rows, public_id=public_id)
    if import_.file is None:
        raise Http404
    return FileResponse(
        files.open(import_.file),
        as_attachment=True,
        filename=import_.name,
        content_type="application/octet-stream",
    )


def _where(known: KnownAlready) -> str:
    """Return where the paper is that came a second time."""
    if known.paper is not None:
        return reverse("office:paper", kwargs={"public_id": known.paper.public_id})
    return address_of(known.paper_import) if known.paper_import else reverse("office:papers")


def _closed(request: OfficeRequest, import_: PaperImport) -> HttpResponse:
    if import_.paper is None:
        notices.refused(
            request, _("This reading was put aside. Drop the file again to begin anew.")
        )
        return redirect("office:papers")
    return redirect(_paper_address(import_.paper))


def _paper_address(paper: Paper) -> str:
    return reverse("office:paper", kwargs={"public_id": paper.public_id})


def _open(page: _Checking) -> None:
    """Show the reading as it stands, or the draft that this person began on it."""
    draft = drafts.of(page.request.user, DRAFT, about=page.import_)
    page.seen = page.import_.revision
    initial: dict[str, Any] = {}
    if draft is not None:
        initial = draft.data["fields"]
        if any(not is_choice(name) for name in initial):
            page.seen, page.draft_at = draft.data["seen"], draft.updated_at
    page.form = ReadingForm(initial=initial, reading=page.reading)


def _submit(page: _Checking, what: str) -> HttpResponse | None:
    """Save, or save and take over; None: there is something to mend."""
    text = page.request.POST.get("revision", "")
    page.seen = int(text) if text.isdecimal() else None
    page.form = ReadingForm(page.request.POST, reading=page.reading)
    if not page.form.is_valid():
        page.status = MENDED
        return None
    try:
        return _take_over(page) if what == "confirm" else _save(page)
    except Stale as stale:
        _meet(page, stale)
    except KnownAlready as known:
        notices.refused(page.request, known)
        return redirect(_where(known))
    except ImportRefused as refusal:
        page.refused, page.findings = str(refusal), list(refusal.findings)
        page.status = MENDED
    return None


def _keep(page: _Checking) -> None:
    """Keep what was corrected for everybody, and for this person what they ticked."""
    before = page.import_.reading
    page.reading = paper_import_values.corrected(page.reading, page.form.cleaned_data)
    imports.correct(page.import_, page.reading, seen=page.seen, by=page.request.user)
    if page.seen is not None and page.reading.as_json() != before:
        page.seen += 1
    _put_draft(page, [name for name in page.form.fields if is_choice(name)])


def _save(page: _Checking) -> HttpResponse:
    _keep(page)
    notices.done(
        page.request, _("Your corrections are kept. Take the paper over when it is right.")
    )
    return redirect(address_of(page.import_))


def _take_over(page: _Checking) -> HttpResponse:
    _keep(page)
    paper = imports.confirm(
        page.import_,
        by=page.request.user,
        choices=paper_import_values.confirmation(page.reading, page.form.cleaned_data),
        seen=page.seen,
    )
    drafts.drop(page.request.user, DRAFT, about=page.import_)
    notices.done(page.request, _("The paper was taken over."))
    return redirect(_paper_address(paper))


def _keep_draft(page: _Checking) -> HttpResponse:
    text = page.request.POST.get("revision", "")
    page.seen = int(text) if text.isdecimal() else None
    page.form = ReadingForm(page.request.POST, reading=page.reading)
    _put_draft(page, list(page.form.fields))
    said = _("Draft kept at %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}
    return HttpResponse(said, content_type=PLAIN)


def _put_draft(page: _Checking, names: list[str]) -> None:
    typed = {
        name: page.form.fields[name].widget.value_from_datadict(page.request.POST, {}, name)
        for name in names
    }
    data = {"fields": typed, "seen": page.seen}
    drafts.put(page.request.user, DRAFT, data, about=page.import_)


def _meet(page: _Checking, stale: Stale) -> None:
    """Show what somebody else kept meanwhile beside what was typed; that stands in the form."""
    page.import_ = stale.record  # type: ignore[assignment]
    theirs = ReadingForm(reading=imports.reading(page.import_))
    mine = page.form.cleaned_data
    page.conflict = []
    for name, one in page.form.fields.items():
        if is_choice(name):
            continue
        saved, typed = (in_words(one, value) for value in (theirs.initial.get(name), mine[name]))
        if saved != typed:
            page.conflict.append((str(one.label), saved, typed))
    page.seen, page.status = page.import_.revision, CONFLICT


def _page(page: _Checking) -> HttpResponse:
    context = {
        "import": page.import_,
        "reading": page.reading,
        "form": page.form,
        "seen": page.seen,
        "draft_at": page.draft_at,
        "conflict": {"who": "", "rows": page.conflict} if page.conflict is not None else None,
        "refused": page.refused,
        "findings": page.findings or imports.problems(page.reading),
    }
    return render(page.request, "office/papers/check.html", context, status=page.status)
