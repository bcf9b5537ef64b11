"""The city's own template for reports: a DOCX file, checked when it comes and when it is used."""

import io
import zipfile
from dataclasses import dataclass

from django.core.files.base import File
from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.council.models import ReportTemplate
from konfluenz.council.reporting import as_docx
from konfluenz.council.reporting.as_docx import HEAD, TemplateRefused
from konfluenz.council.reporting.documents import Document
from konfluenz.directory.models import Municipality
from konfluenz.ground import audit, files

__all__ = ["TemplateRefused", "Written", "add", "current", "drop", "write"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
"""A template is a page with a coat of arms; what is larger is something else."""

MACROS = ("vbaproject.bin", "vbadata.xml")
TRIAL: Document = {
    "city": "",
    "title": "",
    "cut_off": "2000-01-01",
    "head": [{"label": name, "text": ""} for name in HEAD],
    "demo": False,
    "path": [],
    "sections": [],
    "numbers": {},
}
"""An empty report, with which a template is tried out before it is kept."""


@dataclass(frozen=True)
class Written:
    """A report as DOCX. `problem`: why it is in our own template instead of the city's."""

    content: bytes
    problem: str = ""


def add(upload: File, *, by: models.Model | None) -> ReportTemplate:
    """Use `upload` for reports from now on; the templates before it are kept.

    Raises TemplateRefused for what is no DOCX, too large or with macros, for unknown places and
    for what cannot be filled. Call it outside a transaction: writing the bytes takes its time.
    """
    upload.seek(0)
    _check(upload.read(MAX_BYTES + 1))
    city = Municipality.objects.first()
    if city is None:
        raise TemplateRefused(_("Set up the municipality first."))
    try:
        kept = files.store(upload, owner=city, public=False, by=by, kinds=frozenset({DOCX}))
    except files.FileRefused as refusal:
        raise TemplateRefused(str(refusal)) from None
    return _add(ReportTemplate(file=kept, name=kept.name[:200]), by)


def current() -> ReportTemplate | None:
    """Return the template that reports are written in; None: our own."""
    return ReportTemplate.objects.select_related("file").first()


def drop(template: ReportTemplate, *, by: models.Model | None) -> None:
    """Take `template` back; the one before it is used again, after the last one our own."""
    with transaction.atomic():
        audit.record("report_template.dropped", about=template, by=by)
        file = template.file
        ReportTemplate.objects.filter(pk=template.pk).delete()
        files.erase(file, by=by)


def write(document: Document, seal: str) -> Written:
    """Write `document` in the city's template; in our own where there is none, or it fails."""
    template = current()
    if template is None:
        return Written(as_docx.made(document, seal=seal))
    try:
        with files.open(template.file) as kept:
            return Written(as_docx.made(document, seal=seal, template=kept.read()))
    except TemplateRefused as refusal:
        return Written(as_docx.made(document, seal=seal), str(refusal))
    except FileNotFoundError:
        return Written(as_docx.made(document, seal=seal), _("The file of the template is gone."))


@transaction.atomic
def _add(template: ReportTemplate, by: models.Model | None) -> ReportTemplate:
    template.save()
    audit.record("report_template.added", about=template, by=by)
    return template


def _check(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise TemplateRefused(
            _("A template has %d MB at most. Make its pictures smaller.") % (MAX_BYTES // 1024**2)
        )
    _refuse_inside(data)
    as_docx.check(data)
    as_docx.made(TRIAL, template=data)


def _refuse_inside(data: bytes) -> None:
    """Refuse an archive that unpacks to much, or brings macros, before anything unpacks it."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise TemplateRefused(_("This is no DOCX file that can be read.")) from None
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TemplateRefused(_("This file unpacks to more than a template can be."))
    if any(entry.filename.lower().endswith(MACROS) for entry in entries):
        raise TemplateRefused(_("This file has macros. Save it as a Word document (.docx) first."))
