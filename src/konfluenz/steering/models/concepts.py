"""Versions of the Integrationskonzept, their adoption, and whether they need to be revised."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization
from konfluenz.ground import personal_data
from konfluenz.ground.dates import Precision
from konfluenz.ground.models import Record


class ConceptState(models.TextChoices):
    """The life of a concept (PR-06)."""

    DRAFT = "draft", _("in draft")
    PARTICIPATION = "participation", _("in participation")
    ADOPTED = "adopted", _("adopted")
    IN_FORCE = "in_force", _("in force")
    UNDER_REVIEW = "under_review", _("under review")
    SUPERSEDED = "superseded", _("superseded")


BEFORE_ADOPTION = (ConceptState.DRAFT, ConceptState.PARTICIPATION)


class Vote(models.TextChoices):
    """How a body voted. Empty where it did not vote or no source says."""

    UNANIMOUS = "unanimous", _("unanimous")
    BY_MAJORITY = "by_majority", _("by majority")


class MunicipalFunction(models.TextChoices):
    """What the city takes on itself in integration work (D-20)."""

    COORDINATION = "coordination", _("Coordination")
    SHAPING = "shaping", _("Shaping")
    SERVICE = "service", _("Service")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at title label state drafted_date drafted_precision"
    " adopted_date adopted_precision adopted_by adopted_vote predecessor consultant"
    " participation functions source public",
)
class Concept(Record):
    """A version of the Integrationskonzept (D-01, D-02).

    `label` tells versions apart and stands in addresses ("2022"). `functions` are slugs of
    MunicipalFunction. `participation` says how citizens took part. `source` names the paper
    that vouches for all this. Dates known to the year are its first day, as in the directory.
    """

    title = models.CharField(_("title"), max_length=200)
    label = models.SlugField(_("version"), max_length=40, unique=True)
    state = models.CharField(
        _("state"), max_length=16, choices=ConceptState, default=ConceptState.DRAFT
    )
    drafted_date = models.DateField(_("drafted"), null=True, blank=True)
    drafted_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    adopted_date = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    adopted_by = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concepts_adopted",
        verbose_name=_("adopted by"),
    )
    adopted_vote = models.CharField(_("vote"), max_length=12, choices=Vote, blank=True)
    predecessor = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name=_("replaces"),
    )
    consultant = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concepts_supported",
        verbose_name=_("supported by"),
    )
    participation = models.TextField(_("participation"), blank=True)
    functions = models.JSONField(_("functions of the city"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["label"]
        verbose_name = _("concept")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_ADOPTION) | Q(adopted_date__isnull=False),
                name="concept_adopted_has_date",
                violation_error_message=_("An adopted concept needs the date of its adoption."),
            ),
            models.CheckConstraint(
                condition=Q(adopted_date__isnull=True)
                | Q(drafted_date__isnull=True)
                | ~Q(adopted_precision=Precision.DAY)
                | Q(adopted_date__gte=F("drafted_date")),
                name="concept_drafted_before_adopted",
                violation_error_message=_("A concept is drafted before it is adopted."),
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="concept_not_its_own_predecessor",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(subject=None, free="concept date needed reason source")
class RevisionReview(models.Model):
    """An answer to whether a concept needs to be revised (D-03)."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="reviews")
    date = models.DateField(_("asked on"))
    needed = models.BooleanField(_("a revision is needed"))
    reason = models.CharField(_("reason"), max_length=300)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "date"], name="review_once_a_day")
        ]

    def __str__(self) -> str:
        return self.reason
