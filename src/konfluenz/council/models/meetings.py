"""Sessions of the council as its own system holds them: mirrored here, not run from here."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


class SessionState(models.TextChoices):
    """Where a session is (OParl 1.1, Meeting.meetingState; 3.1)."""

    PLANNED = "planned", _("planned")
    INVITED = "invited", _("invited")
    HELD = "held", _("took place")
    CANCELLED = "cancelled", _("cancelled")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at body name starts_at ends_at state location uid source"
    " public",
)
class Meeting(Record):
    """A session of a body. `uid` is its address in the council's system (OParl id).

    `name` is the title there ("12. Sitzung des Sozialausschusses"), `location` its place in
    words.
    """

    body = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="council_meetings",
        verbose_name=_("body"),
    )
    name = models.CharField(_("title"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=SessionState, default=SessionState.PLANNED
    )
    location = models.CharField(_("location"), max_length=300, blank=True)
    uid = models.CharField(max_length=300, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = _("council session")
        indexes = [
            models.Index(fields=["body", "-starts_at"], name="council_meeting_list"),
            models.Index(fields=["-starts_at", "-id"], name="council_meeting_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uid"], condition=~Q(uid=""), name="council_meeting_imported_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="council_meeting_ends_after_start",
                violation_error_message=_("The session must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.body}, {self.starts_at:%d.%m.%Y}"


@personal_data.declare(
    subject=None, free="meeting position number title open_session result resolution_text uid"
)
class MeetingItem(models.Model):
    """A point on the agenda of a session. `number` is the TOP as printed, `position` its order.

    `result` is what the council's system says in its own words; the boxes of a paper stand in
    its consultation. Of a closed point nothing but its number is kept.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("subject"), max_length=1000, blank=True)
    open_session = models.BooleanField(_("public"), default=True)
    result = models.CharField(_("result"), max_length=300, blank=True)
    resolution_text = models.TextField(_("wording resolved"), blank=True)
    uid = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("point of a session")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="meeting_item_position_once"
            ),
            models.CheckConstraint(
                condition=Q(open_session=True) | Q(title="", result="", resolution_text=""),
                name="meeting_item_closed_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number
