"""Groups that meet: Arbeitskreise, steering groups, round tables, district circles."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.organizations import Organization
from konfluenz.directory.models.periods import PERIOD_FIELDS, Period
from konfluenz.directory.models.places import District
from konfluenz.directory.models.units import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use

WORK_IN_GROUPS = Use(
    purpose="Invite the members of a group and keep its minutes",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="membership ended", days=730),
)
_NAMELESS = _("name not documented")


class GroupKind(models.TextChoices):
    """What a group is (O-12, O-17, section 6)."""

    WORKING_GROUP = "working_group", _("Working group")
    STEERING_GROUP = "steering_group", _("Steering group")
    ROUND_TABLE = "round_table", _("Round table")
    DISTRICT_CIRCLE = "district_circle", _("District circle")


@personal_data.declare(
    subject=None,
    free=f"public_id revision created_at kind name purpose unit district source {PERIOD_FIELDS}",
)
class Group(Period, Record):
    """A group. No name: a source says that it exists and not what it is called."""

    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind)
    name = models.CharField(_("name"), max_length=160, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("led by"),
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("district"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(Period.Meta):
        ordering = ["kind", "name", "id"]
        verbose_name = _("group")

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} ({_NAMELESS})"


@personal_data.declare(
    subject="person",
    holds={f"person function {PERIOD_FIELDS}": WORK_IN_GROUPS},
    free="group organization",
)
class GroupMember(Period):
    """A person or an organisation in a group: one of the two, never both."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="group_memberships",
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="group_memberships",
    )
    function = models.CharField(_("function"), max_length=120, blank=True)

    class Meta(Period.Meta):
        ordering = ["id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, organization__isnull=False),
                name="group_member_one_of_two",
            ),
            models.UniqueConstraint(
                fields=["group", "organization"],
                condition=Q(valid_until__isnull=True),
                name="group_member_organization_once",
            ),
        ]
