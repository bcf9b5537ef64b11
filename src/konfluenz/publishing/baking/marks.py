"""Which pages are to be baked: because of a change, a new record or another language.

A consumer of the change feed (`on_entries`): the marks and the position in the feed are one
transaction, so that each change marks its pages exactly once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from konfluenz.ground.models import Entry
from konfluenz.publishing.baking import files, sites
from konfluenz.publishing.baking.sites import Site
from konfluenz.publishing.models import BakedAddress, BakedRead, Urgency

CONSUMER = "baking"
FEW = 100
"""Up to so many pages of a kind that one record stands on are baked before all others."""

ROWS = 500
"""So many rows to one statement."""

LONGEST = 500
"""Characters of an address; a longer one is answered by the program each time."""

Item = TypeVar("Item")


def on_entries(entries: Sequence[Entry]) -> None:
    """Mark what `entries` change. Before the first bake there is nothing to keep up with."""
    if not BakedAddress.objects.exists():
        return
    site, labels = (
        sites.the(),
        {mention.label for each in entries for mention in each.mentions.all()},
    )
    moved: set[str] = set()
    if labels & site.frame:
        moved = settle()
        everything()
    elif views := site.made_of(labels):
        moved = settle(views)
    lists = {f"{label}+" for label in labels if moved & site.made_of({label})}
    touch(keys_of(entries) | lists)


def keys_of(entries: Iterable[Entry]) -> set[str]:
    """Return all by which a page may have noted the records of `entries`."""
    found = {(m.label, m.record_id) for entry in entries for m in entry.mentions.all()}
    rooms = {label.split(".")[0] for label, _id in found}
    return rooms | {label for label, _id in found} | {f"{label}:{id_}" for label, id_ in found}


def touch(keys: Collection[str]) -> None:
    """Mark the pages that have read one of `keys`.

    Of each kind of page few at once, many soon: a guide is baked, and the list of guides, before
    all the other pages that name it. What takes long is baked soon.
    """
    pages: dict[tuple[str, str], set[int]] = defaultdict(set)
    for some in _portions(list(keys)):
        rows = BakedRead.objects.filter(key__in=some)
        for key, view, page in rows.values_list("key", "address__view", "address_id"):
            pages[key, view].add(page)
    heavy = sites.the().heavy()
    few = {
        page
        for (_key, view), found in pages.items()
        if len(found) <= FEW and view not in heavy
        for page in found
    }
    many = {page for found in pages.values() for page in found} - few
    _mark(few, Urgency.NOW)
    _mark(many, Urgency.SOON)


def everything() -> None:
    """Mark all pages, to be baked in the background. What is due before stays before."""
    BakedAddress.objects.update(due_at=timezone.now(), urgency=_at_least(Urgency.LATER))


def settle(views: Collection[str] | None = None) -> set[str]:
    """Bring the list of addresses up to date: those of `views`, or all.

    New pages and gone ones are marked. A language that was switched off takes its pages along.
    Return the views that have others than before.
    """
    site = sites.the()
    rows = _rows(views).filter(listed=True).values_list("address", "id", "view")
    known = {address: (pk, view) for address, pk, view in rows}
    wanted = dict(_wanted(site, site.views() if views is None else views))
    fresh = [(address, *said) for address, said in wanted.items() if address not in known]
    gone = [each for address, each in known.items() if address not in wanted]
    _list(fresh)
    _unlist([pk for pk, _view in gone])
    return {view for _address, view, _locale in fresh} | {view for _pk, view in gone}


def _rows(views: Collection[str] | None) -> QuerySet[BakedAddress]:
    rows = BakedAddress.objects.all()
    return rows if views is None else rows.filter(view__in=views)


def _wanted(site: Site, views: Collection[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield all addresses of `views` that can be files, with view and language."""
    languages = site.languages()
    for place in site.places(views):
        for locale in languages:
            address = f"/{locale}/{place.rest}"
            if files.folder("", address) and len(address) <= LONGEST:
                yield address, (place.view, locale)


def _list(found: Sequence[tuple[str, str, str]]) -> None:
    """Write down new addresses, to be baked; an address that was gone is back."""
    urgency = Urgency.NOW if len(found) <= FEW else Urgency.LATER
    made = [
        BakedAddress(
            address=address, view=view, locale=locale, due_at=timezone.now(), urgency=urgency
        )
        for address, view, locale in found
    ]
    BakedAddress.objects.bulk_create(
        made,
        batch_size=ROWS,
        update_conflicts=True,
        unique_fields=["address"],
        update_fields=["view", "locale", "listed", "due_at", "urgency"],
    )


def _unlist(pages: Sequence[int]) -> None:
    """Mark pages that are gone: they are taken away before anything is baked."""
    for some in _portions(list(pages)):
        BakedAddress.objects.filter(pk__in=some).update(
            listed=False, due_at=timezone.now(), urgency=Urgency.NOW
        )


def _mark(pages: Collection[int], urgency: Urgency) -> None:
    now: dt.datetime = timezone.now()
    for some in _portions(list(pages)):
        BakedAddress.objects.filter(pk__in=some).update(due_at=now, urgency=_at_least(urgency))


def _at_least(urgency: Urgency) -> Least:
    return Least(F("urgency"), Value(int(urgency)))


def _portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), ROWS):
        yield items[start : start + ROWS]
