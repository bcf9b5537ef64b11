"""A proposal brings one volunteer and one opportunity together; both say yes or no."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.volunteering.models.opportunities import Opportunity
from konfluenz.volunteering.models.volunteers import BROKER, Volunteer


class ProposalState(models.TextChoices):
    """Where a proposal is."""

    ASKED = "asked", _("asked")
    AGREED = "agreed", _("both agreed")
    DECLINED = "declined", _("declined")
    FILLED = "filled", _("the places were taken")
    EXPIRED = "expired", _("not answered in time")
    WITHDRAWN = "withdrawn", _("taken back")


class Answer(models.TextChoices):
    """What a side said."""

    YES = "yes", _("yes")
    NO = "no", _("no")


LIVE = (ProposalState.ASKED,)


@personal_data.declare(
    subject="volunteer__person",
    holds={
        "volunteer state volunteer_answer volunteer_answered_at organisation_answer"
        " organisation_answered_at score parts asked_at answer_by closed_at": BROKER
    },
    free="public_id revision created_at opportunity",
)
class Proposal(Record):
    """A coordinator's choice. `score` and `parts` are what the program showed them (Art. 22).

    `parts` maps the parts of the score to 0 … 1. `answer_by` is when the links stop.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="proposals")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="proposals")
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.ASKED
    )
    volunteer_answer = models.CharField(max_length=3, choices=Answer, blank=True)
    volunteer_answered_at = models.DateTimeField(null=True, blank=True)
    organisation_answer = models.CharField(max_length=3, choices=Answer, blank=True)
    organisation_answered_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    parts = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("proposal")
        indexes = [models.Index(fields=["state", "answer_by"], name="proposal_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "volunteer"],
                condition=Q(state__in=("asked", "agreed")),
                name="proposal_once",
                violation_error_message=_("This person is asked already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(volunteer_answer="yes", organisation_answer="yes"),
                name="proposal_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", closed_at__isnull=True)
                | (~Q(state="asked") & Q(closed_at__isnull=False)),
                name="proposal_closed_has_moment",
            ),
        ]

    def __str__(self) -> str:
        asked = timezone.localdate(self.asked_at)
        return str(_("Proposal of %(day)s") % {"day": f"{asked:%d.%m.%Y}"})
