"""Measures: what is done for a goal, and what shows that it was."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models.goals import Goal
from konfluenz.steering.models.indicators import Indicator


class MeasureState(models.TextChoices):
    """Where a measure is."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    DROPPED = "dropped", _("given up")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at title summary goals indicators unit partners state"
    " starts_on ends_on outcome source public volunteers",
)
class Measure(Record):
    """A Maßnahme. It serves one goal or several and is led by a unit.

    `outcome` says what came of it, needed when it ended or was given up. `public`: it stands
    with its goals in the portal. `volunteers`: people take part who are not paid for it (N-17).
    """

    title = models.CharField(_("measure"), max_length=200)
    summary = models.TextField(_("what is done"), blank=True)
    goals = models.ManyToManyField(Goal, related_name="measures", verbose_name=_("goals"))
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="measures", verbose_name=_("indicators")
    )
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="measures", verbose_name=_("led by")
    )
    partners = models.ManyToManyField(
        Organization, blank=True, related_name="measures", verbose_name=_("partners")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=MeasureState, default=MeasureState.PLANNED
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)
    volunteers = models.BooleanField(_("volunteers take part"), default=False)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("measure")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="measure_ends_after_start",
                violation_error_message=_("A measure ends after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("ended", "dropped")) | ~Q(outcome=""),
                name="measure_over_has_outcome",
                violation_error_message=_("Say what came of it: the council will ask."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(
    subject=None, free="public_id revision created_at measure date text url source"
)
class MeasureResult(Record):
    """Evidence: something that a measure led to, on a day, with where it can be seen.

    Landau reported "more than 50 visible results": such rows are counted.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="results")
    date = models.DateField(_("on"))
    text = models.CharField(_("what can be seen"), max_length=300)
    url = models.URLField(_("where"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("result of a measure")

    def __str__(self) -> str:
        return self.text
