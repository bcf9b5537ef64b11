"""Figures frozen at a cut-off: they never change, whatever happens to the rows behind them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models.indicators import Indicator, Layer, Unit


@personal_data.declare(
    subject=None,
    free="public_id revision created_at title since cut_off taken_at digest public",
)
class Snapshot(Record):
    """All figures of a period, `since` to `cut_off` (both days in it), as they were `taken_at`.

    `digest` is the SHA-256 of what may be published of it (`steering.sealing`), so that
    whoever has the figures can tell whether they are these. Rows are added, never changed.
    """

    title = models.CharField(_("title"), max_length=160)
    since = models.DateField(_("from"))
    cut_off = models.DateField(_("cut-off date"))
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-cut_off", "-id"]
        verbose_name = _("frozen figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lte=F("cut_off")),
                name="snapshot_period_is_one",
                violation_error_message=_("The period begins before its cut-off date."),
            )
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(
    subject=None,
    free="snapshot indicator position code slug layer name definition numerator denominator unit"
    " decimals source method query few",
)
class FrozenIndicator(models.Model):
    """What an indicator meant when the figures were frozen. `position` counts from 1.

    `indicator` leads to what it means today; it may be gone.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.SET_NULL, null=True, related_name="frozen"
    )
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, blank=True)
    slug = models.SlugField(max_length=60)
    layer = models.CharField(max_length=8, choices=Layer)
    name = models.CharField(max_length=160)
    definition = models.TextField()
    numerator = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=10, choices=Unit)
    decimals = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=200, blank=True)
    method = models.TextField(blank=True)
    query = models.SlugField(max_length=60, blank=True)
    few = models.BooleanField(default=False)

    class Meta:
        ordering = ["snapshot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "slug"], name="frozen_indicator_once")
        ]

    def __str__(self) -> str:
        return self.name


class Hidden(models.TextChoices):
    """Why the public does not see a value. Empty: it does."""

    SMALL = "small", _("less than 5")
    SECONDARY = "secondary", _("not shown, so that no sum gives another one back")


@personal_data.declare(
    subject=None,
    free="indicator district category date precision value base approximate hidden source method",
)
class Fact(models.Model):
    """A frozen value. No value: not collected, and `method` may say who did not answer.

    `date` and `precision` say what it holds for: a reference day, or the period of the
    snapshot (then the cut-off date). `hidden` values never leave the office.
    """

    indicator = models.ForeignKey(FrozenIndicator, on_delete=models.CASCADE, related_name="facts")
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, null=True, related_name="facts"
    )
    category = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    precision = models.CharField(max_length=5, default="day")
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    base = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    approximate = models.BooleanField(default=False)
    hidden = models.CharField(max_length=9, choices=Hidden, blank=True)
    source = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["indicator__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "category", "date"],
                condition=Q(district__isnull=True),
                name="fact_once_in_city",
            ),
            models.UniqueConstraint(
                fields=["indicator", "category", "date", "district"],
                condition=Q(district__isnull=False),
                name="fact_once_in_district",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
