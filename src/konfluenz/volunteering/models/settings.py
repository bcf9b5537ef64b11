"""What counts how much in matching: the city decides."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record

_WEIGHT = [MaxValueValidator(10)]


@personal_data.declare(
    subject=None,
    free="public_id revision created_at only time distance languages skills interests wishes turn",
)
class MatchingWeights(Record):
    """One row: 0 (does not count) to 10 for each part of the score."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    time = models.PositiveSmallIntegerField(_("time"), default=3, validators=_WEIGHT)
    distance = models.PositiveSmallIntegerField(_("way"), default=2, validators=_WEIGHT)
    languages = models.PositiveSmallIntegerField(_("languages"), default=2, validators=_WEIGHT)
    skills = models.PositiveSmallIntegerField(_("skills"), default=2, validators=_WEIGHT)
    interests = models.PositiveSmallIntegerField(_("interests"), default=2, validators=_WEIGHT)
    wishes = models.PositiveSmallIntegerField(_("wishes"), default=1, validators=_WEIGHT)
    turn = models.PositiveSmallIntegerField(_("fair turn"), default=1, validators=_WEIGHT)

    class Meta:
        verbose_name = _("weights of matching")
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="weights_only_one")
        ]
