"""The demo's checklist, with its texts in all languages of the portal."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from konfluenz.ground import translations
from konfluenz.publishing import checklists
from konfluenz.publishing.models import PortalPage
from konfluenz.publishing.readings import SOURCE

HERE = Path(__file__).parent


def build(by: models.Model | None = None) -> None:
    """Build the items; they link to the pages, which are there already."""
    items = _read("checklist.toml")["items"]
    pages = {page.slug: page for page in PortalPage.objects.filter(live=True)}
    foreign = {
        locale: _read(f"checklist.{locale}.toml")
        for locale, _name in settings.LANGUAGES
        if locale != SOURCE
    }
    for entry in items:
        page = pages.get(entry.pop("page", ""))
        item = checklists.add(**entry, page=page, by=by)
        translations.put_fields(item, _texts(item.slug, foreign), by=by, machine=True)


def _texts(slug: str, foreign: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return the texts of an item, field → locale → text; a list is told by its lines."""
    said: dict[str, dict[str, str]] = {}
    for locale, items in foreign.items():
        for field, text in items.get(slug, {}).items():
            said.setdefault(field, {})[locale] = "\n".join(text) if field == "documents" else text
    return said


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
