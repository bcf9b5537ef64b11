"""Roles are code, who holds them is data."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.references import Reference
from konfluenz.people.models.persons import Person
from konfluenz.people.models.uses import SHARE_RIGHTS


class Role(models.TextChoices):
    """What somebody is in the work of the municipality."""

    ADMINISTRATOR = "administrator", _("Administrator")
    COORDINATOR = "coordinator", _("Volunteer coordinator")
    INTEGRATION_OFFICER = "integration_officer", _("Integration officer")
    EDITOR = "editor", _("Editor")
    OFFICE_COLLEAGUE = "office_colleague", _("Office colleague")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    DESK_VOLUNTEER = "desk_volunteer", _("Desk volunteer")
    ON_CALL_STAFF = "on_call_staff", _("On-call staff")
    INTERPRETER = "interpreter", _("Interpreter")
    TRAINER = "trainer", _("Trainer")
    JUROR = "juror", _("Juror")
    ORGANISATION_MEMBER = "organisation_member", _("Organisation member")
    VOLUNTEER = "volunteer", _("Volunteer")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")


class RoleGrants(models.QuerySet["RoleGrant"]):
    """Role grants, narrowed down by day."""

    def in_force(self, day: datetime.date | None = None) -> Self:
        """Return the grants valid on `day` (today in the city's zone if None)."""
        day = day or timezone.localdate()
        open_end = models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=day)
        return self.filter(open_end, valid_from__lte=day)


@personal_data.declare(
    subject="person",
    holds={"role valid_from valid_until": SHARE_RIGHTS},
    free="person origin_label origin_id",
)
class RoleGrant(models.Model):
    """A person holds a role from one day until before another.

    The origin is the record the role comes with (a post); empty: granted by hand. One
    person may hold the same role from several origins.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("Role"), max_length=30, choices=Role)
    valid_from = models.DateField(_("Valid from"))
    valid_until = models.DateField(_("Valid until before"), null=True, blank=True)
    origin_label = models.CharField(max_length=80, blank=True)
    origin_id = models.CharField(max_length=40, blank=True)

    objects = RoleGrants.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["role", "valid_from", "id"]
        indexes = [models.Index(fields=["origin_label", "origin_id"], name="role_origin")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="role_ends_after_start",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_known"),
            models.UniqueConstraint(
                fields=["person", "role", "origin_label", "origin_id"],
                condition=models.Q(valid_until__isnull=True),
                name="role_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def origin(self) -> Reference | None:
        """The record the role comes with; None: granted by hand."""
        return Reference(self.origin_label, self.origin_id) if self.origin_label else None
