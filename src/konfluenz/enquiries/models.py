"""Anliegen: whoever turns to us, by whatever way, has one thread with an owner and a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from konfluenz.directory.models import OrgUnit, Post, Topic
from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.ground.references import Reference
from konfluenz.people.models import Account, Person

ANSWER_PEOPLE = Use(
    purpose=gettext_noop("Answer those who turn to the municipality, and know what was said"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("enquiry closed"), days=365),
)

READ_MAIL = Use(
    purpose=gettext_noop("Looking up a mail as it came, should its text have been misread"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("mail taken in"), days=90),
)


class EnquiryState(models.TextChoices):
    """Where an Anliegen is. "waiting": the other side has to answer."""

    OPEN = "open", _("open")
    WAITING = "waiting", _("waiting for an answer")
    REFERRED = "referred", _("handed over")
    DONE = "done", _("done")


LIVE = (EnquiryState.OPEN, EnquiryState.WAITING)


class Way(models.TextChoices):
    """How somebody turned to us."""

    FORM = "form", _("form of the portal")
    PHONE = "phone", _("phone")
    WALK_IN = "walk_in", _("in person")
    MAIL = "mail", _("e-mail")
    LETTER = "letter", _("letter")


@personal_data.declare(
    subject="person",
    holds={
        "subject person name reply_to language about_label about_id": ANSWER_PEOPLE,
    },
    free="public_id revision created_at way topic state unit post taken_by taken_at due_at"
    " arrived_at first_answer_at closed_at outcome",
)
class Enquiry(Record):
    """An Anliegen. It belongs to a unit and perhaps a post; `taken_by` is who is at it now.

    `reply_to` is where they want to be answered, a mail address or phone number; empty for a
    person whose own contacts will do. `subject` is what it is about, in a few words without
    names: it stays when the person goes, and goes a year after the closing. `due_at` is when an
    answer is owed; while the other side has to answer, it is the last such moment. `outcome`
    names nobody either. `about` is the record it concerns, such as an opportunity.
    """

    subject = models.CharField(_("what it is about"), max_length=160)
    way = models.CharField(_("came by"), max_length=8, choices=Way)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=_("topic"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=EnquiryState, default=EnquiryState.OPEN
    )
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="enquiries", verbose_name=_("unit")
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=_("post"),
    )
    taken_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("working on it"),
    )
    taken_at = models.DateTimeField(_("working on it since"), null=True, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=_("person"),
    )
    name = EncryptedTextField(_("name"), blank=True)
    reply_to = EncryptedTextField(_("reached by"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="de")
    about_label = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    arrived_at = models.DateTimeField(_("came in"))
    due_at = models.DateTimeField(_("answer due"))
    first_answer_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = _("enquiry")
        indexes = [
            models.Index(fields=["state", "due_at"], name="enquiry_due"),
            models.Index(fields=["about_label", "about_id"], name="enquiry_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", closed_at__isnull=False)
                | Q(state="referred", closed_at__isnull=False)
                | Q(state__in=LIVE, closed_at__isnull=True),
                name="enquiry_closed_has_moment",
            )
        ]

    def __str__(self) -> str:
        return self.subject or str(_("Enquiry, text erased"))

    @property
    def is_live(self) -> bool:
        """Whether somebody here, or the other side, still has to answer."""
        return self.state in LIVE

    @property
    def about(self) -> Reference | None:
        """The record that the Anliegen concerns."""
        return Reference(self.about_label, self.about_id) if self.about_label else None


class Direction(models.TextChoices):
    """Who said it."""

    IN = "in", _("received")
    OUT = "out", _("sent")
    NOTE = "note", _("internal note")


@personal_data.declare(
    subject="enquiry__person",
    holds={"text said_by": ANSWER_PEOPLE},
    free="enquiry direction at message_label message_id",
)
class Contribution(models.Model):
    """One thing said in the thread, by the name in `said_by`.

    `message_*` names the outbox row of an answer that went by mail; without one it was told
    by phone or in person. The words go when the person is erased; that something was said,
    and when, stays.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="contributions")
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    text = EncryptedTextField(_("text"), blank=True)
    said_by = EncryptedTextField(_("who said it"), blank=True)
    at = models.DateTimeField(_("when"))
    message_label = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("contribution to an enquiry")


@personal_data.declare(
    subject="contribution__enquiry__person",
    holds={"raw": READ_MAIL, "people": ANSWER_PEOPLE},
    free="contribution digest thread revision before taken_in_at",
)
class Mail(models.Model):
    """A mail that was taken into a thread, as it came; its words stand in `contribution`.

    `raw` is the whole mail, byte for byte as Latin-1, sealed; it goes 90 days after it was
    taken in. What remains are keyed digests: `digest` of its Message-ID, so that it comes in
    once; `thread` of the id its conversation begins with; `people` of the addresses of sender
    and receivers, divided by blanks. `revision` and `before` are how the Anliegen was when the
    mail came, for taking it back.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="mail")
    digest = models.CharField(max_length=64, unique=True)
    thread = models.CharField(max_length=64, db_index=True)
    people = models.TextField(_("addresses, as digests"), blank=True)
    raw = EncryptedTextField(_("mail as it came"), blank=True)
    revision = models.PositiveIntegerField()
    before = models.JSONField(default=dict)
    taken_in_at = models.DateTimeField(_("taken in"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("mail as it came")
        indexes = [models.Index(fields=["taken_in_at"], name="mail_taken_in")]
