"""Organisations of all kinds, council bodies among them, and who stands for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.periods import PERIOD_FIELDS, Period
from konfluenz.directory.models.places import District, Place
from konfluenz.directory.models.topics import Topic
from konfluenz.directory.models.units import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.models.outbox import Channel
from konfluenz.ground.personal_data import Basis, Retention, Use

REACH_ORGANISATIONS = Use(
    purpose="Reach the people who speak for an organisation",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="membership ended", days=730),
)
REMEMBER_ORGANISATIONS = Use(
    purpose="What staff must remember in working with an organisation",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="organisation ended", days=730),
)


class OrganizationKind(models.TextChoices):
    """What an organisation is, with the requirement of `domain.md` section 1 that it answers."""

    ASSOCIATION = "association", _("Association")  # O-18
    NONPROFIT_PROVIDER = "nonprofit_provider", _("Non-profit provider")  # O-19
    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrant organisation")  # O-18
    INITIATIVE = "initiative", _("Initiative")  # O-21
    COUNSELLING_SERVICE = "counselling_service", _("Counselling service")  # O-25
    RELIGIOUS_COMMUNITY = "religious_community", _("Religious community")  # O-21
    EMPLOYER = "employer", _("Employer")  # O-21
    SCHOOL = "school", _("School or education provider")  # O-21
    HEALTH = "health", _("Health service")  # O-21
    AUTHORITY = "authority", _("Authority")  # O-21
    FOUNDATION = "foundation", _("Foundation")  # O-21
    CONSULTANT = "consultant", _("External consultant")  # O-20
    COUNCIL = "council", _("Council")  # O-02
    COMMITTEE = "committee", _("Committee")  # O-03
    FACTION = "faction", _("Council group")  # O-04
    EXECUTIVE_BOARD = "executive_board", _("Executive board")  # O-05
    MAYOR = "mayor", _("Mayor")  # O-06
    ADVISORY_COUNCIL = "advisory_council", _("Advisory council")  # section 6
    DATA_SOURCE = "data_source", _("Data source")  # O-22
    PUBLIC_WEBSITE = "public_website", _("Website of the city")  # O-23
    EXTERNAL_SITE = "external_site", _("External site")  # O-24


BODIES = frozenset(
    {
        OrganizationKind.COUNCIL,
        OrganizationKind.COMMITTEE,
        OrganizationKind.FACTION,
        OrganizationKind.EXECUTIVE_BOARD,
        OrganizationKind.MAYOR,
        OrganizationKind.ADVISORY_COUNCIL,
    }
)
"""The kinds that decide or advise."""

SOURCES = frozenset(
    {
        OrganizationKind.DATA_SOURCE,
        OrganizationKind.PUBLIC_WEBSITE,
        OrganizationKind.EXTERNAL_SITE,
    }
)
"""The kinds that are systems and sites rather than people."""


class OrganizationState(models.TextChoices):
    """Whether an organisation is at work."""

    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    ENDED = "ended", _("ended")


@personal_data.declare(
    subject=None,
    holds={"notes": REMEMBER_ORGANISATIONS},
    free="public_id revision created_at kind name short_name folded state description website"
    " mail phone street postcode town district place languages topics parent listed",
)
class Organization(Record):  # type: ignore[django-manager-missing]
    """An organisation of any kind. Its own contact data are public knowledge, a person's never.

    `folded` is the name as search sees it, by which a likely duplicate is found.
    `languages` are codes of the languages spoken there. `listed`: it agreed to stand in the
    public directory. `parent`: the council of a committee, the head association of a branch.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=OrganizationKind)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OrganizationState, default=OrganizationState.ACTIVE
    )
    description = models.TextField(_("what it does"), blank=True)
    website = models.URLField(_("website"), blank=True)
    mail = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("district"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("place"),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="organizations", verbose_name=_("topics")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    listed = models.BooleanField(_("in the public directory"), default=False)
    notes = EncryptedTextField(_("notes"), blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("organisation")
        indexes = [models.Index(fields=["kind", "state", "name"], name="organization_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organization_not_its_own_parent",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def language(self) -> str:
        """Organisations are written to in German."""
        return "de"

    def address(self, channel: str) -> str | None:
        """Return the organisation's own mailbox or phone number for `channel`."""
        reached = {Channel.MAIL: self.mail, Channel.CALL: self.phone}
        return reached.get(Channel(channel)) or None

    @property
    def is_body(self) -> bool:
        """Whether it decides or advises for the city."""
        return self.kind in BODIES


@personal_data.declare(subject=None, free="body unit")
class Coverage(models.Model):
    """A committee looks after an office (O-03: one committee, Ämter 31 and 37)."""

    body = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="coverages")
    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="coverages")

    class Meta:
        ordering = ["unit__number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "unit"], name="coverage_once"),
        ]


@personal_data.declare(
    subject="person",
    holds={f"person function is_contact {PERIOD_FIELDS}": REACH_ORGANISATIONS},
    free="organization",
)
class Membership(Period):
    """A person stands for an organisation. `is_contact`: whom to ask first."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="memberships"
    )
    function = models.CharField(_("function"), max_length=120, blank=True)
    is_contact = models.BooleanField(_("contact person"), default=False)

    class Meta(Period.Meta):
        ordering = ["-is_contact", "valid_from", "id"]
