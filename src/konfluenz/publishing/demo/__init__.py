"""The demo's pages in all languages of the portal, with what is wrong with some of them."""

import datetime as dt
import html
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.ground import translations
from konfluenz.publishing import pages, situations
from konfluenz.publishing.demo import checklist, markup, opinions
from konfluenz.publishing.models import PortalPage, Situation
from konfluenz.publishing.readings import SOURCE

PAGES = Path(__file__).with_name("pages")
OWNERS = {
    "leitstelle": "Leitstelle",
    "ikoko": "IKOKO",
    "jugendamt": "Amt für Jugend",
    "ordnungsamt": "Ordnungsamt",
    "ehrenamt": "Leitstelle",
}
"""Whose page it is → how the name of the unit begins."""

CHECKED_APART = 37
OVERDUE = 10
"""Days: pages were looked at one after the other; a few lie a little beyond their cycle."""


def build(by: models.Model | None = None) -> None:
    """Build the tree first, then what stands on the pages: they link to each other."""
    situations.ensure(by=by)
    entries = tomllib.loads((PAGES / "pages.toml").read_text(encoding="utf-8"))["pages"]
    made = _tree(entries, by)
    for page in made.values():
        _write(page, made, by)
    checklist.build(by)
    opinions.build(made.values())


def _tree(entries: list[dict[str, Any]], by: models.Model | None) -> dict[str, PortalPage]:
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    known = {situation.slug: situation for situation in Situation.objects.all()}
    root, made = pages.root(), dict[str, PortalPage]()
    now = timezone.localtime()
    for number, entry in enumerate(entries):
        document = _document(entry["slug"], SOURCE)
        checked = dt.timedelta(days=number * CHECKED_APART % (entry["review_days"] + OVERDUE))
        made[entry["slug"]] = pages.add(
            PortalPage.objects.get(pk=made[entry["parent"]].pk)
            if entry.get("parent")
            else PortalPage.objects.get(pk=root.pk),
            document.title,
            slug=entry["slug"],
            summary=document.summary,
            kind=entry["kind"],
            topics=[topics[slug] for slug in entry["topics"]],
            situations=[known[slug] for slug in entry["situations"]],
            unit=_unit(entry["owner"]),
            review_days=entry["review_days"],
            careful=entry["careful"],
            vouched_at=now - checked,
            by=by,
        )
    return made


def _write(page: PortalPage, made: dict[str, PortalPage], by: models.Model | None) -> None:
    """Put the German text on `page`, and what is there in other languages beside it."""

    def target(where: str) -> str:
        return _target(where, made)

    document = _document(page.slug, SOURCE)
    page.body = page.body.stream_block.to_python(markup.stream(page.slug, document.blocks, target))
    page.save()
    keys = [segment.key for segment in page.segments()]
    said: dict[str, dict[str, str]] = {key: {} for key in keys}
    for locale, _name in settings.LANGUAGES:
        if locale != SOURCE and (PAGES / page.slug / f"{locale}.md").exists():
            foreign = markup.texts(_document(page.slug, locale), target)
            for key, text in zip(keys, foreign, strict=True):
                said[key][locale] = text
    translations.put_fields(page, said, by=by)


def _document(slug: str, locale: str) -> markup.Document:
    return markup.read((PAGES / slug / f"{locale}.md").read_text(encoding="utf-8"))


def _target(where: str, made: dict[str, PortalPage]) -> str:
    """Return the attributes of a link as Wagtail stores it."""
    kind, _colon, key = where.partition(":")
    if kind == "page":
        return f'linktype="page" id="{made[key].pk}"'
    if kind in ("topic", "service", "event"):
        return f'href="konfluenz:{kind}/{key}"'
    return f'href="{html.escape(where)}"'


def _unit(owner: str) -> OrgUnit | None:
    return OrgUnit.objects.filter(name__startswith=OWNERS[owner]).order_by("pk").first()
