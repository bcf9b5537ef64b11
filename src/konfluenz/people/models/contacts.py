"""How a person is reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.people.models.persons import Person
from konfluenz.people.models.uses import REACH_PEOPLE


class Kind(models.TextChoices):
    """The kinds of contact."""

    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Phone")
    POST = "post", _("Postal address")


@personal_data.declare(
    subject="person",
    holds={"value digest confirmed_at": REACH_PEOPLE},
    free="person kind preferred",
)
class ContactChannel(models.Model):
    """One mail address, phone number or postal address of a person.

    `value` is sealed; it is found by `digest`, the keyed digest of its normalised form
    (mail in lower case, phone in E.164). `confirmed_at`: the person answered from there.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    value = EncryptedTextField(_("Contact detail"))
    digest = models.CharField(max_length=64, editable=False)
    preferred = models.BooleanField(_("Preferred"), default=False)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["kind", "-preferred", "id"]
        indexes = [models.Index(fields=["kind", "digest"], name="contact_digest")]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "digest"], name="contact_once"),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(preferred=True),
                name="contact_one_preferred",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="contact_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.value
