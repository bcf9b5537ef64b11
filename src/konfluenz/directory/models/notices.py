"""What the directory tells beside services: funding programmes, goods, links to other sites."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.organizations import Organization
from konfluenz.directory.models.places import Place
from konfluenz.directory.models.topics import Topic
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug published name funder organization summary for_whom"
    " what amount_max own_share deadline how url topics",
)
class FundingProgramme(Record):
    """Money for projects (D-36). `deadline` is the last day; none: applications at any time.

    `amount_max` is in euros.
    """

    TEXTS = ("name", "summary", "for_whom", "what", "own_share", "how")

    slug = models.SlugField(_("words in the address"), max_length=80, unique=True)
    published = models.BooleanField(_("published"), default=False)
    name = models.CharField(_("name"), max_length=160)
    funder = models.CharField(_("who funds"), max_length=200)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("organisation"),
    )
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    what = models.TextField(_("what is funded"), blank=True)
    amount_max = models.DecimalField(
        _("at most, in euros"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    own_share = models.CharField(_("own share"), max_length=200, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    how = models.TextField(_("how to apply"), blank=True)
    url = models.URLField(_("website"), blank=True)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="programmes", verbose_name=_("topics")
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("funding programme")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_max__isnull=True) | Q(amount_max__gt=0),
                name="programme_amount",
                violation_error_message=_("The amount must be above zero."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class GoodsKind(models.TextChoices):
    """What is said of goods (D-35, T-14)."""

    WANTED = "wanted", _("wanted")
    ENOUGH = "enough", _("we have enough of it")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug kind name what organization place how expires_on"
    " published",
)
class GoodsNotice(Record):
    """Goods that somebody needs, or has enough of. `expires_on` is the first day it is gone."""

    TEXTS = ("name", "what", "how")

    slug = models.SlugField(_("words in the address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=GoodsKind, default=GoodsKind.WANTED)
    published = models.BooleanField(_("published"), default=False)
    name = models.CharField(_("name"), max_length=160)
    what = models.TextField(_("what exactly"), blank=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="goods",
        verbose_name=_("organisation"),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="goods",
        verbose_name=_("place"),
    )
    how = models.TextField(_("how to hand over"), blank=True)
    expires_on = models.DateField(_("shown until before"))

    class Meta:
        ordering = ["kind", "name", "id"]
        verbose_name = _("goods notice")

    def __str__(self) -> str:
        return self.name


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug published url name expects languages organization"
    " topics",
)
class ExternalResource(Record):
    """A page of somebody else's (O-24, T-01), with what to expect there."""

    TEXTS = ("name", "expects")

    slug = models.SlugField(_("words in the address"), max_length=80, unique=True)
    published = models.BooleanField(_("published"), default=False)
    url = models.URLField(_("address"), max_length=500, unique=True)
    name = models.CharField(_("name"), max_length=160)
    expects = models.TextField(_("what one finds there"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("organisation"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="resources", verbose_name=_("topics")
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("link to another site")

    def __str__(self) -> str:
        return self.name
