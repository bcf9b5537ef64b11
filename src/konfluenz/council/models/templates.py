"""The city's own templates for papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record, StoredFile


@personal_data.declare(subject=None, free="public_id revision created_at file name")
class ReportTemplate(Record):
    """A DOCX file in which reports are written; the newest is used, earlier ones are kept."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=200)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("template for reports")

    def __str__(self) -> str:
        return self.name
