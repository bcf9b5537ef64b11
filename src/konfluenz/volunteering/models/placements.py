"""A placement: a volunteer at work in an opportunity, from the trial to the end with its reason."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Ending, Retention, Use
from konfluenz.volunteering.models.opportunities import Opportunity
from konfluenz.volunteering.models.proposals import Proposal
from konfluenz.volunteering.models.volunteers import Volunteer

PROVE_SERVICE = Use(
    purpose="Show who helped where and how long: accident cover, certificates, thanks",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="placement ended", days=3650, ending=Ending.MINIMISE),
)


class PlacementState(models.TextChoices):
    """Where a placement is."""

    TRIAL = "trial", _("on trial")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


class EndReason(models.TextChoices):
    """Why a placement ended: a closed list, no stories about people."""

    COMPLETED = "completed", _("the task is done")
    TIME = "time", _("no more time")
    MOVED = "moved", _("moved away")
    DID_NOT_FIT = "did_not_fit", _("it did not fit")
    NOT_TAKEN_UP = "not_taken_up", _("it never began")
    ORGANISATION = "organisation", _("the organisation no longer needs it")
    OTHER = "other", _("another reason")


@personal_data.declare(
    subject="volunteer__person",
    holds={"volunteer state started_on trial_until ended_on end_reason": PROVE_SERVICE},
    free="public_id revision created_at opportunity proposal",
)
class Placement(Record):
    """A volunteer in an opportunity. `trial_until` is the first day after the trial."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="placements"
    )
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="placements")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="placement"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=PlacementState, default=PlacementState.TRIAL
    )
    started_on = models.DateField(_("since"))
    trial_until = models.DateField(_("trial until"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=14, choices=EndReason, blank=True)

    class Meta:
        ordering = ["-started_on", "-id"]
        verbose_name = _("placement")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_on__isnull=True, end_reason=""),
                name="placement_ended_with_reason",
                violation_error_message=_("Say when and why it ended."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="placement_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["opportunity", "volunteer"],
                condition=~Q(state="ended"),
                name="placement_once",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Placement since %(day)s") % {"day": f"{self.started_on:%d.%m.%Y}"})


class CheckInKind(models.TextChoices):
    """What is asked when."""

    HAPPENED = "happened", _("Did it take place?")
    TWO_WEEKS = "two_weeks", _("after two weeks")
    THREE_MONTHS = "three_months", _("after three months")
    YEAR = "year", _("after a year")


class CheckInState(models.TextChoices):
    """What came of a check-in. "overload" is on the closed list the volunteer sees."""

    DUE = "due", _("to be asked")
    FINE = "fine", _("all is well")
    TALK = "talk", _("wants to talk")
    NOT_HAPPENED = "not_happened", _("it did not take place")
    MISSED = "missed", _("not answered")


@personal_data.declare(
    subject="placement__volunteer__person",
    holds={"kind due_date state answered_at": PROVE_SERVICE},
    free="public_id revision created_at placement",
)
class CheckIn(Record):
    """A question at the right time: two weeks, three months, a year."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="check_ins")
    kind = models.CharField(max_length=12, choices=CheckInKind)
    due_date = models.DateField()
    state = models.CharField(max_length=12, choices=CheckInState, default=CheckInState.DUE)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_date", "id"]
        indexes = [models.Index(fields=["state", "due_date"], name="check_in_due")]
        constraints = [
            models.UniqueConstraint(fields=["placement", "kind", "due_date"], name="check_in_once")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class HoursState(models.TextChoices):
    """Hours count once the other side has confirmed them."""

    REPORTED = "reported", _("reported")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")


@personal_data.declare(
    subject="placement__volunteer__person",
    holds={"date minutes state reported_by decided_at": PROVE_SERVICE},
    free="public_id revision created_at placement",
)
class Hours(Record):
    """Time that was given. `reported_by`: which side said so; the other one confirms."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="hours")
    date = models.DateField(_("on"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    state = models.CharField(max_length=9, choices=HoursState, default=HoursState.REPORTED)
    reported_by = models.CharField(max_length=12)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="hours_in_a_day"
            ),
            models.UniqueConstraint(fields=["placement", "date"], name="hours_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}, {self.minutes // 60}:{self.minutes % 60:02}"
