"""What became of resolutions, promises and requests (Beschlusskontrolle, 3.4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.actions.models import Task
from konfluenz.council.models.consultations import Resolution
from konfluenz.council.models.papers import Paper, Sentence
from konfluenz.directory.models import Organization
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use

FOLLOW_UP = Use(
    purpose="What became of what the council resolved or was promised",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="follow-up closed", days=3650),
)


class FollowUpKind(models.TextChoices):
    """What is followed up."""

    RESOLUTION = "resolution", _("Council resolution")
    PROMISE = "promise", _("Announcement")
    RECOMMENDATION = "recommendation", _("Recommendation")
    REQUEST = "request", _("Request in a session")


@personal_data.declare(
    subject=None,
    holds={"note": FOLLOW_UP},
    free="public_id revision created_at kind task subject paper resolution sentence body"
    " raised_on remark delay_reason next_report listed_on public",
)
class FollowUp(Record):
    """A line of the Beschlusskontrolle. Unit, day and state are those of its Aufgabe, `task`.

    `subject` and `remark` are for everybody, `note` stays inside and is encrypted: the table
    for the public and that of the office are one. `body` and `raised_on` say who asked for it
    when, also when it was only spoken. `next_report`: when a lasting task is reported on
    again. `listed_on`: when it was listed for the last time after it was closed.
    """

    kind = models.CharField(_("kind"), max_length=14, choices=FollowUpKind)
    task = models.OneToOneField(
        Task, on_delete=models.PROTECT, related_name="follow_up", verbose_name=_("Aufgabe")
    )
    subject = models.CharField(_("subject"), max_length=400)
    paper = models.ForeignKey(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    sentence = models.ForeignKey(
        Sentence, on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    body = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("asked for by"),
    )
    raised_on = models.DateField(_("since"))
    remark = models.TextField(_("remark"), blank=True)
    delay_reason = models.CharField(_("reason for the delay"), max_length=400, blank=True)
    next_report = models.DateField(_("next report"), null=True, blank=True)
    listed_on = models.DateField(null=True, blank=True, editable=False)
    note = EncryptedTextField(_("internal note"), blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["raised_on", "id"]
        verbose_name = _("follow-up")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FollowUpKind.RESOLUTION) | Q(resolution__isnull=False),
                name="follow_up_of_a_resolution",
                violation_error_message=_("Choose the resolution that is followed up."),
            )
        ]

    def __str__(self) -> str:
        return self.subject
