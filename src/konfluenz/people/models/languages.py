"""The languages people speak, and how well."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.people.models.persons import Person
from konfluenz.people.models.uses import KNOW_PEOPLE


class Level(models.TextChoices):
    """How well: the levels of the Common European Framework of Reference, and mother tongue."""

    A1 = "a1", _("A1, first words")
    A2 = "a2", _("A2, simple talk")
    B1 = "b1", _("B1, everyday life")
    B2 = "b2", _("B2, fluent")
    C1 = "c1", _("C1, at work")
    C2 = "c2", _("C2, nearly native")
    NATIVE = "native", _("First language")


@personal_data.declare(subject="person", holds={"language level": KNOW_PEOPLE}, free="person")
class SpokenLanguage(models.Model):
    """A language a person speaks, by its code in `people.languages`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("Spoken language"), max_length=12)
    level = models.CharField(_("Level"), max_length=8, choices=Level)

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ["language"]
        indexes = [models.Index(fields=["language", "level"], name="spoken_language")]
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="language_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="language_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"
