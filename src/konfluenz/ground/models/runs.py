"""Long work that somebody started and may leave."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField, EncryptedTextField
from konfluenz.ground.personal_data import Basis, Retention, Use

DO_LONG_WORK = Use(
    purpose="Work that takes long, with its result, until whoever started it has seen it",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="run ended", days=30),
)


class RunState(models.TextChoices):
    """Where a run is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


ENDED = (RunState.DONE.value, RunState.FAILED.value)


@personal_data.declare(
    subject=None,
    holds={"title values result error by_label by_id": DO_LONG_WORK},
    free="public_id kind purpose state done total attempts lease lease_until created_at started_at"
    " ended_at seen_at",
)
class Run(models.Model):
    """One piece of long work. The worker does it, under a lease; nobody has to wait beside it.

    `values` is what the handler of its `kind` needs, `result` what it returned, `error` why
    there is none, in words for people. `done` of `total` steps are behind it; `total` 0: not
    known yet. `purpose` names the page with the result, as in ``settings.LINKS``, and gets
    this row's `public_id`. `seen_at`: whoever started it has looked at the end of it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    title = EncryptedTextField(blank=True)
    purpose = models.CharField(max_length=40, default="run")
    values = EncryptedJSONField(default=dict)
    by_label = models.CharField(max_length=80, blank=True)
    by_id = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = EncryptedJSONField(null=True)
    error = EncryptedTextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="run_next"),
            models.Index(fields=["by_label", "by_id", "-id"], name="run_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lease__isnull=True, lease_until__isnull=True)
                | models.Q(lease__isnull=False, lease_until__isnull=False),
                name="run_whole_lease",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED, ended_at__isnull=False)
                | (~models.Q(state__in=ENDED) & models.Q(ended_at__isnull=True)),
                name="run_ended_has_moment",
            ),
        ]

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state in ENDED

    @property
    def percent(self) -> int | None:
        """How far it has come, 0 to 100; None while nobody knows."""
        if self.state == RunState.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else None
