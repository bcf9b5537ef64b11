"""The journal of merges, from which each can be taken back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField
from konfluenz.people.models.persons import Person
from konfluenz.people.models.uses import UNDO_MERGES


@personal_data.declare(
    subject="keep", holds={"gone_id gone_public_id": UNDO_MERGES}, free="keep at undone_at"
)
class Merge(models.Model):
    """Two persons became one: `keep` stayed, the other row is gone but for this journal.

    `gone_public_id` leads old links to the one that stayed.
    """

    keep = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    gone_id = models.BigIntegerField()
    gone_public_id = models.UUIDField(db_index=True)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]


@personal_data.declare(
    subject="merge__keep", holds={"old new": UNDO_MERGES}, free="merge label record_id field"
)
class MergeStep(models.Model):
    """One changed cell. An empty `field` is a whole row that went: `old` holds all its cells."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="steps")
    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    field = models.CharField(max_length=80, blank=True)
    old = EncryptedJSONField(null=True)
    new = EncryptedJSONField(null=True)

    class Meta:
        verbose_name = _("step of a merge")
        verbose_name_plural = _("steps of a merge")
        ordering = ["id"]
