"""What is known about a file; its bytes lie in a storage."""

import uuid

from django.db import models

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.ground.references import Reference

SERVE_ITS_OWNER = Use(
    purpose="Pictures and documents that belong to a record",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="owning record erased", days=None),
)


@personal_data.declare(
    subject=None,
    holds={"key sha256 name": SERVE_ITS_OWNER, "owner_label owner_id": SERVE_ITS_OWNER},
    free="public_id size content_type width height public created_at",
)
class StoredFile(models.Model):
    """A file under a random key. Two owners' equal bytes are two files, erased apart.

    `size` is in bytes, `width` and `height` in pixels (pictures only). `name` is what the
    file was called where it came from. `public` says which of the two storages holds it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    name = EncryptedTextField(blank=True)
    public = models.BooleanField(default=False)
    owner_label = models.CharField(max_length=80)
    owner_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["owner_label", "owner_id"], name="file_owner")]

    @property
    def owner(self) -> Reference:
        """The record that the file belongs to."""
        return Reference(self.owner_label, self.owner_id)
