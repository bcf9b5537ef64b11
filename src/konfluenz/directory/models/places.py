"""Districts and places."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.periods import Period
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record

LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]


class Located(models.Model):
    """A point on the map, WGS 84, in degrees; both coordinates or neither."""

    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=LONGITUDE,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="%(class)s_point",
                violation_error_message=_("Give both coordinates or none."),
            )
        ]


@personal_data.declare(
    subject=None,
    free="public_id revision created_at name number latitude longitude came_from valid_from"
    " valid_from_precision valid_until valid_until_precision",
)
class District(Located, Period, Record):
    """A part of the city, known by its centre point. `number` is the statistics office's.

    One that was split has an end; those it became name it in `came_from`.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    number = models.CharField(_("number"), max_length=10, blank=True)
    came_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("was part of"),
    )

    class Meta:
        ordering = ["name"]
        constraints = [*Located.Meta.constraints, *Period.Meta.constraints]
        verbose_name = _("district")

    def __str__(self) -> str:
        return self.name


class PlaceQuerySet(models.QuerySet):
    """Places."""

    def public(self) -> Self:
        """Return those that a page, feed or map may show. Addresses of shelters never are."""
        return self.filter(confidential=False)


@personal_data.declare(
    subject=None,
    free="public_id revision created_at name street postcode town district latitude longitude"
    " step_free confidential note",
)
class Place(Located, Record):
    """Where something happens: a house, a hall, a meeting point.

    `confidential`: a shelter or another address that must never be public.
    `step_free` null: nobody has checked.
    """

    name = models.CharField(_("name"), max_length=160)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("district"),
    )
    step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    confidential = models.BooleanField(_("confidential, never public"), default=False)
    note = models.CharField(_("how to get in"), max_length=300, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta(Located.Meta):
        ordering = ["name", "id"]
        verbose_name = _("place")

    def __str__(self) -> str:
        return self.name
