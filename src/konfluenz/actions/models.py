"""The one table of things that somebody has to do by a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import OrgUnit, Post
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.ground.references import Reference

GET_WORK_DONE = Use(
    purpose="Who in the administration does what by when",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="task closed", days=1095),
)


class State(models.TextChoices):
    """Where a task is. "overtaken": events made it unnecessary."""

    OPEN = "open", _("open")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    OVERTAKEN = "overtaken", _("overtaken")
    REJECTED = "rejected", _("rejected")


LIVE = (State.OPEN, State.IN_PROGRESS)
CLOSED = (State.DONE, State.OVERTAKEN, State.REJECTED)


class OriginKind(models.TextChoices):
    """What a task came from; the rest of the program shows it under that name."""

    OFFICE = "office", _("Office")
    MEETING = "meeting", _("Meeting")
    RESOLUTION = "resolution", _("Council resolution")
    PROMISE = "promise", _("Announcement")
    RECOMMENDATION = "recommendation", _("Recommendation of a working group")
    GAP = "gap", _("Gap")
    QUESTION = "question", _("Open question")
    ENQUIRY = "enquiry", _("Enquiry")
    CHECK_IN = "check_in", _("Check-in")
    FEEDBACK = "feedback", _("Feedback from the portal")


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks."""

    def live(self) -> "TaskQuerySet":
        """Return those that still have to be done."""
        return self.filter(state__in=LIVE)

    def closed(self) -> "TaskQuerySet":
        """Return those that came to an end."""
        return self.filter(state__in=CLOSED)


@personal_data.declare(
    subject=None,
    holds={"details outcome": GET_WORK_DONE},
    free="public_id revision created_at title state unit post due_date origin_label origin_id"
    " origin_kind done_at",
)
class Task(Record):
    """An *Aufgabe*. It belongs to a unit and perhaps to a post there, never to an account.

    `title` names no person; `details` and `outcome` may and are encrypted. `outcome` says
    how it ended, in every closed state. `done_at` is the moment of that.
    """

    title = models.CharField(_("what is to be done"), max_length=200)
    details = EncryptedTextField(_("details"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("unit")
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("post"),
    )
    due_date = models.DateField(_("due"))
    origin_kind = models.CharField(
        _("origin"), max_length=16, choices=OriginKind, default=OriginKind.OFFICE
    )
    origin_label = models.CharField(max_length=80, blank=True)
    origin_id = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = EncryptedTextField(_("outcome"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_date", "id"]
        verbose_name = _("task")
        indexes = [
            models.Index(fields=["state", "due_date"], name="task_due"),
            models.Index(fields=["origin_label", "origin_id"], name="task_origin"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, done_at__isnull=False)
                | Q(state__in=LIVE, done_at__isnull=True),
                name="task_closed_has_moment",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def origin(self) -> Reference | None:
        """The record that the task came from."""
        return Reference(self.origin_label, self.origin_id) if self.origin_label else None

    @property
    def is_live(self) -> bool:
        """Whether it still has to be done."""
        return self.state in LIVE
