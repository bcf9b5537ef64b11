"""Topics, and which unit answers for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.periods import PERIOD_FIELDS, Period
from konfluenz.directory.models.units import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug name icon order on_start_page refer_only active",
)
class Topic(Record):
    """A topic of D-25, or one that the city added.

    `name` is German; other languages are in `ground/translations`. `on_start_page`: a tile
    of the portal. `refer_only`: beyond the boundary D-21, benefits and accommodation: the
    system says who answers, it never processes such a matter.
    """

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    icon = models.CharField(_("picture"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    on_start_page = models.BooleanField(_("on the start page"), default=True)
    refer_only = models.BooleanField(_("only referred"), default=False)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("topic")

    def __str__(self) -> str:
        return self.name


class Scope(models.TextChoices):
    """What a unit does with a question on a topic."""

    COVERS = "covers", _("answers itself")
    REFERS = "refers", _("is referred to")


@personal_data.declare(
    subject=None, free=f"public_id revision created_at topic unit scope hand_over {PERIOD_FIELDS}"
)
class Responsibility(Period, Record):
    """A unit answers for a topic (N-16).

    "covers": its people work on the matter here. "refers": the matter belongs to the unit,
    is handed over with the words of `hand_over` and not worked on here.
    """

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="responsibilities", verbose_name=_("topic")
    )
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        related_name="responsibilities",
        verbose_name=_("unit"),
    )
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.COVERS)
    hand_over = models.TextField(_("what to say when handing over"), blank=True)

    class Meta(Period.Meta):
        ordering = ["topic__order", "scope", "id"]
        verbose_name = _("responsibility")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["topic", "unit"],
                condition=Q(valid_until__isnull=True),
                name="responsibility_once",
            ),
        ]
