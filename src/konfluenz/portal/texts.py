"""What records say in the reader's language, and where only German is there, that it is German."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

from konfluenz.ground import translations
from konfluenz.ground.translations import Told
from konfluenz.portal.language import SOURCE

GERMAN = format_html(' lang="{}" dir="ltr"', SOURCE)


@dataclass(frozen=True)
class Text:
    """One text of a record as a page shows it.

    `language`: of the text where it is not the page's own, else empty. `stale`: the German
    original has changed since. `draft`: nobody has checked the translation.
    """

    text: str
    language: str = ""
    stale: bool = False
    draft: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def items(self) -> list[str]:
        """The items of a text that is a list."""
        return self.text.splitlines()

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of a long text."""
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]

    @property
    def attributes(self) -> SafeString:
        """What the element around the text must carry: lang and dir, or nothing."""
        return GERMAN if self.language else SafeString()


Said = dict[str, Text]
"""The texts of one record by field."""


def tell(records: Collection[models.Model], language: str) -> dict[Any, Said]:
    """Return the texts of `records` (their `TEXTS`) in `language` by key, in one query.

    What nobody has translated is German, and says so. `records` are of one kind.
    """
    fields = fields_of(records)
    told = translations.told(records, language, fields) if language != SOURCE else {}
    return {
        record.pk: {
            field: _text(record, field, told.get(record.pk, {}).get(field), language)
            for field in fields
        }
        for record in records
    }


def fields_of(records: Collection[models.Model]) -> tuple[str, ...]:
    """Return the names of the texts that records of this kind have."""
    return next((record.TEXTS for record in records), ())  # type: ignore[attr-defined]


def _text(record: models.Model, field: str, told: Told | None, language: str) -> Text:
    if told is not None and told.text:
        return Text(told.text, stale=told.stale, draft=not told.checked)
    german = translations.source(record, field)
    return Text(german, language="" if language == SOURCE or not german else SOURCE)
