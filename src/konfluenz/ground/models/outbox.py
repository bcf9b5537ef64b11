"""Messages on their way to people."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField, EncryptedTextField
from konfluenz.ground.personal_data import Basis, Ending, Retention, Use
from konfluenz.ground.references import Reference

REACH_PEOPLE = Use(
    purpose="Messages from the municipality to the people and organisations it works with",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="message settled", days=90, ending=Ending.MINIMISE),
)
PROVE_SENDING = Use(
    purpose="Proof of which message went to whom, and when",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="message settled", days=1095),
)


class Channel(models.TextChoices):
    """How a message travels."""

    MAIL = "mail", _("E-mail")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")
    CALL = "call", _("Phone call")


class State(models.TextChoices):
    """Where a message is. Waiting ones are leased, handed over, and end in one of the others.

    "Manual": a letter to print and post, a call to make. "Held": no server is set up for the
    channel, or the city is on trial; only a person's act sends it later. "Dropped": a person
    decided that a held one is never sent.
    """

    WAITING = "waiting", _("Waiting")
    MANUAL = "manual", _("For a person to do")
    HELD = "held", _("Held back")
    DROPPED = "dropped", _("Not to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNREACHABLE = "unreachable", _("No address")


OPEN = (State.WAITING.value, State.MANUAL.value)
"""States in which something is still to be done; all others are settled at a moment."""


@personal_data.declare(
    subject=None,
    holds={
        "address context subject text html secrets error note": REACH_PEOPLE,
        "to_label to_id": PROVE_SENDING,
    },
    free="public_id template channel language about_label about_id confidential state created_at"
    " queued_at rendered_at attempts due_at lease lease_until message_id settled_at erased_at",
)
class Message(models.Model):
    """One message to one recipient.

    `context` is what the template needs beyond recipient and record. `subject`, `text` and
    `html` are written once, at the first hand-over (`rendered_at`), and stay for every retry.
    `queued_at` is when it last began to wait. `error` is why it did not go, in the server's
    words; `note` is what a person wrote who did it by hand. `confidential`: carries a code or
    a link that opens something; what that is stands in `secrets`, and nobody reads it in the
    office (`ground/veiled.py`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=12)
    to_label = models.CharField(max_length=80, blank=True)
    to_id = models.CharField(max_length=40, blank=True)
    about_label = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    address = EncryptedTextField(blank=True)
    context = EncryptedJSONField(default=dict)
    confidential = models.BooleanField(default=False)
    subject = EncryptedTextField(blank=True)
    text = EncryptedTextField(blank=True)
    html = EncryptedTextField(blank=True)
    secrets = EncryptedJSONField(default=list)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(default=timezone.now)
    rendered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, unique=True)
    error = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-confidential", "due_at"], name="outbox_next"),
            models.Index(fields=["about_label", "about_id"], name="outbox_about"),
            models.Index(fields=["to_label", "to_id"], name="outbox_to"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lease__isnull=True, lease_until__isnull=True)
                | models.Q(lease__isnull=False, lease_until__isnull=False),
                name="outbox_whole_lease",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, settled_at__isnull=True)
                | (~models.Q(state__in=OPEN) & models.Q(settled_at__isnull=False)),
                name="outbox_settled_has_moment",
            ),
        ]

    @property
    def about(self) -> Reference | None:
        """The record that caused the message."""
        return Reference(self.about_label, self.about_id) if self.about_label else None

    @property
    def to(self) -> Reference | None:
        """The recipient's record; None for a bare address."""
        return Reference(self.to_label, self.to_id) if self.to_label else None
