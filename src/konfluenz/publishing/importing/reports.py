"""What an import tells at its end: what is still to be done by a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konfluenz.ground.imports import Write
from konfluenz.publishing.importing.addresses import Notes
from konfluenz.publishing.importing.markup import Reading
from konfluenz.publishing.models import PortalPage


@dataclass
class Report:
    """Gathers by page; each address is told once, with the first page it stands on."""

    pages: int = 0
    signs: int = 0
    pictures: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    dead: dict[str, str] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)

    def note(
        self,
        page: PortalPage,
        readings: Iterable[Reading],
        notes: Notes,
        fetched: Mapping[str, int],
    ) -> None:
        """Remember what is to be told of a page that was taken over."""
        self.pages += 1
        for reading in readings:
            self.signs += sum(seen.small for seen in reading.pictures)
            for seen in reading.pictures:
                if not seen.small and seen.source not in fetched:
                    self.pictures.setdefault(seen.source, page.title)
            for words in reading.dropped:
                self.dropped.setdefault(words, page.title)
        for there, new in (
            (self.left, notes.left),
            (self.media, notes.media),
            (self.dead, notes.dead),
        ):
            for address in new:
                there.setdefault(address, page.title)

    def tell(self, write: Write, locales: list[str]) -> None:
        """Tell everything. `locales` came beside German."""
        if not self.pages:
            return
        write(_("Languages beside German: %s") % (", ".join(sorted(locales)) or "–"))
        _list(
            write, _("Built differently, so a version of its own:"), dict.fromkeys(self.apart, "")
        )
        _list(write, _("Pictures that were not fetched; what describes them stays:"), self.pictures)
        if self.signs:
            write(_("Small signs before lines left out: %d") % self.signs)
        _list(write, _("Links that still lead to the source:"), self.left)
        _list(write, _("Files that still lie at the source:"), self.media)
        _list(write, _("Links that lead nowhere; their words stay:"), self.dead)
        _list(write, _("Left out because a page cannot hold it:"), self.dropped)
        write(_("Without a topic: %d pages. Choose topics while you edit them.") % self.pages)


def _list(write: Write, words: str, found: Mapping[str, str]) -> None:
    if found:
        write(f"{words} {len(found)}")
    for address, page in found.items():
        write(f"  {address} ({page})" if page else f"  {address}")
