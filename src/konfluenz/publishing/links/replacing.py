"""Put another address in the place of a link, everywhere at once."""

import html
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from konfluenz.directory import goods, programmes, resources, services
from konfluenz.events import events
from konfluenz.ground import audit, references, translations
from konfluenz.ground.models import Translation
from konfluenz.ground.models.translations import TranslationState
from konfluenz.publishing import checklists
from konfluenz.publishing.links import guarding, register, sources
from konfluenz.publishing.links.guarding import AddressRefused
from konfluenz.publishing.models import LinkUse, OutsideLink, OwnVersion, PortalPage
from konfluenz.volunteering import opportunities

CORRECT: dict[str, Callable[..., Any]] = {
    "directory.service": services.correct,
    "directory.fundingprogramme": programmes.correct,
    "directory.goodsnotice": goods.correct,
    "directory.externalresource": resources.correct,
    "events.event": events.correct,
    "volunteering.opportunity": opportunities.correct,
    "publishing.checklistitem": checklists.correct,
}


class ReplacementRefused(Exception):
    """A link cannot be replaced like that; the message says how to mend it."""


@dataclass(frozen=True)
class Where:
    """A record in which a link stands, with the languages. `drafted`: an editor is at it."""

    record: models.Model
    locales: list[str]
    drafted: bool


def places(link: OutsideLink) -> list[Where]:
    """Return where `link` stands: what a replacement changes, in one query per kind."""
    found: dict[references.Reference, set[str]] = defaultdict(set)
    for use in link.uses.exclude(label=sources.MAILS):
        found[references.Reference(use.label, use.record_id)].add(use.locale)
    records = references.resolve_all(found)
    return [
        Where(records[key], sorted(locales), _drafted(records[key]))
        for key, locales in found.items()
        if key in records
    ]


def mails(link: OutsideLink) -> list[str]:
    """Return the names of the mail templates in which `link` stands: nobody replaces it there."""
    uses = link.uses.filter(label=sources.MAILS).order_by("field")
    return list(uses.values_list("field", flat=True))


@transaction.atomic
def replace(link: OutsideLink, new: str, *, by: models.Model | None) -> int:
    """Put `new` wherever `link` stands, in all languages; return in how many records.

    Mail templates come with the program and keep the old one. Pages are published anew. Raises
    ReplacementRefused for an address that is none, the same one, or while a page with it has a
    draft that would go public with it.
    """
    new = new.strip()
    _refuse(link, new)
    found = places(link)
    for where in found:
        if where.drafted:
            raise ReplacementRefused(
                _("“%(page)s” has a draft that is not public yet. Publish or discard it first.")
                % {"page": where.record}
            )
    ids: dict[str, set[str]] = defaultdict(set)
    for where in found:
        label, key = references.to(where.record)
        ids[label].add(key)
        _in_record(where.record, link, new, by)
    audit.record(
        "link.replaced",
        about=link,
        by=by,
        changes={"url": (link.url, new)},
        also=[where.record for where in found],
    )
    for label, keys in ids.items():
        register.refresh(label, keys)
    return len(found)


def _refuse(link: OutsideLink, new: str) -> None:
    try:
        guarding.check(new)
    except AddressRefused:
        raise ReplacementRefused(_("Write a whole address: https://www.example.org/page")) from None
    if new == link.url:
        raise ReplacementRefused(_("This is the address that stands there already."))


def _in_record(record: models.Model, link: OutsideLink, new: str, by: models.Model | None) -> None:
    label, key = references.to(record)
    if isinstance(record, PortalPage):
        _in_page(record, link.url, new, by)
    else:
        uses = LinkUse.objects.filter(link=link, label=label, record_id=key, locale="de")
        names = set(uses.values_list("field", flat=True))
        values = {name: swapped(getattr(record, name), link.url, new) for name in names}
        CORRECT[label](record, values, by=by)
        record.refresh_from_db()
    rows = Translation.objects.filter(label=label, record_id=key, text__contains="://")
    for row in rows:
        if (text := swapped(row.text, link.url, new)) != row.text:
            checked = row.state == TranslationState.CHECKED
            translations.put(
                record, row.field, row.locale, text, by=by, checked=checked, machine=row.machine
            )


def _in_page(page: PortalPage, old: str, new: str, by: Any) -> None:
    raw = json.dumps(page.body.get_prep_value(), ensure_ascii=False)
    page.summary = swapped(page.summary, old, new)
    page.body = _body(page, raw, old, new)
    page.save_revision(user=by).publish(user=by)
    for version in OwnVersion.objects.filter(page=page):
        raw = json.dumps(version.body.get_prep_value(), ensure_ascii=False)
        version.summary = swapped(version.summary, old, new)
        version.body = _body(version, raw, old, new)
        version.save()


def _body(holder: models.Model, raw: str, old: str, new: str) -> Any:
    field = holder._meta.get_field("body")
    assert isinstance(field, StreamField)
    return field.to_python(json.dumps(_walk(json.loads(raw), old, new)))


def _walk(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {name: _walk(inner, old, new) for name, inner in value.items()}
    if isinstance(value, list):
        return [_walk(inner, old, new) for inner in value]
    return swapped(value, old, new) if isinstance(value, str) else value


def swapped(text: str, old: str, new: str) -> str:
    """Return `text` with the whole address `old` replaced: never the beginning of a longer one."""
    if text == old:
        return new
    marked = text.replace(f'href="{html.escape(old)}"', f'href="{html.escape(new)}"')
    marked = marked.replace(f'href="{old}"', f'href="{html.escape(new)}"')
    if "<" in text:
        return marked
    return sources.BARE.sub(lambda match: _bare(match[0], old, new), marked)


def _bare(found: str, old: str, new: str) -> str:
    plain = found.rstrip(sources.TRAILING)
    return new + found[len(plain) :] if plain == old else found


def _drafted(record: models.Model) -> bool:
    return isinstance(record, PortalPage) and record.has_unpublished_changes
