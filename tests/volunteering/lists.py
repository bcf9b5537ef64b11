"""Lists dropped, tried and read in, as tests do it."""

from django.core.files.base import ContentFile

from konfluenz.ground.imports import kinds, lists, steps, undoing


def quiet(_done, _total):
    """Tell nobody how far it is."""


def dropped(kind, text, **options):
    """Drop a text file and settle its columns as they are guessed."""
    file = ContentFile(text if isinstance(text, bytes) else text.encode(), name="liste.csv")
    taken = lists.take(file, kinds.named(kind), by=None)
    mapping = {int(at): name for at, name in taken.mapping.items()}
    chosen = {"options": {**taken.options, **options}, "source": taken.source, "by": None}
    return lists.choose(taken, mapping, **chosen)


def tried(kind, text, **options):
    """Try a list; return it and its rows."""
    taken = dropped(kind, text, **options)
    steps.walk(taken, quiet, dry=True, by=None)
    return taken, rows(taken, dry=True)


def read(kind, text, **options):
    """Read a list in; return it, how many rows had which outcome, and what was told."""
    taken = lists.begin(dropped(kind, text, **options), by=None)
    counts = steps.walk(taken, quiet, dry=False, by=None)
    taken.refresh_from_db()
    return taken, dict(counts)


def rows(taken, *, dry=False):
    """Return (line, outcome, title, told) of each row."""
    found = taken.rows.filter(dry=dry).order_by("line")
    return [(row.line, row.outcome, row.title, " ".join(row.told)) for row in found]


def undone(taken):
    """Take a list back; return how many rows are back and how many stayed."""
    return dict(undoing.take_back(taken, quiet, by=None))
