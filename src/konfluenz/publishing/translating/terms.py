"""The glossary: German words of offices and how they are told in each language."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from konfluenz.ground import audit, revisions, saving
from konfluenz.publishing import inline
from konfluenz.publishing.models import Term

ENDING = r"\w{0,3}"
"""German words get an ending: "Wohngeldes"."""


class TermRefused(Exception):
    """A term cannot be as wished; the message says why."""


@transaction.atomic
def add(
    german: str, locale: str, translation: str, *, by: models.Model | None, note: str = ""
) -> Term:
    """Add a term; raises TermRefused when the word stands there already in that language."""
    term = Term(german=german.strip(), locale=locale, translation=translation.strip(), note=note)
    saving.save(term, TermRefused)
    audit.record("term.added", about=term, by=by)
    return term


@transaction.atomic
def correct(
    term: Term, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Term:
    """Change fields of `term`; raises TermRefused, or Stale."""
    current = revisions.claim(term, seen=seen)
    if changes := audit.apply(current, values):
        saving.save(current, TermRefused)
        audit.record("term.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def remove(term: Term, *, by: models.Model | None) -> None:
    """Take `term` out of the glossary."""
    current = revisions.claim(term)
    audit.record("term.removed", about=current, by=by)
    current.delete()


def of(locale: str) -> list[Term]:
    """Return the terms of `locale`, the longest German words first."""
    return sorted(Term.objects.filter(locale=locale), key=lambda term: -len(term.german))


def within(terms: Iterable[Term], source: str) -> list[Term]:
    """Return those of `terms` that occur in `source`, with an ending or without."""
    words = inline.plain(source)
    return [term for term in terms if _pattern(term.german).search(words)]


def _pattern(german: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(german)}{ENDING}(?!\w)", re.IGNORECASE)
