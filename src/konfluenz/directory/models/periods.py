"""What begins and ends, and what happened on a day that may be known to the year only."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.ground.dates import Precision


class PeriodQuerySet(models.QuerySet):
    """Rows with a validity."""

    def on(self, day: dt.date) -> Self:
        """Return those valid on `day`. An undocumented beginning counts as long past."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        )

    def open(self) -> Self:
        """Return those without an end."""
        return self.filter(valid_until__isnull=True)


class Period(models.Model):
    """Validity ``[valid_from, valid_until)``.

    A date known to the month or year only is stored as the first day of that month or year,
    with its precision beside it. No beginning: since when is not documented.
    """

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_from_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    valid_until_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="%(class)s_period",
                violation_error_message=_("The end must be after the beginning."),
            )
        ]

    def holds_on(self, day: dt.date) -> bool:
        """Return whether the row is valid on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


class Stage(models.Model):
    """A step in the history of a post or unit, with the paper or person that vouches for it.

    `source` names a document ("UV/0050/2024"); `body` is who decided, where that is known.
    "undocumented" is a step as well: from `date` on no source says how it went on.
    """

    date = models.DateField(_("date"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    source = models.CharField(_("source"), max_length=300, blank=True)
    body = models.ForeignKey(
        "directory.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        abstract = True
        ordering = ["date", "id"]


PERIOD_FIELDS = "valid_from valid_from_precision valid_until valid_until_precision"
