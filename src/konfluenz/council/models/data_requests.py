"""What offices are asked for a report: figures nobody counts here, and how their goals stand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models.papers import SERVE_THE_COUNCIL
from konfluenz.council.models.reports import Report
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models import Goal, GoalStatus, Indicator, Observation


class RequestState(models.TextChoices):
    """Where a request is. What was not answered until the cut-off is printed as such."""

    ASKED = "asked", _("asked")
    REMINDED = "reminded", _("reminded")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("taken back")


@personal_data.declare(
    subject=None,
    holds={"answered_by": SERVE_THE_COUNCIL},
    free="public_id revision created_at report unit due_on words state asked_at answered_at",
)
class DataRequest(Record):
    """What one unit is asked for one report by a link in a mail, until `due_on` (J9).

    `answered_by` is who says it, as typed: whoever answers needs no account.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="requests")
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="data_requests", verbose_name=_("office")
    )
    due_on = models.DateField(_("answer by"))
    words = models.CharField(_("words to the office"), max_length=400, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=RequestState, default=RequestState.ASKED
    )
    asked_at = models.DateTimeField(editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.CharField(_("answered by"), max_length=120, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("data request")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "unit"],
                condition=~Q(state=RequestState.WITHDRAWN),
                name="data_request_once",
                violation_error_message=_("This office is asked for this report already."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | ~Q(state=RequestState.ANSWERED),
                name="data_request_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.unit}"


@personal_data.declare(
    subject=None, free="request indicator goal observation goal_status undelivered"
)
class RequestedItem(models.Model):
    """One value or one goal that an office is asked about, and what came of it.

    `undelivered` is why the office cannot say it; then nothing becomes zero.
    """

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="items")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="requested"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="requested"
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    goal_status = models.ForeignKey(
        GoalStatus, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undelivered = models.CharField(_("why not"), max_length=300, blank=True)

    class Meta:
        ordering = ["request", "id"]
        verbose_name = _("item of a data request")
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=True) ^ Q(goal__isnull=True),
                name="requested_item_is_one_thing",
            ),
            models.UniqueConstraint(fields=["request", "indicator"], name="requested_figure_once"),
            models.UniqueConstraint(fields=["request", "goal"], name="requested_goal_once"),
        ]

    def __str__(self) -> str:
        return str(self.indicator or self.goal)
