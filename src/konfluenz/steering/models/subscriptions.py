"""Who wants a mail when somebody says anew how a goal stands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.steering.models.goals import Goal

TELL_OF_A_GOAL = Use(
    purpose="A mail when somebody says anew how a goal of the concept stands",
    basis=Basis.CONSENT,
    retention=Retention(start="subscription ended or never confirmed", days=0),
)


@personal_data.declare(
    subject=None,
    holds={"address digest locale": TELL_OF_A_GOAL},
    free="public_id revision created_at goal confirmed_at",
)
class GoalSubscription(Record):
    """One address that wants to hear of one goal, in one language; deleted when it ends.

    `address` is sealed and found by `digest`. Without `confirmed_at` nothing is sent but the
    mail that asks whether the address is right (double opt-in).
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="subscriptions")
    address = EncryptedTextField(_("e-mail"))
    digest = models.CharField(max_length=64, editable=False)
    locale = models.CharField(_("language"), max_length=12)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["goal", "id"]
        verbose_name = _("subscription to a goal")
        constraints = [
            models.UniqueConstraint(fields=["goal", "digest"], name="subscription_once"),
            models.CheckConstraint(condition=~Q(digest=""), name="subscription_is_found"),
        ]

    def __str__(self) -> str:
        return str(self.goal)
