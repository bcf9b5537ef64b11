"""What a person linked to a sentence of a paper, to answer it."""

from django.db import models
from django.db.models import Q

from konfluenz.council.models.papers import SERVE_THE_COUNCIL, Sentence
from konfluenz.ground import personal_data
from konfluenz.ground.references import Reference


@personal_data.declare(
    subject=None,
    holds={"quote target_label target_id": SERVE_THE_COUNCIL},
    free="sentence attribute activity created_at",
)
class Evidence(models.Model):
    """One link from a sentence to what answers it; whether it does is computed each time.

    A fact: `attribute` of the record reads as the `quote` from the sentence says. A promise:
    the state of the Aufgabe that is the record. A task: `activity` names a query that counts
    live records. The record is named by label and id, so that the link outlives it.
    """

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="evidence")
    target_label = models.CharField(max_length=80, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    attribute = models.CharField(max_length=40, blank=True)
    quote = models.CharField(max_length=200, blank=True)
    activity = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sentence", "id"]
        indexes = [models.Index(fields=["target_label", "target_id"], name="evidence_target")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(activity="") & ~Q(target_label=""))
                | (~Q(activity="") & Q(target_label="", attribute="", quote="")),
                name="evidence_record_or_activity",
            ),
            models.UniqueConstraint(
                fields=[
                    "sentence",
                    "target_label",
                    "target_id",
                    "attribute",
                    "quote",
                    "activity",
                ],
                name="evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return self.quote or self.activity or str(self.target)

    @property
    def target(self) -> Reference:
        """The record linked; its label is empty where an activity is linked."""
        return Reference(self.target_label, self.target_id)
