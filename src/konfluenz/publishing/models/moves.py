"""Where pages once were."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.publishing.models.pages import PortalPage


@personal_data.declare(subject=None, free="path page moved_at")
class OldAddress(models.Model):
    """An address that a page, and all below it, had before. It holds in every language."""

    path = models.CharField(_("old address"), max_length=500, unique=True)
    page = models.ForeignKey(PortalPage, on_delete=models.CASCADE, related_name="old_addresses")
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["path"]
        verbose_name = _("old address")
