"""Every Sitzung of a group: who is invited, what is on the agenda, what came of it.

Sessions of the council are held elsewhere; the council room mirrors them.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Group, Place
from konfluenz.directory.models.groups import WORK_IN_GROUPS
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record


class MeetingState(models.TextChoices):
    """Where a Sitzung is (3.1)."""

    PLANNED = "planned", _("planned")
    INVITED = "invited", _("invited")
    HELD = "held", _("took place")
    CANCELLED = "cancelled", _("cancelled")


@personal_data.declare(
    subject=None,
    holds={"minutes": WORK_IN_GROUPS},
    free="public_id revision created_at group title state starts_at ends_at place room online"
    " invitation invited_at cancelled_because summary public",
)
class GroupMeeting(Record):
    """A Sitzung of a working group, steering group, round table or district circle.

    `invitation` is the covering text. `minutes` may name persons, stays inside and is
    encrypted; `summary` is what everybody may read of it when the meeting is `public`.
    """

    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("group")
    )
    title = models.CharField(_("subject"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=MeetingState, default=MeetingState.PLANNED
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="group_meetings",
        verbose_name=_("place"),
    )
    room = models.CharField(_("room"), max_length=120, blank=True)
    online = models.URLField(_("address online"), blank=True)
    invitation = models.TextField(_("text of the invitation"), blank=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.CharField(_("cancelled because"), max_length=300, blank=True)
    minutes = EncryptedTextField(_("record of the meeting"), blank=True)
    summary = models.TextField(_("in short, for everybody"), blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = _("meeting")
        indexes = [models.Index(fields=["group", "-starts_at"], name="meeting_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The meeting must end after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                name="meeting_cancelled_with_reason",
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.group)


@personal_data.declare(subject=None, free="meeting position title details decision")
class AgendaItem(models.Model):
    """A point of the agenda (TOP), from 1, with what was decided. It names no person."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("agenda item"), max_length=200)
    details = models.TextField(_("what it is about"), blank=True)
    decision = models.TextField(_("decision"), blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("agenda item")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class AttendanceState(models.TextChoices):
    """What is known of somebody and a Sitzung."""

    INVITED = "invited", _("invited")
    COMING = "coming", _("is coming")
    EXCUSED = "excused", _("excused")
    PRESENT = "present", _("was there")
    ABSENT = "absent", _("was not there")


@personal_data.declare(
    subject="person",
    holds={"person state": WORK_IN_GROUPS},
    free="meeting organization answered_at",
)
class Attendance(models.Model):
    """A member of the group, person or organisation, and a Sitzung: one row each."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="meeting_attendances",
    )
    organization = models.ForeignKey(
        "directory.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="meeting_attendances",
    )
    state = models.CharField(
        _("attendance"), max_length=8, choices=AttendanceState, default=AttendanceState.INVITED
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("attendance")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ Q(organization__isnull=False),
                name="attendance_one_of_two",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="attendance_person_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organization"],
                condition=Q(organization__isnull=False),
                name="attendance_organization_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
