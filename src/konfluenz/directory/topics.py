"""Topics of the web presence: the ten of D-25, the three beyond the boundary, and a city's own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from konfluenz.directory.models import Topic
from konfluenz.ground import audit, revisions, translations

SHIPPED = Path(__file__).with_name("topics.json")


class TopicRefused(Exception):
    """A topic cannot be as wished; the message says why."""


@transaction.atomic
def ensure(*, by: models.Model | None = None) -> list[Topic]:
    """Add the topics that come with the program and are missing; return those added.

    Every city begins with them (D-25, D-21). Their names in other languages are drafts that
    nobody has checked. What a city has changed since stays.
    """
    there = set(Topic.objects.values_list("slug", flat=True))
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return [
        _ship(number, entry, by)
        for number, entry in enumerate(shipped, start=1)
        if entry["slug"] not in there
    ]


@transaction.atomic
def add(
    name: str,
    *,
    by: models.Model | None,
    slug: str = "",
    names: Mapping[str, str] | None = None,
    **values: Any,
) -> Topic:
    """Add a topic of the city's own; `names` maps language codes to its name there.

    Raises TopicRefused when the short name is taken.
    """
    topic = Topic(name=name, slug=slug or slugify(name)[:40], **values)
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError:
        raise TopicRefused(_("There is a topic like this already.")) from None
    audit.record("topic.added", about=topic, by=by)
    translations.put_all(topic, "name", names or {}, by=by)
    return topic


@transaction.atomic
def correct(
    topic: Topic, values: Mapping[str, Any], *, seen: int | None = None, by: models.Model | None
) -> Topic:
    """Change fields of `topic`; its short name stays, because it stands in addresses.

    Raises TopicRefused for a new short name, or Stale.
    """
    current = revisions.claim(topic, seen=seen)
    changes = audit.apply(current, values)
    if "slug" in changes:
        raise TopicRefused(_("The short name stands in addresses and stays."))
    if changes:
        current.save()
        audit.record("topic.corrected", about=current, by=by, changes=changes)
    return current


def start_page() -> models.QuerySet[Topic]:
    """Return the tiles of the portal's start page, in order."""
    return Topic.objects.filter(active=True, on_start_page=True)


def _ship(number: int, entry: dict[str, Any], by: models.Model | None) -> Topic:
    refer_only = entry.get("refer_only", False)
    topic = Topic.objects.create(
        slug=entry["slug"],
        name=entry["names"]["de"],
        icon=entry["icon"],
        order=number * 10,
        refer_only=refer_only,
        on_start_page=not refer_only,
    )
    audit.record("topic.added", about=topic, by=by)
    foreign = {locale: text for locale, text in entry["names"].items() if locale != "de"}
    translations.put_all(topic, "name", foreign, by=by, machine=True)
    return topic
