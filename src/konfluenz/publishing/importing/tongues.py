"""The other languages of an imported page: translations of its segments, or a whole of its own."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from konfluenz.ground import audit, translations
from konfluenz.publishing import segments
from konfluenz.publishing.importing import bodies
from konfluenz.publishing.importing.markup import Block
from konfluenz.publishing.models import OwnVersion, PortalPage


def digest(page: PortalPage, locale: str) -> str:
    """Return the digest of what stands on `page` in `locale` now; "" for nothing."""
    version = OwnVersion.objects.filter(page=page, locale=locale).first()
    if version is not None:
        return bodies.digest_of_page(version)
    told = translations.told([page], locale).get(page.pk, {})
    if not told:
        return ""
    said = {key: text.text for key, text in told.items()}
    pieces = [(piece.kind, said.get(piece.key, "")) for piece in segments.of_body(page.body)]
    return bodies.digest(said.get("title", ""), pieces)


@transaction.atomic
def put_segments(
    page: PortalPage,
    locale: str,
    title: str,
    blocks: Sequence[Block],
    *,
    by: models.Model | None,
) -> None:
    """Let `blocks`, which run in parallel with the page's, translate them; nobody has checked.

    A text that is there already keeps its tie to the German it was made from: where that has
    changed, it is stale.
    """
    OwnVersion.objects.filter(page=page, locale=locale).delete()
    there = translations.told([page], locale).get(page.pk, {})
    keys = [piece.key for piece in segments.of_body(page.body)]
    foreign = [piece.text for piece in segments.of_body(_body(page, blocks))]
    said = {"title": title} | dict(zip(keys, foreign, strict=True))
    new = {
        key: {locale: text}
        for key, text in said.items()
        if key not in there or there[key].text != text
    }
    translations.put_fields(page, new, by=by)


@transaction.atomic
def put_version(
    page: PortalPage,
    locale: str,
    title: str,
    blocks: Sequence[Block],
    pictures: dict[str, int],
    *,
    by: models.Model | None,
) -> None:
    """Let `page` have a text of its own in `locale`; translations of its segments go."""
    version = OwnVersion.objects.filter(page=page, locale=locale).first()
    version = version or OwnVersion(page=page, locale=locale)
    before = list(version.body.raw_data) if version.pk else []
    raw = bodies.stored(blocks, pictures, before)
    version.title, version.body = title, PortalPage.body.field.to_python(raw)
    version.save()
    there = translations.told([page], locale).get(page.pk, {})
    translations.put_fields(page, {key: {locale: ""} for key in there}, by=by)
    audit.record("translation.put", about=page, by=by, changes={f"({locale})": ("", title)})


def _body(page: PortalPage, blocks: Sequence[Block]) -> Any:
    """Return `blocks` as a body. Which pictures they show is the German page's affair."""
    any_key = {block.items[0]: page.pk for block in blocks if block.kind == "picture"}
    return page.body.stream_block.to_python(bodies.stored(blocks, any_key, []))
