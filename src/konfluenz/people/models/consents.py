"""What people agreed to: a log to which rows are only ever added."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.people.models.persons import Person
from konfluenz.people.models.uses import PROVE_CONSENT


class Purpose(models.TextChoices):
    """What a person can be asked to agree to."""

    KEEP_CONTACT = "keep_contact", _("Keeping in contact about volunteering")
    NEWSLETTER = "newsletter", _("Newsletter")
    PASS_ON = "pass_on", _("Passing contact details on to organisations")
    PHOTOS = "photos", _("Photos and stories")
    HONOURS = "honours", _("Naming in honours")


class Way(models.TextChoices):
    """How the consent reached the municipality."""

    WEB = "web", _("On the website")
    MAIL = "mail", _("By e-mail")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")


class ConsentIsWritten(Exception):
    """A row of the consent log was about to be changed. A withdrawal is a row of its own."""


@personal_data.declare(
    subject="person",
    holds={"purpose given wording language channel at": PROVE_CONSENT},
    free="person",
)
class Consent(models.Model):
    """One consent, or one withdrawal (`given` False).

    `wording` is the version of the text that was shown, `language` the language it was shown
    in. The database refuses to change a row (migration 0002); only a merge of two persons
    moves it to the other one.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("Purpose"), max_length=20, choices=Purpose)
    given = models.BooleanField(_("Consent given"))
    wording = models.CharField(_("Version of the text"), max_length=80, blank=True)
    language = models.CharField(_("Language of the text"), max_length=12, blank=True)
    channel = models.CharField(_("Received by way of"), max_length=12, choices=Way)
    at = models.DateTimeField(_("Time"), default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(given=False) | ~models.Q(wording=""),
                name="consent_names_its_wording",
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises ConsentIsWritten when it stands already."""
        if not self._state.adding:
            raise ConsentIsWritten(str(self.pk))
        super().save(*args, **kwargs)
