"""Indicators, and what was observed of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District
from konfluenz.ground import personal_data
from konfluenz.ground.dates import Precision
from konfluenz.ground.models import Record


class Unit(models.TextChoices):
    """What a value counts."""

    PERCENT = "percent", _("percent")
    PERSONS = "persons", _("persons")
    COUNT = "count", _("count")


class Direction(models.TextChoices):
    """Which way is better, if either is: a state of society is neither (section 5)."""

    NEITHER = "neither", _("neither")
    UP = "up", _("more is better")
    DOWN = "down", _("less is better")


class DatedBy(models.TextChoices):
    """What the date of an observation is: the day it was true, or only the paper's day."""

    REFERENCE_DAY = "reference_day", _("reference day")
    REPORT = "report", _("date of the report, the reference day is not documented")


class ObservationState(models.TextChoices):
    """Whether a value can still move."""

    PROVISIONAL = "provisional", _("provisional")
    FINAL = "final", _("final")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug name definition numerator denominator unit"
    " source method direction public",
)
class Indicator(Record):
    """A figure with its definition. `source` is who usually gives it; `method` how it is made.

    Definitions are our own wording (`domain.md`, section 5).
    """

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    definition = models.TextField(_("definition"))
    numerator = models.CharField(_("numerator"), max_length=200, blank=True)
    denominator = models.CharField(_("denominator"), max_length=200, blank=True)
    unit = models.CharField(_("what it counts"), max_length=10, choices=Unit)
    source = models.CharField(_("usual source"), max_length=200, blank=True)
    method = models.TextField(_("method note"), blank=True)
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction, default=Direction.NEITHER
    )
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("indicator")

    def __str__(self) -> str:
        return self.name


@personal_data.declare(
    subject=None,
    free="public_id revision created_at indicator date precision dated_by district unit value"
    " approximate state source method",
)
class Observation(Record):
    """A value of an indicator on a day, for the city or one district (F-01 to F-04).

    `unit` repeats the indicator's: a value means nothing without it, and the table itself
    refuses a percentage of 177. `approximate`: the source says "about".
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    date = models.DateField(_("date"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    dated_by = models.CharField(
        _("the date is"), max_length=14, choices=DatedBy, default=DatedBy.REFERENCE_DAY
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("district"),
    )
    unit = models.CharField(max_length=10, choices=Unit, editable=False)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    approximate = models.BooleanField(_("approximate"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ObservationState, default=ObservationState.FINAL
    )
    source = models.CharField(_("source"), max_length=300)
    method = models.CharField(_("method note"), max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "date", "id"]
        verbose_name = _("observation")
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=Unit.PERCENT) | Q(value__gte=0, value__lte=100),
                name="observation_percentage",
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="observation_not_negative",
                violation_error_message=_("A count is not below 0."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "date", "precision"],
                condition=Q(district__isnull=True),
                name="observation_once_in_city",
            ),
            models.UniqueConstraint(
                fields=["indicator", "date", "precision", "district"],
                condition=Q(district__isnull=False),
                name="observation_once_in_district",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.date:%d.%m.%Y}"
