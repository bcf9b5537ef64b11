"""What others advise: recommendations of working groups, and expert hearings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Group, OrgUnit
from konfluenz.events.models import GroupMeeting
from konfluenz.ground import personal_data
from konfluenz.ground.dates import Precision
from konfluenz.ground.models import Record
from konfluenz.steering.models.concepts import Concept
from konfluenz.steering.models.goals import PriorityArea
from konfluenz.steering.models.measures import Measure


class AdviceState(models.TextChoices):
    """What becomes of a recommendation (T-18)."""

    NEW = "new", _("new")
    ACCEPTED = "accepted", _("accepted")
    IN_WORK = "in_work", _("in work")
    DONE = "done", _("done")
    DECLINED = "declined", _("turned down")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at group meeting area date text state reason unit measure"
    " decided_on public",
)
class GroupRecommendation(Record):
    """What a working group recommends (PR-10). `meeting` is where it did, if that is on record.

    `reason` says why it was declined, or how far it is. `unit` answers for it; `measure` is
    what it became.
    """

    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("working group"),
    )
    meeting = models.ForeignKey(
        GroupMeeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("meeting"),
    )
    area = models.ForeignKey(
        PriorityArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("field of action"),
    )
    date = models.DateField(_("on"))
    text = models.CharField(_("what is recommended"), max_length=400)
    state = models.CharField(_("state"), max_length=8, choices=AdviceState, default=AdviceState.NEW)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("answers for it"),
    )
    measure = models.ForeignKey(
        Measure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("became the measure"),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("recommendation of a working group")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=AdviceState.DECLINED) | ~Q(reason=""),
                name="recommendation_declined_with_reason",
                violation_error_message=_("Say why it is declined: the group will ask."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class HearingState(models.TextChoices):
    """Where an expert hearing is (PR-09)."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("took place")
    FINDINGS = "findings", _("findings on record")
    CONSEQUENCES = "consequences", _("consequences drawn")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at title concept area date precision state experts findings"
    " consequence unit source public",
)
class Hearing(Record):
    """An expert hearing, what it found and what the administration made of it (PR-09).

    `experts` names functions and institutions, one in a line, never a private person. `date` is
    as exact as `precision`; the first day stands for its month or year.
    """

    title = models.CharField(_("title"), max_length=200)
    concept = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hearings",
        verbose_name=_("concept"),
    )
    area = models.ForeignKey(
        PriorityArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hearings",
        verbose_name=_("field of action"),
    )
    date = models.DateField(_("on"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    state = models.CharField(
        _("state"), max_length=12, choices=HearingState, default=HearingState.PLANNED
    )
    experts = models.TextField(_("experts"), blank=True)
    findings = models.TextField(_("findings"), blank=True)
    consequence = models.TextField(_("consequence"), blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hearings",
        verbose_name=_("draws the consequence"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("expert hearing")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("findings", "consequences")) | ~Q(findings=""),
                name="hearing_findings_are_told",
                violation_error_message=_("Say what the hearing found."),
            ),
            models.CheckConstraint(
                condition=~Q(state="consequences") | ~Q(consequence=""),
                name="hearing_consequence_is_told",
                violation_error_message=_("Say what follows from it, also if it is nothing."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
