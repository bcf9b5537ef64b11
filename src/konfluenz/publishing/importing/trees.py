"""Puts pages in the order in which they are added: parents first, siblings as they stood."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from konfluenz.ground.imports import Write
from konfluenz.publishing.importing.sources import Entry


def ordered(entries: Iterable[Entry], write: Write) -> list[tuple[Entry, str]]:
    """Return the pages with the paths of their parents ("": topmost), parents before children.

    A page whose parent is missing, and one page of each circle, comes in at the top: told.
    """
    known = {entry.path: entry for entry in entries}
    parents = {path: _parent(entry, known, write) for path, entry in known.items()}
    _open_circles(parents, write)
    below = defaultdict[str, list[Entry]](list)
    for entry in sorted(known.values(), key=lambda entry: entry.order):
        below[parents[entry.path]].append(entry)
    found, waiting = [], list(reversed(below[""]))
    while waiting:
        entry = waiting.pop()
        found.append((entry, parents[entry.path]))
        waiting += reversed(below[entry.path])
    return found


def _parent(entry: Entry, known: dict[str, Entry], write: Write) -> str:
    if entry.parent and entry.parent not in known:
        write(
            _("Without its parent, so it stands at the top: %(page)s (%(parent)s is missing).")
            % {"page": entry.path, "parent": entry.parent}
        )
        return ""
    return entry.parent


def _open_circles(parents: dict[str, str], write: Write) -> None:
    """Let one page of each circle stand at the top."""
    sound: set[str] = {""}
    for start in parents:
        path, way = start, list[str]()
        while path not in sound:
            if path in way:
                write(_("Its own ancestor, so it stands at the top: %(page)s.") % {"page": path})
                parents[path] = ""
                break
            way.append(path)
            path = parents[path]
        sound.update(way)
