"""A site of many pages: guides of real length in a tree by topics, translated in all languages.

Rows are written straight into the tables: adding each page through Wagtail takes 30 ms.
"""

import hashlib
import json
import random
import uuid
from collections.abc import Iterator
from typing import Any

LANGUAGES = ["de", "de-simple", "en", "uk", "ar", "fa", "tr", "ru", "fr"]
WORDS = (
    "anmelden",
    "Anerkennung",
    "Antrag",
    "Arbeit",
    "Ausbildung",
    "Ausweis",
    "Behörde",
    "Beratung",
    "Bescheid",
    "Dolmetscher",
    "Formular",
    "Frist",
    "Jobcenter",
    "Schule",
    "Sprachkurs",
    "Termin",
    "Unterlagen",
    "Unterschrift",
    "Versicherung",
    "Wohnung",
)
STEP = 2_000


def build(count: int) -> None:
    """Set up a city with `count` public pages and their translations."""
    from konfluenz.directory import municipality, topics, units

    municipality.set_up("Musterstadt", land="RP", by=None, languages=LANGUAGES)
    topics.ensure()
    units.add("Leitstelle", kind="integration_office", by=None, mail="leitstelle@example.org")
    _write_tree(random.Random(2015), count)


def add(count: int) -> None:
    """Write `count` more pages."""
    from konfluenz.publishing import pages

    _write_tree(random.Random(count), count, pages.public().count())


def _write_tree(dice: random.Random, count: int, there: int = 0) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Locale, Page

    from konfluenz.publishing import pages
    from konfluenz.publishing.models import PortalPage

    root = pages.root()
    kind, locale = ContentType.objects.get_for_model(PortalPage), Locale.objects.first()
    now = timezone.now()
    made = [
        Page(
            path=Page._get_path(root.path, root.depth + 1, number + 1),
            depth=root.depth + 1,
            title=f"{dice.choice(WORDS)} und {dice.choice(WORDS)} {number}",
            slug=f"seite-{number}",
            url_path=f"{root.url_path}seite-{number}/",
            content_type=kind,
            locale=locale,
            translation_key=uuid.UUID(int=dice.getrandbits(128)),
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
        for number in range(there, there + count)
    ]
    for page in made:
        page.draft_title = page.title
    with transaction.atomic():
        Page.objects.bulk_create(made, batch_size=STEP)
        Page.objects.filter(pk=root.pk).update(numchild=there + count)
        bodies = [_body(dice) for _ in made]
        for page, body in zip(made, bodies, strict=True):
            PortalPage(
                page_ptr_id=page.pk,
                summary=f"Alles zu {page.title} auf einen Blick.",
                body=json.dumps(body),
            ).save_base(raw=True, force_insert=True)
        _put_under_topics(dice, made)
        _translate(made, bodies)


def _put_under_topics(dice: random.Random, made: list[Any]) -> None:
    from konfluenz.directory.models import Topic
    from konfluenz.publishing.models import PortalPage

    keys = list(Topic.objects.values_list("pk", flat=True))
    through = PortalPage.topics.through
    rows = [through(portalpage_id=page.pk, topic_id=dice.choice(keys)) for page in made]
    through.objects.bulk_create(rows, batch_size=STEP)


def _body(dice: random.Random) -> list[dict[str, Any]]:
    """Return about 250 words: three headings with running text, a list, steps, a note."""

    def said(words: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(words)) + "."

    def block(kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": str(uuid.UUID(int=dice.getrandbits(128)))}

    def several(kind: str, number: int) -> dict[str, Any]:
        items = [block("item", f"<p>{said(9)}</p>") for _ in range(number)]
        return block(kind, items)

    return [
        block("text", f"<p>{said(40)}</p>"),
        block("heading", said(3)),
        block("text", f"<p>{said(40)}</p><p>{said(25)}</p>"),
        several("bullets", 4),
        block("heading", said(3)),
        several("steps", 4),
        block("text", f"<p>{said(30)}</p>"),
        block("note", f"<p>{said(15)}</p>"),
    ]


def _segments(page: Any, body: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield "title", page.title
    yield "summary", f"Alles zu {page.title} auf einen Blick."
    for block in body:
        items = block["value"] if isinstance(block["value"], list) else [block]
        for item in items:
            yield f"{item['id']}.text", item["value"]


def _translate(made: list[Any], bodies: list[list[dict[str, Any]]]) -> None:
    from konfluenz.ground.models.translations import Translation

    for start in range(0, len(made), 200):
        pairs = zip(made[start : start + 200], bodies[start : start + 200], strict=True)
        Translation.objects.bulk_create(
            (
                Translation(
                    label="publishing.portalpage",
                    record_id=str(page.pk),
                    field=field,
                    locale=locale,
                    text=text,
                    source=text,
                    source_hash=hashlib.sha256(text.encode()).hexdigest(),
                    machine=True,
                )
                for page, body in pairs
                for field, text in _segments(page, body)
                for locale in LANGUAGES[1:]
            ),
            batch_size=STEP,
        )
