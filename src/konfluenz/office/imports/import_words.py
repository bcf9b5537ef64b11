"""How the office speaks of lists that are read in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from konfluenz.ground.imports import many, undoing
from konfluenz.ground.models import Import
from konfluenz.ground.models.imports import RowOutcome

ALIKE = "alike"

OUTCOMES = {
    RowOutcome.NEW.value: (ngettext_lazy("%(n)s new", "%(n)s new", "n"), "success"),
    RowOutcome.CHANGED.value: (ngettext_lazy("%(n)s changed", "%(n)s changed", "n"), "info"),
    RowOutcome.UNCHANGED.value: (ngettext_lazy("%(n)s unchanged", "%(n)s unchanged", "n"), ""),
    RowOutcome.REFUSED.value: (ngettext_lazy("%(n)s refused", "%(n)s refused", "n"), "danger"),
    ALIKE: (
        ngettext_lazy("%(n)s perhaps here already", "%(n)s perhaps here already", "n"),
        "warning",
    ),
    many.ABSENT: (ngettext_lazy("%(n)s not collected", "%(n)s not collected", "n"), ""),
    many.SKIPPED: (ngettext_lazy("%(n)s left out", "%(n)s left out", "n"), ""),
    undoing.BACK: (ngettext_lazy("%(n)s taken back", "%(n)s taken back", "n"), "info"),
    undoing.STAYED: (ngettext_lazy("%(n)s stayed", "%(n)s stayed", "n"), "warning"),
}
"""What is counted, in the order in which it is told, with the kind of its badge."""

DELIMITERS = {
    ";": gettext_lazy("semicolon"),
    ",": gettext_lazy("comma"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("upright stroke"),
}


def title(taken: Import) -> str:
    """Return what a list is called; its name is erased with its file."""
    return taken.name or _("File erased")


def counts(taken: Import) -> list[tuple[str, str, str]]:
    """Return (what, words, kind of badge) for all that was counted."""
    return [
        (what, words % {"n": taken.counts[what]}, kind)
        for what, (words, kind) in OUTCOMES.items()
        if taken.counts.get(what)
    ]


def counted(taken: Import) -> str:
    """Return what came of a list in one line."""
    return ", ".join(words for _what, words, _kind in counts(taken))
