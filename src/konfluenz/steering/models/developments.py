"""What happens outside and changes the work (T-20)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


@personal_data.declare(
    subject=None,
    free="public_id revision created_at date title effect response unit over_on source public",
)
class Development(Record):
    """Something that happened outside, what it did to the work, and the response (T-20)."""

    date = models.DateField(_("since"))
    title = models.CharField(_("what happened"), max_length=200)
    effect = models.TextField(_("effect"))
    response = models.TextField(_("response"), blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="developments",
        verbose_name=_("responds"),
    )
    over_on = models.DateField(_("over on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("development")
        constraints = [
            models.CheckConstraint(
                condition=Q(over_on__isnull=True) | Q(over_on__gte=F("date")),
                name="development_over_after_start",
                violation_error_message=_("It is over after it began."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
