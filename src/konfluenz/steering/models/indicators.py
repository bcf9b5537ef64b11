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
    BALANCE = "balance", _("persons, more or less")
    COUNT = "count", _("count")
    RATIO = "ratio", _("ratio")
    INDEX = "index", _("index from 0 to 1")
    HOURS = "hours", _("hours (time)")
    MINUTES = "minutes", _("minutes (time)")
    DAYS = "days", _("days (time)")
    WORKDAYS = "workdays", _("working days (time)")
    WEEKS = "weeks", _("weeks (time)")
    AREA = "area", _("square metres")
    SCORE = "score", _("score")


WHOLE = (Unit.PERSONS, Unit.BALANCE, Unit.COUNT)
"""What is counted whole: there is no half person."""


class Layer(models.TextChoices):
    """What an indicator is about; the three are never mixed (section 5)."""

    STATE = "state", _("state of society")
    ACTIVITY = "activity", _("activity and service")
    QUALITY = "quality", _("quality of the data")


class Cycle(models.TextChoices):
    """How often a new value is expected."""

    MONTH = "month", _("monthly")
    QUARTER = "quarter", _("quarterly")
    YEAR = "year", _("yearly")
    IRREGULAR = "irregular", _("irregularly")


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
    free="public_id revision created_at slug code layer name definition numerator denominator"
    " unit decimals source method direction cycle query few public",
)
class Indicator(Record):
    """A figure with its definition. `source` is who usually gives it; `method` how it is made.

    Definitions are our own wording (`domain.md`, section 5). `code` is its short sign in the
    catalogue ("A2", "V1"), empty for the city's own. `decimals`: how many are worth showing.
    `query` names the counting that computes it from the other rooms (`steering.counting`);
    empty: values are entered or imported. `few`: it counts single persons, so values below 5
    are not shown to the public.
    """

    code = models.CharField(_("sign"), max_length=8, blank=True)
    layer = models.CharField(_("layer"), max_length=8, choices=Layer, default=Layer.STATE)
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
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    cycle = models.CharField(_("cycle"), max_length=9, choices=Cycle, default=Cycle.YEAR)
    query = models.SlugField(_("computed by"), max_length=60, blank=True)
    few = models.BooleanField(_("small numbers are hidden"), default=False)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("indicator")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="indicator_code_once",
                violation_error_message=_("Another indicator has this sign."),
            ),
            models.CheckConstraint(
                condition=Q(query="") | ~Q(layer=Layer.STATE),
                name="indicator_state_is_not_computed",
                violation_error_message=_(
                    "The state of society is not computed from what was done here."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@personal_data.declare(
    subject=None,
    free="public_id revision created_at indicator date precision dated_by district category"
    " elsewhere unit value base approximate breaks state source method",
)
class Observation(Record):
    """A value of an indicator on a day, for the city or one district (F-01 to F-04).

    `unit` repeats the indicator's: a value means nothing without it, and the table itself
    refuses a percentage of 177. `approximate`: the source says "about". `category` is the part
    it counts, such as a nationality; empty: all of them. `base` is what was counted under a
    share. `breaks`: it was made in another way than the values before it, `method` says how.
    What was not collected has no row: a missing value is never 0. `elsewhere` is the name of
    another city that it was observed in, for comparison; empty: here.
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
    category = models.CharField(_("part"), max_length=80, blank=True)
    elsewhere = models.CharField(_("another city"), max_length=80, blank=True)
    unit = models.CharField(max_length=10, choices=Unit, editable=False)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    base = models.DecimalField(
        _("counted under it"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    approximate = models.BooleanField(_("approximate"), default=False)
    breaks = models.BooleanField(_("the series breaks here"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ObservationState, default=ObservationState.FINAL
    )
    source = models.CharField(_("source"), max_length=300)
    method = models.CharField(_("method note"), max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "date", "id"]
        verbose_name = _("observation")
        indexes = [
            models.Index(fields=["indicator", "district", "-date"], name="observation_series")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=Unit.PERCENT) | Q(value__gte=0, value__lte=100),
                name="observation_percentage",
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(unit=Unit.BALANCE) | Q(value__gte=0),
                name="observation_not_negative",
                violation_error_message=_("A count is not below 0."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.INDEX) | Q(value__lte=1),
                name="observation_index",
                violation_error_message=_("An index lies between 0 and 1."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "category", "date", "precision", "elsewhere"],
                condition=Q(district__isnull=True),
                name="observation_once_in_city",
            ),
            models.UniqueConstraint(
                fields=["indicator", "category", "date", "precision", "district"],
                condition=Q(district__isnull=False),
                name="observation_once_in_district",
            ),
            models.CheckConstraint(
                condition=Q(elsewhere="") | Q(district__isnull=True),
                name="observation_elsewhere_has_no_district",
                violation_error_message=_("Another city has none of our districts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.date:%d.%m.%Y}"
