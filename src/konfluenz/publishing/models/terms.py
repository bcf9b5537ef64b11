"""The glossary of translators."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record


@personal_data.declare(
    subject=None, free="public_id revision created_at german locale translation note"
)
class Term(Record):
    """A German word of offices, and how it is to be told in one language.

    `note` is for translators: when it is to be used, or that the German word is kept.
    """

    german = models.CharField(_("German word"), max_length=120)
    locale = models.CharField(_("language"), max_length=12)
    translation = models.CharField(_("wanted translation"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["german", "locale", "id"]
        verbose_name = _("term of the glossary")
        constraints = [
            models.UniqueConstraint(
                Lower("german"),
                "locale",
                name="term_once",
                violation_error_message=_("The word stands in the glossary already."),
            ),
        ]

    def __str__(self) -> str:
        return self.german
