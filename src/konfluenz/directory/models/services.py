"""The directory of services, in Open Referral's terms (HSDS 3.0): who offers what, where, when."""

import hashlib
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.organizations import Organization
from konfluenz.directory.models.places import Place
from konfluenz.directory.models.topics import Topic
from konfluenz.directory.models.units import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


def note_field(note: str) -> str:
    """Return the field under which a note of the hours ("nur Telefon") is translated."""
    return "note." + hashlib.sha256(note.encode()).hexdigest()[:16]


class ServiceState(models.TextChoices):
    """Whether a service may be read by everybody. "paused": it is, with the reason."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class Appointment(models.TextChoices):
    """Whether one has to make an appointment."""

    NONE = "none", _("without an appointment")
    POSSIBLE = "possible", _("with or without an appointment")
    REQUIRED = "required", _("by appointment only")


class ServiceQuerySet(models.QuerySet):
    """Services."""

    def public(self) -> Self:
        """Return those that everybody may read."""
        return self.filter(state__in=[ServiceState.PUBLISHED, ServiceState.PAUSED])


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug state organization unit topics name summary"
    " description audience cost free eligibility documents how appointment languages"
    " accessibility mail phone url paused_because places example",
)
class Service(Record):
    """What an organisation, or a unit of the administration, offers (HSDS `service`).

    Texts are German plain text; other languages are in `ground/translations` (see `TEXTS`).
    `documents` are what one has to bring, one string each. `languages` are codes of the
    languages spoken there. `example`: the hours are invented for the demonstration.
    """

    TEXTS = (
        "name",
        "summary",
        "description",
        "audience",
        "cost",
        "eligibility",
        "documents",
        "how",
        "accessibility",
        "paused_because",
    )

    slug = models.SlugField(_("words in the address"), max_length=80, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ServiceState, default=ServiceState.DRAFT
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name=_("organisation"),
    )
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name=_("unit"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="services", verbose_name=_("topics")
    )
    places = models.ManyToManyField(
        Place, blank=True, related_name="services", verbose_name=_("places")
    )
    name = models.CharField(_("name"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    cost = models.CharField(_("what it costs"), max_length=300, blank=True)
    free = models.BooleanField(_("free of charge"), default=False)
    eligibility = models.TextField(_("who may come"), blank=True)
    documents = models.JSONField(_("what to bring"), default=list, blank=True)
    how = models.TextField(_("how to get there"), blank=True)
    appointment = models.CharField(
        _("appointment"), max_length=10, choices=Appointment, default=Appointment.NONE
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True)
    mail = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    url = models.URLField(_("website"), blank=True)
    paused_because = models.CharField(_("paused because"), max_length=300, blank=True)
    example = models.BooleanField(_("example hours"), default=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("service")
        indexes = [models.Index(fields=["state", "name"], name="service_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=True) ^ Q(unit__isnull=True),
                name="service_one_provider",
                violation_error_message=_("Name an organisation or a unit that offers it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ServiceState.PAUSED) | ~Q(paused_because=""),
                name="service_paused_with_reason",
                violation_error_message=_("Say why the service is paused."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def provider(self) -> Organization | OrgUnit:
        """Who offers it."""
        return self.organization or self.unit  # type: ignore[return-value]

    def source_texts(self) -> dict[str, str]:
        """Return all that is to be translated: `TEXTS`, and the notes of the hours.

        Notes and reasons go by `note_field`, because their rows come and go.
        """
        texts = {field: _lines(getattr(self, field)) for field in self.TEXTS}
        notes = [row.note for row in self.hours.all()]
        notes += [row.reason for row in self.exceptions.all()]
        return texts | {note_field(note): note for note in notes if note}


def _lines(value: str | list[str]) -> str:
    return "\n".join(value) if isinstance(value, list) else value


@personal_data.declare(
    subject=None,
    free="service place weekday opens closes by_appointment valid_from valid_until note",
)
class OpeningHours(models.Model):
    """A span of a weekday on which a service is open (HSDS `schedule`), in wall-clock time.

    `weekday` 0 is Monday. `closes` before or at `opens` ends on the next day. No `place`:
    it holds for all of them, or for the telephone. `valid_from` to before `valid_until`.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="hours")
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="hours"
    )
    weekday = models.PositiveSmallIntegerField(_("day of the week"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    by_appointment = models.BooleanField(_("by appointment"), default=False)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until before"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=160, blank=True)

    class Meta:
        ordering = ["weekday", "opens", "id"]
        verbose_name = _("opening hours")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lt=F("valid_until")),
                name="hours_period",
                violation_error_message=_("The hours must end after the day they begin."),
            ),
        ]


@personal_data.declare(subject=None, free="service place starts_on ends_on opens closes reason")
class HoursException(models.Model):
    """Days on which other hours hold: closed (no times), or open from `opens` to `closes`.

    On public holidays of the Land a service is closed unless an exception opens it.
    `starts_on` to `ends_on`, both included.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="exceptions")
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="exceptions"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("up to and including"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=160, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name = _("exception of the opening hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="exception_period",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="exception_times",
                violation_error_message=_("Give both times, or none when it is closed."),
            ),
        ]
