"""What a message says about a change: field by field, in the words of the form."""

from typing import Any

from django.db import models
from django.utils import formats, translation

from konfluenz.ground import outbox
from konfluenz.ground.audit import Changes


def lines(record: models.Model, changes: Changes, *, language: str) -> list[dict[str, str]]:
    """Return each changed field with its label, its old and its new value as text."""
    with translation.override(language):
        return [
            {
                "field": _label(record, name),
                "old": _shown(record, name, old),
                "new": _shown(record, name, new),
            }
            for name, (old, new) in changes.items()
        ]


def tell(
    template: str, *, to: outbox.Recipient, about: models.Model, changes: Changes, by: Any
) -> None:
    """Tell `to` by mail what changed in `about` and whom to ask, if a mail can reach them."""
    if to.address("mail"):
        context = {
            "changes": lines(about, changes, language=to.language),
            "by": str(by) if by is not None else "",
        }
        outbox.send(template, to=to, about=about, context=context)


def _label(record: models.Model, name: str) -> str:
    label = str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _shown(record: models.Model, name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    choices = dict(record._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices[value]) if value in choices else str(formats.localize(value))
