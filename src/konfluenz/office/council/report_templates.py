"""The template that reports are written in: what is used, ours to begin with, upload, take back."""

from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.council import report_templates as domain
from konfluenz.council.models import ReportTemplate
from konfluenz.council.report_templates import DOCX, TemplateRefused
from konfluenz.council.reporting import as_docx
from konfluenz.ground import files
from konfluenz.office import forms, notices
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.people.roles import Right

MENDED = 422
PLACES = {
    "city": gettext_lazy("Name of the municipality"),
    "title": gettext_lazy("Title of the report"),
    "cut_off": gettext_lazy("Cut-off date"),
    "seal": gettext_lazy("A line with the seal; empty in a draft"),
    "paper": gettext_lazy("Number of the paper"),
    "date": gettext_lazy("Date of the paper"),
    "department": gettext_lazy("Department that countersigns"),
    "author": gettext_lazy("Author as printed"),
    "file_reference": gettext_lazy("File reference"),
    "subject": gettext_lazy("Subject"),
    "body": gettext_lazy("Path and text; stands alone in a paragraph, and must be there"),
}
"""What each place of a template (`as_docx.PLACES`) becomes."""


class TemplateForm(forms.Form):
    """A DOCX file."""

    file = django_forms.FileField(
        label=gettext_lazy("Word document (.docx)"),
        max_length=200,
        widget=django_forms.FileInput(attrs={"accept": f".docx,{DOCX}"}),
        help_text=gettext_lazy("5 MB at most, without macros."),
    )


@requires(Right.READ_PAPERS)
def template(request: OfficeRequest) -> HttpResponse:
    """Show which template is used and which places one has."""
    return _page(request, TemplateForm())


@requires(Right.EDIT_PAPERS)
@require_POST
def upload(request: OfficeRequest) -> HttpResponse:
    """Use another template from now on."""
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            domain.add(form.cleaned_data["file"], by=request.user)
        except TemplateRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            notices.done(request, _("Reports are written in this template from now on."))
            return redirect("office:report-template")
    return _page(request, form, status=MENDED)


@requires(Right.EDIT_PAPERS)
@require_POST
def drop(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a template back."""
    domain.drop(get_object_or_404(ReportTemplate, public_id=public_id), by=request.user)
    notices.done(request, _("The template was taken back."))
    return redirect("office:report-template")


@requires(Right.READ_PAPERS)
def own(_request: OfficeRequest) -> HttpResponse:
    """Hand out our own template, to begin with."""
    return _file(as_docx.own(), "vorlage-bericht.docx")


@requires(Right.READ_PAPERS)
def used(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Hand out a template of the city."""
    one = get_object_or_404(ReportTemplate.objects.select_related("file"), public_id=public_id)
    try:
        with files.open(one.file) as kept:
            return _file(kept.read(), "vorlage-der-stadt.docx")
    except FileNotFoundError:
        notices.refused(request, _("The file of the template is gone."))
        return redirect("office:report-template")


def _page(request: OfficeRequest, form: TemplateForm, status: int = 200) -> HttpResponse:
    kept = list(ReportTemplate.objects.all()[:2])
    context = {
        "form": form,
        "current": kept[0] if kept else None,
        "before": kept[1] if kept[1:] else None,
        "places": [(f"{{{{ {name} }}}}", PLACES[name]) for name in as_docx.PLACES],
        "can_edit": may(request.user, Right.EDIT_PAPERS),
        "back": reverse("office:reports"),
    }
    return render(request, "office/reports/template.html", context, status=status)


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)
