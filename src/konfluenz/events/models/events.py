"""Events that everybody may come to: what, where, when, and how often."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization, OrgUnit, Place, Topic
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


class EventKind(models.TextChoices):
    """What kind of gathering it is (T-06, T-07, D-25)."""

    MEETUP = "meetup", _("meetup")
    COURSE = "course", _("course")
    LECTURE = "lecture", _("lecture")
    WORKSHOP = "workshop", _("workshop")
    FESTIVAL = "festival", _("festival")
    INFO = "info", _("information evening")
    SPORT = "sport", _("sport")
    OTHER = "other", _("other")


class EventState(models.TextChoices):
    """Whether an event is public. "cancelled": it is, and readers are told."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    CANCELLED = "cancelled", _("cancelled")


class EventQuerySet(models.QuerySet):
    """Events."""

    def public(self) -> Self:
        """Return those that everybody may read; cancelled ones say so."""
        return self.exclude(state=EventState.DRAFT)


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug state kind title summary description organization"
    " unit topics languages place online starts_at ends_at all_day rrule last_on cost free"
    " registration url interpreting childcare step_free cancelled_because uid source",
)
class Event(Record):
    """An event, once or again and again.

    `starts_at` and `ends_at` are the first occurrence. `rrule` is an RFC 5545 rule without
    DTSTART ("FREQ=WEEKLY;BYDAY=TU"); its occurrences keep the wall-clock time of the city.
    `last_on` is the local day on which the last occurrence ends, null when the rule has no end:
    kept by `occurrences.last`. `uid` and `source` tie an imported event to the calendar it came
    from.
    """

    TEXTS = ("title", "summary", "description", "cost", "registration", "cancelled_because")

    slug = models.SlugField(_("words in the address"), max_length=80, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=EventState, default=EventState.DRAFT
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind, default=EventKind.OTHER)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organisation"),
    )
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("unit"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="events", verbose_name=_("topics")
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("place"),
    )
    online = models.URLField(_("address online"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    all_day = models.BooleanField(_("all day"), default=False)
    rrule = models.CharField(_("repeats"), max_length=200, blank=True)
    last_on = models.DateField(_("last time on"), null=True, blank=True)
    cost = models.CharField(_("what it costs"), max_length=300, blank=True)
    free = models.BooleanField(_("free of charge"), default=False)
    registration = models.TextField(_("how to register"), blank=True)
    url = models.URLField(_("website"), blank=True)
    interpreting = models.CharField(_("interpreting"), max_length=200, blank=True)
    childcare = models.BooleanField(_("with childcare"), default=False)
    step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    cancelled_because = models.CharField(_("cancelled because"), max_length=300, blank=True)
    uid = models.CharField(max_length=255, blank=True, editable=False)
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = _("event")
        indexes = [models.Index(fields=["state", "last_on", "starts_at"], name="event_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="event_ends_after_start",
                violation_error_message=_("The event must end after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=True) ^ Q(unit__isnull=True),
                name="event_one_organiser",
                violation_error_message=_("Name an organisation or a unit that invites."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.CANCELLED) | ~Q(cancelled_because=""),
                name="event_cancelled_with_reason",
                violation_error_message=_("Say why the event is cancelled."),
            ),
            models.UniqueConstraint(
                fields=["source", "uid"], condition=~Q(uid=""), name="event_imported_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(subject=None, free="event on reason")
class EventSkip(models.Model):
    """An occurrence that does not take place: the local day it would have begun on, and why.

    Without a reason the day is left out as if the rule did not name it (EXDATE).
    """

    TEXTS = ("reason",)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="skips")
    on = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["on"]
        verbose_name = _("cancelled day")
        constraints = [models.UniqueConstraint(fields=["event", "on"], name="skip_once")]
