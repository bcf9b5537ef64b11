"""``konfluenz import integreat URL|FILE…``: takes over a page tree as Integreat's API gives it.

Each page is one transaction; a run that breaks off leaves drafts, which the next one fills.
German pages make the tree. What is edited here since it came is never written over.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit
from konfluenz.ground.imports import Count, Write
from konfluenz.publishing import pages, reviewing
from konfluenz.publishing.importing import (
    addresses,
    bodies,
    fetching,
    markup,
    remote_pictures,
    sources,
    tongues,
    trees,
)
from konfluenz.publishing.importing.addresses import Addresses
from konfluenz.publishing.importing.reports import Report
from konfluenz.publishing.importing.sources import Entry, SourceRefused
from konfluenz.publishing.models import PortalPage
from konfluenz.publishing.readings import SOURCE

PROGRESS = 100
"""Pages after which a line says how far it is."""
NAMESAKES = 100

Read = markup.Reading
"""A page of the source, read."""


def take(
    names: Sequence[str], write: Write, *, pictures: bool = False, draft: bool = False
) -> Count:
    """Take over the pages in the files `names`, or at the one address of a region.

    `pictures`: fetch them into the library. `draft`: nobody sees new pages until they are
    published; without it they are public at once.
    """
    try:
        taking = Taking(list(names), write, draft=draft)
        if pictures:
            taking.fetch_pictures()
        return taking.run()
    except SourceRefused as refusal:
        write(str(refusal))
        return Count(refused=1)


class Taking:
    """One run. Raises SourceRefused when the source cannot be read."""

    def __init__(self, names: list[str], write: Write, *, draft: bool) -> None:
        self.write, self.draft, self.by = write, draft, audit.SYSTEM
        self.count = Counter[str]()
        self.report = Report()
        self.pictures: dict[str, int] = {}
        self.typed = fetching.host(names[0]) if fetching.is_address(names[0]) else ""
        data = fetching.region(names) if self.typed else sources.files(names)
        self.entries = {locale: self._entries(locale, found) for locale, found in data.items()}
        if not self.entries.get(SOURCE):
            raise SourceRefused(_("There are no German pages: they make the tree. Give them too."))
        self.german = {entry.path: entry for entry in self.entries[SOURCE]}
        self.foreign = self._tied()

    def fetch_pictures(self) -> None:
        """Fetch what the pages show into the library."""
        every = [entry for found in self.entries.values() for entry in found]
        seen = {
            picture.source: picture
            for entry in every
            for picture in markup.read(entry.content, lambda _href: "").pictures
            if not picture.small
        }
        allowed = {self.typed} if self.typed else self._hosts()
        self.pictures = remote_pictures.fetch(seen.values(), allowed, self.typed, self.write)

    def run(self) -> Count:
        """Take over page by page; return what came of it."""
        tree = trees.ordered(self.entries[SOURCE], self.write)
        known = self._known()
        for place, (entry, parent) in enumerate(tree, 1):
            if entry.path not in known:
                known[entry.path] = self._added(entry, known.get(parent))
            self._tell(_("%(done)d of %(all)d pages have their place."), place, len(tree))
        self.addresses = Addresses(self._keys(known), self._hosts())
        for place, (entry, _parent) in enumerate(tree, 1):
            self.count[self._take(known[entry.path], entry)] += 1
            self._tell(_("%(done)d of %(all)d pages are taken over."), place, len(tree))
        self._tell_vanished(known)
        self.report.tell(self.write, [locale for locale in self.entries if locale != SOURCE])
        return Count(*(self.count[name] for name in ("new", "changed", "unchanged", "refused")))

    def _entries(self, locale: str, data: bytes) -> list[Entry]:
        found, refused = sources.entries(data, locale, self.write)
        self.count["refused"] += refused
        return found

    def _tied(self) -> dict[str, dict[str, Entry]]:
        """Return the pages of other languages: path of the German page → locale → page."""
        tied: dict[str, dict[str, Entry]] = {path: {} for path in self.german}
        named = {
            (locale, path): entry.path
            for entry in self.german.values()
            for locale, path in entry.languages.items()
        }
        for locale, found in self.entries.items():
            for entry in found if locale != SOURCE else ():
                german = named.get((locale, entry.path)) or entry.languages.get(SOURCE, "")
                if german in tied:
                    tied[german][locale] = entry
                else:
                    self._refuse(entry.path, _("There is no German page for it."))
        return tied

    def _known(self) -> dict[str, PortalPage]:
        """Return the pages that came from the same regions before, by their paths."""
        regions = {path.partition("/")[0] for path in self.german}
        rows = PortalPage.objects.exclude(imported_from="")
        known = {page.imported_from.strip("/"): page for page in rows}
        return {path: page for path, page in known.items() if path.partition("/")[0] in regions}

    @transaction.atomic
    def _added(self, entry: Entry, parent: PortalPage | None) -> PortalPage:
        """Give a page its place, empty and not public."""
        above = PortalPage.objects.get(pk=(parent or pages.root()).pk)
        slug = pages.slug_for(entry.path.rpartition("/")[2])
        taken = set(above.get_children().values_list("slug", flat=True))
        names = (f"{slug[:76]}-{number}" for number in range(2, NAMESAKES))
        free = slug if slug not in taken else next(name for name in names if name not in taken)
        return pages.add(
            above,
            entry.title,
            slug=free,
            live=False,
            imported_from=f"/{entry.path}/",
            by=self.by,
        )

    def _keys(self, known: Mapping[str, PortalPage]) -> dict[str, int]:
        keys = {path: known[path].pk for path in self.german}
        for entry in self.german.values():
            for path in entry.languages.values():
                keys.setdefault(path, known[entry.path].pk)
        for german, found in self.foreign.items():
            keys |= {entry.path: known[german].pk for entry in found.values()}
        return keys

    def _hosts(self) -> set[str]:
        found = {fetching.host(entry.url) for entry in self.german.values()}
        return (found | {self.typed}) - {""}

    @transaction.atomic
    def _take(self, page: PortalPage, entry: Entry) -> str:
        """Take over one page in all its languages; return what came of it."""
        source = {SOURCE: entry, **self.foreign[entry.path]}
        notes = addresses.Notes()
        read = {locale: self._read(found, notes) for locale, found in source.items()}
        lost = [locale for locale in read if not self._whole(source[locale], read[locale])]
        if lost:
            return self._keep(page, _("Its text could not be read whole (%s).") % ", ".join(lost))
        said = {
            locale: bodies.digest_of_blocks(source[locale].title, found.blocks)
            for locale, found in read.items()
        }
        was = page.imported_texts
        if said == {locale: was.get(locale) for locale in said}:
            return "unchanged"
        page = PortalPage.objects.select_for_update().get(pk=page.pk)
        outcome = self._write(page, source, read, said, self._edited(page, list(said)))
        if outcome != "refused":
            self.report.note(page, read.values(), notes, self.pictures)
        return outcome

    def _read(self, entry: Entry, notes: addresses.Notes) -> Read:
        lead = partial(self.addresses.lead, entry.url, notes)
        return markup.read(entry.content, lead, self.pictures)

    def _whole(self, entry: Entry, read: Read) -> bool:
        """Tell whether every visible letter of the page is in its blocks."""
        return markup.visible(entry.content, self.pictures) == markup.said(read.blocks)

    def _edited(self, page: PortalPage, locales: list[str]) -> set[str]:
        """Return the languages in which the page does not say any more what came."""
        was = page.imported_texts
        now = {locale: tongues.digest(page, locale) for locale in locales if locale != SOURCE}
        now[SOURCE] = bodies.digest_of_page(page.get_latest_revision_as_object())
        empty = bodies.digest(page.title, [])
        return {
            locale
            for locale, digest in now.items()
            if digest != was.get(locale, empty if locale == SOURCE else "")
        }

    def _write(
        self,
        page: PortalPage,
        source: Mapping[str, Entry],
        read: Mapping[str, Read],
        said: Mapping[str, str],
        edited: set[str],
    ) -> str:
        """Write what has changed in the source and not here; return what came of it."""
        was = dict(page.imported_texts)
        german = said[SOURCE] != was.get(SOURCE)
        due = [
            locale
            for locale in said
            if locale != SOURCE and (german or said[locale] != was.get(locale))
        ]
        if SOURCE in edited and (german or due):
            return self._keep(page, _("It has been edited here since; it stays as it is."))
        free = [locale for locale in due if locale not in edited]
        for locale in sorted(set(due) - set(free)):
            self._tell_kept(page, _("Edited here since, it stays as it is: %s.") % locale)
        page.imported_texts = was | {one: said[one] for one in [SOURCE, *free]}
        if german:
            self._write_german(page, source[SOURCE], read[SOURCE], is_new=not was)
        elif free:
            PortalPage.objects.filter(pk=page.pk).update(imported_texts=page.imported_texts)
        for locale in free:
            self._write_foreign(page, locale, source[locale], read)
        if not (german or free):
            return "refused"
        return "changed" if was else "new"

    def _write_german(self, page: PortalPage, entry: Entry, read: Read, *, is_new: bool) -> None:
        raw = bodies.stored(read.blocks, self.pictures, list(page.body.raw_data))
        page.title = page.draft_title = entry.title
        page.body = page.body.stream_block.to_python(raw)
        if is_new and not self.draft:
            page.live, page.first_published_at = True, timezone.now()
        if page.live:
            page.has_unpublished_changes, page.last_published_at = False, timezone.now()
        page.save()
        if page.latest_revision_id and page.live:
            page.save_revision().publish()
        elif page.latest_revision_id:
            page.save_revision()
        else:
            action = "page.published" if page.live else "page.corrected"
            audit.record(action, about=page, by=self.by)
        if page.live and is_new:
            reviewing.ask_for(page, by=self.by)

    def _write_foreign(
        self, page: PortalPage, locale: str, entry: Entry, read: Mapping[str, Read]
    ) -> None:
        blocks = read[locale].blocks
        if bodies.parallel(read[SOURCE].blocks, blocks):
            tongues.put_segments(page, locale, entry.title, blocks, by=self.by)
        else:
            self.report.apart.append(f"{page.title} ({locale})")
            tongues.put_version(page, locale, entry.title, blocks, self.pictures, by=self.by)

    def _tell(self, words: str, done: int, every: int) -> None:
        if done % PROGRESS == 0 or done == every:
            self.write(words % {"done": done, "all": every})

    def _tell_kept(self, page: PortalPage, why: str) -> None:
        self.write(f"{page.title} ({pages.path(page)}): {why}")

    def _keep(self, page: PortalPage, why: str) -> str:
        self._tell_kept(page, why)
        return "refused"

    def _refuse(self, path: str, why: str) -> None:
        self.count["refused"] += 1
        self.write(_("Not taken over, %(page)s: %(why)s") % {"page": path, "why": why})

    def _tell_vanished(self, known: Mapping[str, PortalPage]) -> None:
        for path, page in known.items():
            if path not in self.german:
                self._tell_kept(page, _("The source has it no longer. Take it back or keep it."))
