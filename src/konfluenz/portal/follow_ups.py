"""The Beschlusskontrolle for everybody: what became of resolutions, promises and requests (3.4)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfluenz.actions.models import LIVE, State
from konfluenz.council import follow_up_tables
from konfluenz.council.follow_up_tables import Line
from konfluenz.council.models import FollowUp, Paper
from konfluenz.ground import dates
from konfluenz.portal import council_words as words
from konfluenz.portal.pages import baked
from konfluenz.publishing.baking import reads

BADGES = {State.OPEN: "danger", State.IN_PROGRESS: "warning", State.DONE: "success"}
"""The colours of the traffic light; its word always stands beside it."""


@dataclass(frozen=True)
class Shown:
    """A line in the reader's language. `due` is empty once it is closed."""

    line: Line
    kind: str
    state: str
    badge: str
    since: str
    due: str
    next_report: str
    paper: Paper | None


@dataclass(frozen=True)
class Count:
    """How many lines are in a state."""

    state: str
    word: str
    number: int


@baked()
@require_safe
def follow_ups(request: HttpRequest, language: str) -> HttpResponse:
    """List what is followed up; ?stand= narrows the list to a state."""
    reads.note("council", "actions.task", "directory.orgunit", "directory.organization")
    everything = list(follow_up_tables.public())
    chosen = request.GET.get("stand", "")
    chosen = chosen if chosen in words.FOLLOW_UPS else ""
    context = {
        "lines": shown(row for row in everything if chosen in ("", row.task.state)),
        "counts": _counts(everything),
        "chosen": chosen,
    }
    return render(request, "portal/papers/follow_ups.html", context)


def shown(rows: Iterable[FollowUp]) -> list[Shown]:
    """Return lines of `follow_up_tables.public` as the public reads them."""
    return [_shown(line) for line in follow_up_tables.lines(rows)]


def _shown(line: Line) -> Shown:
    live = line.state in LIVE
    return Shown(
        line=line,
        kind=str(words.FOLLOW_UP_KINDS.get(line.follow_up.kind, "")),
        state=str(words.FOLLOW_UPS.get(line.state, "")),
        badge=BADGES.get(State(line.state), ""),
        since=dates.show(line.raised_on),
        due=dates.show(line.due) if live else "",
        next_report=dates.show(line.next_report) if live else "",
        paper=line.follow_up.paper,
    )


def _counts(rows: Iterable[FollowUp]) -> list[Count]:
    found = Counter(row.task.state for row in rows)
    return [
        Count(state, str(word), found[state])
        for state, word in words.FOLLOW_UPS.items()
        if found[state]
    ]
