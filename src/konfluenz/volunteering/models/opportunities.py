"""Einsatzmöglichkeiten: where help is wanted, when, by whom, and how it ended."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District, Organization, OrgUnit, Topic
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.volunteering.models.volunteers import Skill

SPEAK_FOR_IT = Use(
    purpose="Reach whoever offers an opportunity",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="opportunity closed", days=730),
)


class OpportunityState(models.TextChoices):
    """The life of an opportunity. What an association sends in waits for a person."""

    SUBMITTED = "submitted", _("waits for release")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")
    REFUSED = "refused", _("not released")


class Timing(models.TextChoices):
    """When help is wanted (after CiviVolunteer's set, flexible and open-ended)."""

    FIXED = "fixed", _("on fixed days")
    WEEKLY = "weekly", _("each week")
    FLEXIBLE = "flexible", _("to be agreed")
    OPEN_ENDED = "open_ended", _("without an end")


class Insurer(models.TextChoices):
    """Who insures the helper (`domain.md` 8.6). Nobody knows yet: it must be settled."""

    ORGANISATION = "organisation", _("the organisation")
    MUNICIPALITY = "municipality", _("the municipality")
    LAND = "land", _("group contract of the Land")
    UNSETTLED = "unsettled", _("not settled yet")


class Result(models.TextChoices):
    """What came of an opportunity."""

    FILLED = "filled", _("filled")
    PARTLY = "partly", _("partly filled")
    UNFILLED = "unfilled", _("not filled")


@personal_data.declare(
    subject=None,
    holds={"contact_name contact_mail contact_phone": SPEAK_FOR_IT},
    free="public_id revision created_at state organization unit title task topic district"
    " address latitude longitude from_home timing minutes wanted without_german with_minors"
    " youngest oldest skills offers insured_by expires_on published_at closed_at result"
    " result_reason",
)
class Opportunity(Record):
    """An Einsatzmöglichkeit. The organisation offers it; no organisation: the unit itself.

    `task` is cleaned plain text. `minutes` is how long one visit takes. `offers` are slugs
    of Wish. `without_german`: little German is enough. `wanted` is how many helpers.
    `expires_on` is the first day on which it is no longer shown.
    """

    TEXTS = ("title", "task")

    state = models.CharField(
        _("state"), max_length=10, choices=OpportunityState, default=OpportunityState.SUBMITTED
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("organisation"),
    )
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("unit"),
    )
    title = models.CharField(_("title"), max_length=120)
    task = models.TextField(_("what is to be done"))
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("topic"),
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("district"),
    )
    address = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    from_home = models.BooleanField(_("possible from home"), default=False)
    timing = models.CharField(_("when"), max_length=10, choices=Timing)
    minutes = models.PositiveSmallIntegerField(_("minutes each time"), default=60)
    wanted = models.PositiveSmallIntegerField(_("how many"), default=1)
    without_german = models.BooleanField(_("little German is enough"), default=False)
    with_minors = models.BooleanField(_("with children or young people"), default=False)
    youngest = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    oldest = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    skills = models.ManyToManyField(Skill, blank=True, related_name="opportunities")
    offers = models.JSONField(_("kind of help"), default=list, blank=True)
    insured_by = models.CharField(_("insured by"), max_length=12, choices=Insurer)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_mail = EncryptedTextField(_("e-mail of the contact"), blank=True)
    contact_phone = EncryptedTextField(_("phone of the contact"), blank=True)
    expires_on = models.DateField(_("shown until before"))
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(_("outcome"), max_length=10, choices=Result, blank=True)
    result_reason = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("opportunity")
        indexes = [models.Index(fields=["state", "expires_on"], name="opportunity_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(unit__isnull=False),
                name="opportunity_has_somebody",
                violation_error_message=_("Say who offers it."),
            ),
            models.CheckConstraint(
                condition=Q(wanted__gte=1, wanted__lte=500),
                name="opportunity_wanted",
                violation_error_message=_("Ask for 1 to 500 people."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=1440), name="opportunity_minutes"
            ),
            models.CheckConstraint(
                condition=Q(youngest__isnull=True)
                | Q(oldest__isnull=True)
                | Q(oldest__gte=F("youngest")),
                name="opportunity_ages",
                violation_error_message=_("The higher age comes second."),
            ),
            models.CheckConstraint(
                condition=~Q(state=OpportunityState.CLOSED)
                | (~Q(result="") & Q(closed_at__isnull=False)),
                name="opportunity_closed_with_outcome",
                violation_error_message=_("Say what came of it before you close it."),
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(result="filled") | ~Q(result_reason=""),
                name="opportunity_unfilled_because",
                violation_error_message=_("Say why not all places were filled."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(subject=None, free="organization since")
class TrustedOrganization(models.Model):
    """An organisation whose opportunities are published without waiting for release."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="trusted"
    )
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["organization__name"]
        verbose_name = _("trusted organisation")


@personal_data.declare(subject=None, free="opportunity weekday date starts_at ends_at")
class OpportunityTime(models.Model):
    """When help is needed: on a weekday each week, or on one date. Wall-clock time."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))

    class Meta:
        ordering = ["date", "weekday", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, date__isnull=True)
                | Q(weekday__isnull=True, date__isnull=False),
                name="opportunity_time_one_of_two",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__lte=6),
                name="opportunity_time_weekday",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) | Q(ends_at="00:00"),
                name="opportunity_time_ends_after_start",
                violation_error_message=_("The end must be after the beginning."),
            ),
        ]


@personal_data.declare(subject=None, free="opportunity language required level")
class OpportunityLanguage(models.Model):
    """A language that is needed (`required`, at `level` or better) or useful there."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=12)
    required = models.BooleanField(_("required"), default=False)
    level = models.CharField(_("Level"), max_length=10, blank=True)

    class Meta:
        ordering = ["-required", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "language"], name="opportunity_language_once"
            )
        ]
