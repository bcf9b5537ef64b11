"""Old addresses lead to where a page is now, in every language."""

from konfluenz.publishing import pages
from konfluenz.publishing.models import OldAddress, PortalPage


def note(page: PortalPage, old_path: str) -> None:
    """Remember that `page`, and all below it, stood at `old_path` below the portal.

    What moves back is where it was: its own present address is no old one.
    """
    OldAddress.objects.filter(path=pages.path(page)).delete()
    if old_path and old_path != pages.path(page):
        OldAddress.objects.update_or_create(path=old_path, defaults={"page": page})


def moved_to(path: str) -> PortalPage | None:
    """Return the public page that once stood at `path`, None when none did.

    A page below one that moved is found by the rest of its address.
    """
    parts = path.strip("/").split("/")
    starts = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    found = {
        old.path: old.page
        for old in OldAddress.objects.filter(path__in=starts).select_related("page")
    }
    for start in starts:
        if start in found:
            rest = path.strip("/").removeprefix(start).strip("/")
            now = pages.path(found[start])
            return pages.find(f"{now}/{rest}" if rest else now)
    return None
