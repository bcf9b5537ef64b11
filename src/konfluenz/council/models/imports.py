"""Papers as they came in, and what was read of them, until a person confirms it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models.papers import Paper
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField, EncryptedTextField
from konfluenz.ground.models import Record, StoredFile
from konfluenz.ground.personal_data import Basis, Retention, Use

READ_PAPERS = Use(
    purpose="Papers as they came in, kept until a person has confirmed what was read",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="import confirmed or discarded", days=90),
)


class ImportState(models.TextChoices):
    """Where an import is."""

    READ = "read", _("to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    DISCARDED = "discarded", _("discarded")


@personal_data.declare(
    subject=None,
    holds={"name digest reading": READ_PAPERS},
    free="public_id revision created_at file state paper closed_at",
)
class PaperImport(Record):
    """A file that came in. `reading` is what `council/reading` made of it, as plain JSON.

    It keeps the person's corrections until they confirm. `digest` is the SHA-256 of the file:
    the same bytes do not wait twice. `closed_at` starts the retention.
    """

    name = EncryptedTextField(_("file"))
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    reading = EncryptedJSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.READ
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("paper read in")
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(state=ImportState.READ) & ~Q(digest=""),
                name="paper_import_waits_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
