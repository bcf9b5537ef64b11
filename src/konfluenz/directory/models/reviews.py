"""*Stimmt noch?*: who vouches for an entry, and since when nobody has."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.organizations import Organization
from konfluenz.directory.models.units import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use

KEEP_TRUE = Use(
    purpose="Who confirmed that a public entry still holds",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="entry removed", days=0),
)


class ReviewState(models.TextChoices):
    """How far the question has come. "unconfirmed": readers are told so."""

    CURRENT = "current", _("confirmed")
    ASKED = "asked", _("asked")
    REMINDED = "reminded", _("reminded")
    ESCALATED = "escalated", _("with the coordination")
    UNCONFIRMED = "unconfirmed", _("not confirmed")


@personal_data.declare(
    subject=None,
    holds={"confirmed_by_label confirmed_by_id": KEEP_TRUE},
    free="public_id revision created_at label record_id title unit organization cycle_days due_on"
    " state confirmed_at changed_at harm",
)
class Review(Record):
    """The question whether a record is still true, put to its owner again and again (N-12).

    (`label`, `record_id`) is the record: a service, an event, a link, a page; `title` is what
    it was called last. The owner is a unit or an organisation. It is asked on `due_on`, again
    `cycle_days` after each confirmation. `state` stands since `changed_at`. `harm` 1 to 3: what
    a wrong entry does to those who rely on it; 3 is closed doors and missed deadlines.
    """

    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=200, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("unit"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("organisation"),
    )
    cycle_days = models.PositiveSmallIntegerField(_("asked every … days"), default=180)
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"), max_length=12, choices=ReviewState, default=ReviewState.CURRENT
    )
    changed_at = models.DateTimeField(_("since"))
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    confirmed_by_label = models.CharField(max_length=80, blank=True)
    confirmed_by_id = models.CharField(max_length=40, blank=True)
    harm = models.PositiveSmallIntegerField(_("harm of a mistake"), default=2)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("review")
        indexes = [models.Index(fields=["state", "due_on"], name="review_due")]
        constraints = [
            models.UniqueConstraint(fields=["label", "record_id"], name="review_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(organization__isnull=True),
                name="review_one_owner",
                violation_error_message=_("Name one owner: a unit or an organisation."),
            ),
            models.CheckConstraint(
                condition=Q(cycle_days__gte=7, cycle_days__lte=730),
                name="review_cycle",
                violation_error_message=_("Ask at least every two years, at most each week."),
            ),
            models.CheckConstraint(condition=Q(harm__gte=1, harm__lte=3), name="review_harm"),
        ]

    @property
    def owner(self) -> OrgUnit | Organization:
        """Who is asked."""
        return self.unit or self.organization  # type: ignore[return-value]
