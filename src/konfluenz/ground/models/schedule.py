"""What is due when, and whether the worker is alive."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField

WORKER = "worker"
"""The heartbeat of the worker as a whole; the others bear the names of its loops."""


class Outcome(models.TextChoices):
    """How the last run of a job ended."""

    NEVER = "never", _("Not run yet")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


@personal_data.declare(
    subject=None,
    free="name rule next_at lease lease_until last_at last_seconds last_outcome last_error",
)
class Job(models.Model):
    """One row per job of ``settings.SCHEDULE``: when it is due, and how it went last time.

    `rule` is the rule in words; when the settings say another one, `next_at` is reckoned
    anew. `last_error` names the error of the last run; it may quote anything, so it is sealed.
    """

    name = models.CharField(max_length=80, unique=True)
    rule = models.CharField(max_length=200)
    next_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_seconds = models.FloatField(null=True)
    last_outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NEVER)
    last_error = EncryptedTextField(blank=True)


@personal_data.declare(subject=None, free="name at error")
class Heartbeat(models.Model):
    """When the worker's loop `name` last turned, and the kind of error that stops it, if any."""

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True)
