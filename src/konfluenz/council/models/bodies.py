"""Bodies of the council: their terms, the seats in them, and the groups that sit there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


@personal_data.declare(
    subject=None, free="public_id revision created_at body starts_on ends_on seats source"
)
class BodyTerm(Record):
    """A term of a body (Wahlperiode), `[starts_on, ends_on)`. `seats`: None where unknown.

    With seats on record no vote counts more heads than there are.
    """

    body = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="terms", verbose_name=_("body")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["body", "-starts_on"]
        verbose_name = _("term of a body")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_on"],
                name="body_term_once",
                violation_error_message=_("A term of this body begins on that day already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="body_term_ends_after_start",
                violation_error_message=_("The term ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.starts_on:%Y}"


@personal_data.declare(subject=None, free="term faction seats")
class FactionSeats(models.Model):
    """How many seats a Fraktion has in a term of a body."""

    term = models.ForeignKey(BodyTerm, on_delete=models.CASCADE, related_name="factions")
    faction = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="faction_seats",
        verbose_name=_("parliamentary group"),
    )
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        ordering = ["term", "-seats", "faction"]
        verbose_name = _("seats of a parliamentary group")
        constraints = [
            models.UniqueConstraint(fields=["term", "faction"], name="faction_seats_once")
        ]

    def __str__(self) -> str:
        return f"{self.faction}: {self.seats}"
