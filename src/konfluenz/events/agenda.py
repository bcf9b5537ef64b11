"""The agenda of a Sitzung: its items (TOP), their order, and what was decided on each.

Each act claims the meeting: two people who change one agenda at once do it one after the
other, and who began from an older agenda is told.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from konfluenz.events.models import AgendaItem, GroupMeeting, MeetingState
from konfluenz.ground import audit, revisions, saving

MOST = 60
LONGEST = 200
ASIDE = 1000
"""Added to all positions while they are given anew: each stands once at any moment."""

NOTED = {"title": "item", "details": "item_details", "decision": "item_decision"}
"""What may be changed of an item, and as what the trail of the meeting names it."""


class AgendaRefused(Exception):
    """An agenda cannot be as wished; the message says how to mend it."""


@transaction.atomic
def add(
    meeting: GroupMeeting,
    title: str,
    *,
    details: str = "",
    position: int = MOST,
    seen: int | None = None,
    by: models.Model | None,
) -> AgendaItem:
    """Put an item on the agenda at `position`, at the end by default.

    Raises AgendaRefused or Stale.
    """
    current = _claim(meeting, seen)
    items = list(current.items.all())
    item = AgendaItem(meeting=current, title=_title(title), details=details.strip())
    items.insert(position - 1, item)
    _put(current, items)
    _record("meeting.item_added", current, {"item": ("", item.title)}, by)
    return current.items.get(position=item.position)


@transaction.atomic
def correct(
    item: AgendaItem,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> AgendaItem:
    """Change title, details or decision of an item. Raises AgendaRefused or Stale."""
    meeting = _claim(item.meeting, seen)
    current = AgendaItem.objects.get(pk=item.pk)
    kept = {name: str(value).strip() for name, value in values.items() if name in NOTED}
    if "title" in kept:
        kept["title"] = _title(kept["title"])
    changes = audit.apply(current, kept)
    if changes:
        saving.save(current, AgendaRefused)
        said = {NOTED[name]: pair for name, pair in changes.items()}
        _record("meeting.item_corrected", meeting, said, by)
    return current


@transaction.atomic
def move(
    item: AgendaItem, position: int, *, seen: int | None = None, by: models.Model | None
) -> None:
    """Move an item to `position`, from 1; the others make room. Raises AgendaRefused or Stale."""
    meeting = _claim(item.meeting, seen)
    items = list(meeting.items.all())
    here = next(index for index, one in enumerate(items) if one.pk == item.pk)
    there = min(max(position, 1), len(items)) - 1
    if here == there:
        return
    items.insert(there, items.pop(here))
    _put(meeting, items)
    _record("meeting.item_moved", meeting, {"position": (here + 1, there + 1)}, by)


@transaction.atomic
def remove(item: AgendaItem, *, seen: int | None = None, by: models.Model | None) -> None:
    """Take an item off the agenda; raises AgendaRefused when something was decided, or Stale."""
    meeting = _claim(item.meeting, seen)
    current = AgendaItem.objects.get(pk=item.pk)
    _refuse_decided(current)
    current.delete()
    _put(meeting, list(meeting.items.all()))
    _record("meeting.item_removed", meeting, {"item": (current.title, "")}, by)


@transaction.atomic
def replace(
    meeting: GroupMeeting,
    titles: Iterable[str],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> None:
    """Make `titles`, in their order, the agenda; an item of the same title stays what it is.

    Raises AgendaRefused when an item would go on which something was decided, or Stale.
    """
    current = _claim(meeting, seen)
    old = list(current.items.all())
    new = _matched(current, old, [_title(title) for title in titles])
    for gone in (item for item in old if item not in new):
        _refuse_decided(gone)
        gone.delete()
    changes = {"agenda": ([item.title for item in old], [item.title for item in new])}
    if changes["agenda"][0] == changes["agenda"][1]:
        return
    _put(current, new)
    _record("meeting.agenda_replaced", current, changes, by)


def fill(meeting: GroupMeeting, titles: Iterable[str]) -> None:
    """Give a new meeting its agenda, in the transaction that plans it. Raises AgendaRefused."""
    _put(meeting, [AgendaItem(meeting=meeting, title=_title(title)) for title in titles])


def lines(text: str) -> list[str]:
    """Return the items that somebody typed, one in a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _claim(meeting: GroupMeeting, seen: int | None) -> GroupMeeting:
    current = revisions.claim(meeting, seen=seen)
    if current.state == MeetingState.CANCELLED:
        raise AgendaRefused(_("This meeting is cancelled. Plan a new one instead."))
    return current


def _matched(meeting: GroupMeeting, old: list[AgendaItem], titles: list[str]) -> list[AgendaItem]:
    """Return an item for each of `titles`: one of `old` of that title, each once, or a new one."""
    left = list(old)
    new = []
    for title in titles:
        known = next((item for item in left if item.title.casefold() == title.casefold()), None)
        if known is not None:
            left.remove(known)
        new.append(known or AgendaItem(meeting=meeting, title=title))
    return new


def _put(meeting: GroupMeeting, items: list[AgendaItem]) -> None:
    """Give `items` numbers from 1 in their order; those without a key are new."""
    if len(items) > MOST:
        raise AgendaRefused(_("An agenda has %(most)d items at most.") % {"most": MOST})
    AgendaItem.objects.filter(meeting=meeting).update(position=F("position") + ASIDE)
    for number, item in enumerate(items, 1):
        item.position = number
    AgendaItem.objects.bulk_update([item for item in items if item.pk], ["position"])
    AgendaItem.objects.bulk_create([item for item in items if not item.pk])


def _record(
    action: str, meeting: GroupMeeting, changes: audit.Changes, by: models.Model | None
) -> None:
    meeting.save(update_fields=["revision"])
    audit.record(action, about=meeting, by=by, changes=changes)


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise AgendaRefused(_("Say what the agenda item is about."))
    if len(title) > LONGEST:
        raise AgendaRefused(
            _("An agenda item has %(most)d characters at most. Put the rest into its details.")
            % {"most": LONGEST}
        )
    return title


def _refuse_decided(item: AgendaItem) -> None:
    if item.decision:
        raise AgendaRefused(
            _("Something was decided on “%(item)s”: it stays on the agenda.") % {"item": item}
        )
