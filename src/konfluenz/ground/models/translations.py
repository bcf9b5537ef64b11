"""Texts of records, and of the blocks of pages, in further languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.personal_data import Basis, Retention, Use

TELL_IN_MANY_LANGUAGES = Use(
    purpose="Who vouches for a translation that the municipality publishes",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="translation replaced", days=None),
)


class TranslationState(models.TextChoices):
    """Whether a person who knows both languages has read it."""

    DRAFT = "draft", _("Draft")
    CHECKED = "checked", _("Checked")


@personal_data.declare(
    subject=None,
    holds={"checked_by_label checked_by_id": TELL_IN_MANY_LANGUAGES},
    free="label record_id field locale text source source_hash state machine checked_at",
)
class Translation(models.Model):
    """One field of one record in one language.

    `source` is the text it was made from and `source_hash` its SHA-256: when the source has
    moved on, the translation is stale, and a translator sees what changed. `machine`: no
    person wrote it.
    """

    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    field = models.CharField(max_length=80)
    locale = models.CharField(max_length=12)
    text = models.TextField()
    source = models.TextField(blank=True)
    source_hash = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=TranslationState, default=TranslationState.DRAFT
    )
    machine = models.BooleanField(default=False)
    checked_by_label = models.CharField(max_length=80, blank=True)
    checked_by_id = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label", "record_id", "field", "locale"], name="translation_one_per_field"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") ^ models.Q(checked_at__isnull=False),
                name="translation_checked_when",
            ),
        ]
