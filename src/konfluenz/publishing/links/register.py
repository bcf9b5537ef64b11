"""The register keeps up with what changes (a consumer of the change feed, `ground/feed.py`)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from konfluenz.ground.models import Entry
from konfluenz.publishing.links import sources
from konfluenz.publishing.links.sources import KINDS, Place
from konfluenz.publishing.models import LinkUse, OutsideLink


def on_entries(entries: Sequence[Entry]) -> None:
    """Read anew what `entries` are about."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for mention in entry.mentions.all():
            if mention.label in KINDS:
                found[mention.label].add(mention.record_id)
    for label, ids in sorted(found.items()):
        refresh(label, ids)


@transaction.atomic
def refresh(label: str, ids: Collection[str]) -> None:
    """Note the links of these records as they are now; those that stand nowhere are forgotten."""
    _note(label, sources.of(label, ids), LinkUse.objects.filter(label=label, record_id__in=ids))


@transaction.atomic
def read_mails() -> int:
    """Note the links in mail templates as they are now; return how many. Daily.

    The change feed knows nothing of them: they come with the program.
    """
    wanted = sources.mails()
    _note(sources.MAILS, wanted, LinkUse.objects.filter(label=sources.MAILS))
    return len(wanted)


def _note(label: str, wanted: set[Place], uses: QuerySet[LinkUse]) -> None:
    there = {
        Place(use.record_id, use.field, use.locale, use.link.url): use
        for use in uses.select_related("link")
    }
    gone = [use for place, use in there.items() if place not in wanted]
    links = _links({place.url for place in wanted - set(there)})
    LinkUse.objects.bulk_create(
        LinkUse(
            link=links[place.url],
            label=label,
            record_id=place.record_id,
            field=place.field,
            locale=place.locale,
        )
        for place in sorted(wanted - set(there))
    )
    LinkUse.objects.filter(pk__in=[use.pk for use in gone]).delete()
    left = OutsideLink.objects.filter(pk__in={use.link_id for use in gone}, uses__isnull=True)
    left.delete()


def _links(urls: Iterable[str]) -> dict[str, OutsideLink]:
    """Return the rows of `urls`; new ones are to be checked at once."""
    wanted, now = sorted(urls), timezone.now()
    made = [OutsideLink(url=url, host=host_of(url), since=now, next_at=now) for url in wanted]
    OutsideLink.objects.bulk_create(made, ignore_conflicts=True)
    return {link.url: link for link in OutsideLink.objects.filter(url__in=wanted)}


def host_of(url: str) -> str:
    """Return the host of `url`, "" for what is none."""
    try:
        return (urlsplit(url).hostname or "")[:253]
    except ValueError:
        return ""
