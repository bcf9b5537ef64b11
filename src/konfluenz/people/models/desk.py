"""What colleagues keep for themselves: views of lists, and forms they have not finished."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField
from konfluenz.people.models.accounts import Account
from konfluenz.people.models.uses import WORK_AT_EASE


@personal_data.declare(
    subject="account__person", holds={"name query": WORK_AT_EASE}, free="account list"
)
class SavedView(models.Model):
    """A list as somebody likes to see it: its filters and order, as a query string."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="saved_views")
    list = models.SlugField(max_length=60)
    name = models.CharField(_("Name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["list", "name"]
        constraints = [
            models.UniqueConstraint(fields=["account", "list", "name"], name="view_name_once")
        ]

    def __str__(self) -> str:
        return self.name


@personal_data.declare(
    subject="account__person",
    holds={"data": WORK_AT_EASE},
    free="account form about_label about_id updated_at",
)
class Draft(models.Model):
    """A form somebody has begun; `about` is the record it would change, empty for a new one."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    form = models.SlugField(max_length=60)
    about_label = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    data = EncryptedJSONField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "form", "about_label", "about_id"], name="draft_once"
            )
        ]
