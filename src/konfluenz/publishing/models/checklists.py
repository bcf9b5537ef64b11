"""The orientation checklist for newcomers (T-21)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


class Phase(models.TextChoices):
    """When something is to be done after the arrival."""

    DAYS = "days", _("first days")
    WEEKS = "weeks", _("first weeks")
    MONTHS = "months", _("first months")


@personal_data.declare(
    subject=None, free="public_id revision created_at slug phase title text documents page order"
)
class ChecklistItem(Record):
    """One thing that a newcomer does. Who has done it is kept on their own device alone.

    `documents` are what one has to bring, one string each. `page` explains it.
    """

    TEXTS = ("title", "text", "documents")

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    phase = models.CharField(_("when"), max_length=8, choices=Phase, default=Phase.DAYS)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("explanation"), blank=True)
    documents = models.JSONField(_("what to bring"), default=list, blank=True)
    page = models.ForeignKey(
        "publishing.PortalPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="checklist_items",
        verbose_name=_("page that explains it"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("item of the checklist")

    def __str__(self) -> str:
        return self.title
