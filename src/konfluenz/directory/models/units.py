"""Units of the administration and how they came, changed and went."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.periods import PERIOD_FIELDS, Period, PeriodQuerySet, Stage
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.models.outbox import Channel


class UnitKind(models.TextChoices):
    """What a unit is (O-06 to O-16). German names are only labels."""

    MAYORS_OFFICE = "mayors_office", _("Mayor's office")
    DEPARTMENT = "department", _("Department (Dezernat)")
    OFFICE = "office", _("Office (Amt)")
    SECTION = "section", _("Section")
    INTEGRATION_OFFICE = "integration_office", _("Integration office")
    VOLUNTEER_COORDINATION = "volunteer_coordination", _("Volunteer coordination")
    COORDINATION_UNIT = "coordination_unit", _("Internal coordination unit")
    INTEGRATION_DEPARTMENT = "integration_department", _("Department for integration")
    ADVISORY_DESK = "advisory_desk", _("Advisory desk")


class UnitState(models.TextChoices):
    """Whether a unit exists. "announced": a paper speaks of it, nothing says that it came."""

    ACTIVE = "active", _("in place")
    ANNOUNCED = "announced", _("announced")


class UnitStageKind(models.TextChoices):
    """The steps in which a unit comes and goes (PR-04, PR-05)."""

    ANNOUNCED = "announced", _("announced")
    DRAFTED = "drafted", _("drafted")
    SUBMITTED = "submitted", _("submitted")
    DECIDED = "decided", _("decided")
    ACTIVE = "active", _("in place")
    DISSOLVED = "dissolved", _("dissolved")
    UNDOCUMENTED = "undocumented", _("not documented")


class UnitQuerySet(PeriodQuerySet):
    """Units."""

    def on(self, day: dt.date) -> Self:
        """Return the units in being on `day`; announced ones are not."""
        return super().on(day).filter(state=UnitState.ACTIVE)


@personal_data.declare(
    subject=None,
    free="public_id revision created_at kind number name parent mail phone room state"
    f" {PERIOD_FIELDS}",
)
class OrgUnit(Period, Record):  # type: ignore[django-manager-missing]
    """A unit of the administration. Messages go to its shared mailbox, never to a person's."""

    kind = models.CharField(_("kind"), max_length=30, choices=UnitKind)
    number = models.CharField(_("number"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=160)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    mail = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    room = models.CharField(_("room"), max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=UnitState, default=UnitState.ACTIVE)

    objects = UnitQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Period.Meta):
        ordering = ["number", "name", "id"]
        verbose_name = _("unit")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_not_its_own_parent",
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(valid_until__isnull=True) & ~Q(number=""),
                name="unit_number_once",
                violation_error_message=_("Another unit has this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}" if self.number else self.name

    @property
    def language(self) -> str:
        """The language of the house is German."""
        return "de"

    def address(self, channel: str) -> str | None:
        """Return the unit's mailbox or phone number for `channel`."""
        reached = {Channel.MAIL: self.mail, Channel.CALL: self.phone}
        return reached.get(Channel(channel)) or None


@personal_data.declare(subject=None, free="predecessor successor date")
class UnitSuccession(models.Model):
    """`successor` took over on `date`. Merged: many rows to one successor; split: one to many."""

    predecessor = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="inheritances")
    date = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="unit_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="unit_not_its_own_successor"
            ),
        ]


@personal_data.declare(subject=None, free="unit stage date precision source body")
class UnitStage(Stage):
    """A step in the history of a unit."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=UnitStageKind)
