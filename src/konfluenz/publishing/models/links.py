"""The register of links to other sites: each address once, with where it stands and how it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


class LinkState(models.TextChoices):
    """How an address answered. "refused": it leads inside our network and is never asked."""

    NEW = "new", _("not checked yet")
    OK = "ok", _("works")
    MOVED = "moved", _("moved")
    BROKEN = "broken", _("does not work")
    REFUSED = "refused", _("not allowed")
    UNSURE = "unsure", _("uncertain")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at url host state since checked_at next_at failures failed_on"
    " status reason moved_to etag",
)
class OutsideLink(Record):
    """An address of somebody else's that stands on our pages.

    `state` stands since `since`; `failures` counts the days on which it failed one after the
    other, the last of them `failed_on`. `moved_to` is where it leads for good.
    """

    url = models.CharField(_("address"), max_length=1000, unique=True)
    host = models.CharField(_("site"), max_length=253)
    state = models.CharField(_("state"), max_length=8, choices=LinkState, default=LinkState.NEW)
    since = models.DateTimeField(_("since"))
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    next_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(_("failed on so many days"), default=0)
    failed_on = models.DateField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    moved_to = models.CharField(_("leads to"), max_length=1000, blank=True)
    etag = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["state", "since", "id"]
        verbose_name = _("link to another site")
        indexes = [models.Index(fields=["next_at"], name="outside_link_next")]

    def __str__(self) -> str:
        return self.url


@personal_data.declare(subject=None, free="link label record_id field locale")
class LinkUse(models.Model):
    """A place where a link stands: the `field` of the record (`label`, `record_id`)."""

    link = models.ForeignKey(OutsideLink, on_delete=models.CASCADE, related_name="uses")
    label = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    field = models.CharField(max_length=80)
    locale = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        verbose_name = _("place of a link")
        indexes = [models.Index(fields=["label", "record_id"], name="link_use_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "label", "record_id", "field", "locale"], name="link_use_once"
            )
        ]
