"""Volunteers: what they want, what they can, when they have time, what must not be."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District, Organization, Topic
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Ending, Retention, Use
from konfluenz.people.models import Person

BROKER = Use(
    purpose="Bring people who want to help together with those who need help",
    basis=Basis.CONSENT,
    retention=Retention(start="volunteer left", days=730),
)
PROTECT_MINORS = Use(
    purpose="Show that the certificate required by § 72a (5) SGB VIII was seen",
    basis=Basis.LEGAL_DUTY,
    retention=Retention(start="activity ended", days=90),
)
KEEP_APART = Use(
    purpose="Keep two people or a person and an organisation from being brought together",
    basis=Basis.CONSENT,
    retention=Retention(start="volunteer left", days=0, ending=Ending.DELETE),
)


class VolunteerState(models.TextChoices):
    """The life of a volunteer (PR-07)."""

    PROSPECT = "prospect", _("interested")
    FIRST_TALK = "first_talk", _("first talk held")
    CHECKS = "checks", _("checks under way")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    LEFT = "left", _("left")


ASKABLE = (VolunteerState.FIRST_TALK, VolunteerState.CHECKS, VolunteerState.ACTIVE)


class Wish(models.TextChoices):
    """What kind of help somebody likes to give; an opportunity offers the same kinds."""

    ONCE = "once", _("once")
    REGULAR = "regular", _("regularly")
    WITH_PEOPLE = "with_people", _("with people")
    WITH_CHILDREN = "with_children", _("with children")
    HANDS_ON = "hands_on", _("with my hands")
    DESK_WORK = "desk_work", _("organising and writing")
    IN_A_TEAM = "in_a_team", _("in a team")
    FROM_HOME = "from_home", _("from home")


@personal_data.declare(subject=None, free="public_id revision created_at slug name active")
class Skill(Record):
    """Something one can: a word of the city's list, so that wanting and having meet."""

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("skill")

    def __str__(self) -> str:
        return self.name


@personal_data.declare(
    subject="person",
    holds={
        "person state state_since source district latitude longitude reach_km birth_year"
        " topics skills wishes places weekly_minutes remarks first_contact_at confirmed_at"
        " answered_at last_asked_at": BROKER
    },
    free="public_id revision created_at",
)
class Volunteer(Record):
    """A person who helps or wants to.

    `reach_km`: how far they go, None: no limit. The point is their district's, or rounded
    to 0.01 degrees (about 1 km), never a front door. `birth_year`: None if not said.
    `wishes` are slugs of Wish. `places`: how many opportunities at once; `weekly_minutes`:
    how much in a week, None: not said. `source`: where they heard of us. `confirmed_at`: the
    offer is theirs, by the mailed link or in a talk; None: it came by the web and may be a
    joke. `answered_at`: the first answer by a person. `last_asked_at`: the last proposal sent.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="volunteer")
    state = models.CharField(
        _("state"), max_length=10, choices=VolunteerState, default=VolunteerState.PROSPECT
    )
    state_since = models.DateField(_("since"))
    source = models.CharField(_("heard of us by"), max_length=60, blank=True)
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteers",
        verbose_name=_("district"),
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    reach_km = models.PositiveSmallIntegerField(_("way in km at most"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="volunteers")
    skills = models.ManyToManyField(Skill, blank=True, related_name="volunteers")
    wishes = models.JSONField(_("likes to help"), default=list, blank=True)
    places = models.PositiveSmallIntegerField(_("opportunities at once"), default=1)
    weekly_minutes = models.PositiveSmallIntegerField(
        _("minutes a week at most"), null=True, blank=True
    )
    remarks = EncryptedTextField(_("what else we should know"), blank=True)
    first_contact_at = models.DateTimeField(_("first contact"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    answered_at = models.DateTimeField(_("first answer"), null=True, blank=True)
    last_asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)

    class Meta:
        ordering = ["person__sort_key", "id"]
        verbose_name = _("volunteer")
        indexes = [models.Index(fields=["state", "first_contact_at"], name="volunteer_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900),
                name="volunteer_birth_year",
                violation_error_message=_("Check the year of birth: nobody is that old."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=10), name="volunteer_places"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="volunteer_point",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


@personal_data.declare(
    subject="volunteer__person", holds={"weekday starts_at ends_at": BROKER}, free="volunteer"
)
class Availability(models.Model):
    """A time of the week when somebody can. Wall-clock time: it survives summer time.

    `weekday` 0 is Monday. `ends_at` 00:00 is midnight at the end of the day.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))

    class Meta:
        ordering = ["weekday", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="availability_weekday"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) | Q(ends_at="00:00"),
                name="availability_ends_after_start",
                violation_error_message=_("The end must be after the beginning."),
            ),
            models.UniqueConstraint(
                fields=["volunteer", "weekday", "starts_at"], name="availability_once"
            ),
        ]


@personal_data.declare(
    subject="volunteer__person",
    holds={"seen_on certificate_date relevant_entry": PROTECT_MINORS},
    free="volunteer",
)
class Clearance(models.Model):
    """A police certificate that was seen: three fields, no upload, no free text (P:73, P:74)."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.CASCADE, related_name="clearance")
    seen_on = models.DateField(_("seen on"))
    certificate_date = models.DateField(_("date of the certificate"))
    relevant_entry = models.BooleanField(_("relevant entry"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_on__gte=F("certificate_date")),
                name="clearance_seen_after_date",
                violation_error_message=_("A certificate is seen after it was made out."),
            )
        ]


@personal_data.declare(
    subject="volunteer__person", holds={"other organization": KEEP_APART}, free="volunteer"
)
class NotWith(models.Model):
    """These two are not brought together. The reason is never stored."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="not_with")
    other = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, null=True, blank=True, related_name="not_with_me"
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="not_with_volunteers",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False, organization__isnull=True)
                | Q(other__isnull=True, organization__isnull=False),
                name="not_with_one_of_two",
            ),
            models.UniqueConstraint(fields=["volunteer", "other"], name="not_with_person_once"),
            models.UniqueConstraint(
                fields=["volunteer", "organization"], name="not_with_organization_once"
            ),
        ]
