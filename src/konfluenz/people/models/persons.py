"""Persons and the names they go by."""

import unicodedata
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedTextField
from konfluenz.ground.models import Record
from konfluenz.people.models.uses import KNOW_PEOPLE, REACH_PEOPLE


def sort_key(text: str) -> str:
    """Return what lists of persons are ordered by: no case, no marks, ä as a (DIN 5007-1)."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))[:200]


@personal_data.declare(
    subject=personal_data.SELF,
    holds={
        "name sort_name sort_key notes": KNOW_PEOPLE,
        "language address_blocked": REACH_PEOPLE,
    },
    free="public_id revision created_at",
)
class Person(Record):
    """Somebody the municipality works with. Most never log in.

    `name` is written as the person writes it; first and last name are not forced on
    anyone. `address_blocked`: an Auskunftssperre (§ 51 BMG), which masks the postal address
    everywhere.
    """

    name = models.CharField(_("Name"), max_length=200)
    sort_name = models.CharField(_("Sorted under"), max_length=200)
    sort_key = models.CharField(max_length=200, editable=False)
    language = models.CharField(_("Language of messages"), max_length=12, default="de")
    notes = EncryptedTextField(_("Notes"), blank=True)
    address_blocked = models.BooleanField(_("Address blocked (Auskunftssperre)"), default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="person_order")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_name"),
            models.CheckConstraint(condition=~models.Q(sort_name=""), name="person_has_sort_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the sort key always follows the sort name."""
        self.sort_key = sort_key(self.sort_name)
        super().save(*args, **kwargs)

    def hold(self) -> None:
        """Let nobody else change what belongs to the person until this transaction ends.

        Raises Person.DoesNotExist when they are gone.
        """
        Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.pk)

    def address(self, channel: str) -> str | None:
        """Return where a message travelling by `channel` reaches the person, or None.

        The preferred contact comes first. A blocked address receives no letter.
        """
        kind = CHANNEL_KINDS.get(channel)
        if kind is None or (kind == "post" and self.address_blocked):
            return None
        best = self.contacts.filter(kind=kind).order_by("-preferred", "id").first()
        return best.value if best else None


CHANNEL_KINDS = {"mail": "mail", "sms": "phone", "call": "phone", "letter": "post"}
"""Which kind of contact a message's channel (`ground.models.outbox.Channel`) needs."""


class Script(models.TextChoices):
    """The scripts a name can be written in, as far as people here use them."""

    LATIN = "latin", _("Latin")
    ARABIC = "arabic", _("Arabic")
    CYRILLIC = "cyrillic", _("Cyrillic")
    GREEK = "greek", _("Greek")
    HEBREW = "hebrew", _("Hebrew")
    ARMENIAN = "armenian", _("Armenian")
    GEORGIAN = "georgian", _("Georgian")
    ETHIOPIC = "ethiopic", _("Ethiopic")
    DEVANAGARI = "devanagari", _("Devanagari")
    TAMIL = "tamil", _("Tamil")
    THAI = "thai", _("Thai")
    HAN = "han", _("Chinese")
    HANGUL = "hangul", _("Korean")
    OTHER = "other", _("Other script")


@personal_data.declare(subject="person", holds={"script name": KNOW_PEOPLE}, free="person")
class PersonName(models.Model):
    """A person's name in another script or spelling."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    script = models.CharField(_("Script"), max_length=12, choices=Script)
    name = models.CharField(_("Name"), max_length=200)

    class Meta:
        verbose_name = _("further name")
        verbose_name_plural = _("further names")
        ordering = ["script", "name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "script", "name"], name="person_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
