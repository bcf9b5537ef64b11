"""What the records that people work on have in common."""

import uuid

from django.db import models


class Record(models.Model):
    """A record with a public name and a count of its changes.

    `public_id` stands in links and mails, the integer key never leaves the house.
    `revision` grows with each change: who saves a form that began at an older one is told.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
