"""The audit trail: who did what to which record, in an order that nobody can change unseen."""

from django.db import models

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.ground.references import Reference

PROVE_WHO_DID_WHAT = Use(
    purpose="Proof of who changed which record, and when",
    basis=Basis.LEGAL_DUTY,
    retention=Retention(start="entry written", days=3650),
)


@personal_data.declare(
    subject=None,
    holds={"by_label by_id": PROVE_WHO_DID_WHAT},
    free="at action about_label about_id digest position link",
)
class Entry(models.Model):
    """One act. Written once; only the sealer adds `position` and `link`, nothing else ever changes.

    It holds references and a keyed digest, never values: those stand in `Detail`, which can
    be erased without breaking the chain. `digest` is empty where there never was a Detail.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    about_label = models.CharField(max_length=80)
    about_id = models.CharField(max_length=40)
    by_label = models.CharField(max_length=80, blank=True)
    by_id = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True, unique=True)
    link = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(position__isnull=True), name="trail_unsealed"
            ),
            models.Index(fields=["by_label", "by_id"], name="trail_by"),
        ]

    @property
    def about(self) -> Reference:
        """The record that was acted on."""
        return Reference(self.about_label, self.about_id)

    @property
    def by(self) -> Reference | None:
        """Who acted; None: the system itself."""
        return Reference(self.by_label, self.by_id) if self.by_label else None


@personal_data.declare(subject=None, free="entry label record_id")
class Mention(models.Model):
    """Every record whose timeline shows an entry, the one it is about among them.

    The chain covers the mentions: they are written with their entry and never again.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="mentions")
    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["label", "record_id", "entry"], name="trail_one_mention"
            )
        ]


@personal_data.declare(
    subject=None,
    holds={"content": PROVE_WHO_DID_WHAT},
    free="entry salt",
)
class Detail(models.Model):
    """The readable side of an entry: ``{"changes": {field: [old, new]}, "reason": text}``.

    `salt` goes into the entry's digest and goes when the row goes: after that nobody can
    try out what the digest stood for, not even with the key.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="detail")
    salt = models.CharField(max_length=32)
    content = EncryptedJSONField()


@personal_data.declare(subject=None, free="position link")
class ChainHead(models.Model):
    """The last sealed entry. One row, whose key is 1; who seals holds its lock."""

    position = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)


@personal_data.declare(subject=None, free="name position")
class Consumer(models.Model):
    """How far one reader of the change feed has come."""

    name = models.CharField(max_length=80, unique=True)
    position = models.BigIntegerField(default=0)
