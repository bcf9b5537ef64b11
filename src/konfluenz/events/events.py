"""Events: added, corrected, published, withdrawn, cancelled, on one day or altogether (D-25)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Max, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import entries, reviews
from konfluenz.directory.models import Topic
from konfluenz.events import occurrences, rules
from konfluenz.events.models import Event, EventQuerySet, EventSkip, EventState
from konfluenz.ground import audit, references, revisions, saving, search, translations
from konfluenz.ground.models import Entry

LONGEST = dt.timedelta(days=62)
"""An event that lasts longer is something else: a course repeats, an exhibition has hours."""

ASK_AFTER = 90
"""Days after which the organiser of an event without an end is asked whether it still holds."""

WHEN = frozenset({"starts_at", "ends_at", "all_day", "rrule"})


class EventRefused(Exception):
    """An event cannot be as wished; the message says how to mend it."""


@transaction.atomic
def add(
    title: str,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: models.Model | None,
    topics: Iterable[Topic] = (),
    **values: Any,
) -> Event:
    """Add an event as a draft; `values` are its other fields, one organiser among them.

    Raises EventRefused for a rule that does not fit the first time, or a confidential place.
    """
    event = Event(title=title, starts_at=starts_at, ends_at=ends_at, **values)
    event.slug = event.slug or entries.free_slug(Event, title)
    _settle(event)
    saving.save(event, EventRefused)
    event.topics.set(topics)
    _index(event)
    audit.record("event.added", about=event, by=by)
    return event


@transaction.atomic
def correct(
    event: Event,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Event:
    """Change fields of `event`; "topics" among `values` replaces them. Its address stays.

    Cancelled days that are none any more go. Raises EventRefused, or Stale.
    """
    current = revisions.claim(event, seen=seen)
    fields = {name: value for name, value in values.items() if name != "topics"}
    changes = audit.apply(current, fields)
    if "slug" in changes:
        raise EventRefused(_("The words in the address stay, because others link to it."))
    if "topics" in values:
        changes |= entries.put_set(current, "topics", values["topics"])
    if not changes:
        return current
    _settle(current)
    saving.save(current, EventRefused)
    if WHEN & changes.keys():
        _drop_lost_days(current)
    _index(current)
    _review(current, by)
    audit.record("event.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def publish(event: Event, *, seen: int | None = None, by: models.Model | None) -> Event:
    """Show a draft to everybody, or let a cancelled event take place after all.

    Raises EventRefused when it is public, is over, or nobody could find the way, or Stale.
    """
    current = revisions.claim(event, seen=seen)
    if current.state == EventState.PUBLISHED:
        raise EventRefused(_("“%(name)s” is public already.") % {"name": current})
    if is_over(current):
        raise EventRefused(_("This event is over. Enter a new date first."))
    if current.place is None and not current.online:
        raise EventRefused(_("Say where it is, at a place or online; then it can be published."))
    _refuse_confidential(current)
    current.cancelled_because = ""
    return _move(current, EventState.PUBLISHED, "event.published", by)


@transaction.atomic
def withdraw(event: Event, *, by: models.Model | None) -> Event:
    """Make a public event a draft again; raises EventRefused when it is one."""
    current = revisions.claim(event)
    if current.state == EventState.DRAFT:
        raise EventRefused(_("This event is a draft: nobody sees it."))
    current.cancelled_because = ""
    return _move(current, EventState.DRAFT, "event.withdrawn", by)


@transaction.atomic
def cancel(
    event: Event, because: str, *, seen: int | None = None, by: models.Model | None
) -> Event:
    """Call off all that is to come; readers are told why. Raises EventRefused, or Stale."""
    current = revisions.claim(event, seen=seen)
    if current.state != EventState.PUBLISHED:
        raise EventRefused(_("Only an event that is public can be cancelled."))
    if not because.strip():
        raise EventRefused(_("Say why the event is cancelled."))
    current.cancelled_because = because.strip()
    return _move(current, EventState.CANCELLED, "event.cancelled", by, reason=because.strip())


@transaction.atomic
def skip(event: Event, on: dt.date, reason: str, *, by: models.Model | None) -> EventSkip:
    """Call off the one time that begins on the local day `on`; readers are told why.

    Raises EventRefused when nothing begins on that day, the day is cancelled already, there
    is no reason, or the event does not repeat.
    """
    current = revisions.claim(event)
    if not current.rrule:
        raise EventRefused(_("This event takes place once. Cancel it as a whole."))
    if not reason.strip():
        raise EventRefused(_("Say why it does not take place."))
    if current.skips.filter(on=on).exists():
        raise EventRefused(_("This day is cancelled already."))
    if occurrences.find(current, on) is None:
        raise EventRefused(_("The event does not begin on this day. Choose one of its dates."))
    skipped = EventSkip(event=current, on=on, reason=reason.strip())
    saving.save(skipped, EventRefused)
    current.save()
    audit.record(
        "event.skipped", about=current, by=by, changes={"on": (None, on)}, reason=skipped.reason
    )
    return skipped


@transaction.atomic
def unskip(event: Event, on: dt.date, *, by: models.Model | None) -> None:
    """Let the time on `on` take place after all; raises EventRefused when it does anyway."""
    current = revisions.claim(event)
    skipped = current.skips.filter(on=on).first()
    if skipped is None:
        raise EventRefused(_("This day is not cancelled."))
    translations.forget(skipped)
    skipped.delete()
    current.save()
    audit.record("event.unskipped", about=current, by=by, changes={"on": (on, None)})


@transaction.atomic
def leave_out(event: Event, days: Iterable[dt.date]) -> None:
    """Leave days out as if the rule did not name them, in the transaction that adds `event`.

    A calendar that is read in says so (EXDATE, RFC 5545 3.8.5.1); readers hear nothing of it.
    Only those without a reason are replaced.
    """
    wanted = set(days)
    event.skips.filter(reason="").exclude(on__in=wanted).delete()
    there = set(event.skips.values_list("on", flat=True))
    EventSkip.objects.bulk_create(EventSkip(event=event, on=day) for day in wanted - there)


@transaction.atomic
def remove(event: Event, *, by: models.Model | None) -> None:
    """Remove a draft; raises EventRefused for what readers may have noted down."""
    current = revisions.claim(event)
    if current.state != EventState.DRAFT:
        raise EventRefused(_("Only a draft can be removed. Cancel the event instead."))
    audit.record("event.removed", about=current, by=by)
    search.forget(current)
    translations.forget(current)
    current.delete()


def is_over(event: Event, day: dt.date | None = None) -> bool:
    """Return whether nothing is to come any more from `day` on, by default today."""
    return event.last_on is not None and event.last_on < (day or timezone.localdate())


def to_come(rows: EventQuerySet, day: dt.date | None = None) -> EventQuerySet:
    """Return those of `rows` that are public and not over on `day`, by default today."""
    return occurrences.from_day(rows.public(), day or timezone.localdate())


def changed_at(found: Iterable[Event]) -> dict[int, dt.datetime]:
    """Return when anything about each of `found` was last written down, in one query."""
    keys = {str(event.pk): event.pk for event in found}
    label = references.label(Event)
    rows = Entry.objects.filter(about_label=label, about_id__in=keys).order_by()
    latest = rows.values_list("about_id").annotate(latest=Max("at"))
    return {keys[about_id]: moment for about_id, moment in latest}


def with_parts(rows: EventQuerySet) -> EventQuerySet:
    """Return `rows` with all that a list or page tells of them, in three queries."""
    topics = Topic.objects.filter(active=True)
    return rows.select_related("organization", "unit", "place__district").prefetch_related(
        Prefetch("topics", queryset=topics), "skips"
    )


def _settle(event: Event) -> None:
    """Bring rule and last day into the one form. Raises EventRefused."""
    _refuse_confidential(event)
    if event.ends_at - event.starts_at > LONGEST:
        raise EventRefused(_("An event lasts two months at most. Let it repeat instead."))
    try:
        if event.rrule:
            first = timezone.localtime(event.starts_at).replace(tzinfo=None)
            event.rrule = str(rules.check(event.rrule, first))
    except rules.RuleRefused as refusal:
        raise EventRefused(str(refusal)) from None
    event.last_on = occurrences.last(event)


def _refuse_confidential(event: Event) -> None:
    if event.place is not None and event.place.confidential:
        raise EventRefused(
            _("“%(place)s” is confidential and must not stand in the public calendar.")
            % {"place": event.place}
        )


def _drop_lost_days(event: Event) -> None:
    """Forget cancelled days on which nothing begins any more."""
    for skipped in event.skips.all():
        if not occurrences.begins_on(event, skipped.on):
            translations.forget(skipped)
            skipped.delete()


def _move(
    event: Event, state: EventState, action: str, by: models.Model | None, reason: str = ""
) -> Event:
    before, event.state = event.state, state
    event.save()
    changes = {"state": (before, state.value)}
    audit.record(action, about=event, by=by, changes=changes, reason=reason)
    _review(event, by)
    return event


def _review(event: Event, by: models.Model | None) -> None:
    """Have the organiser asked now and then as long as a public event goes on without an end."""
    owner = event.organization or event.unit
    if event.state == EventState.PUBLISHED and event.last_on is None and owner is not None:
        reviews.put(event, owner=owner, by=by, cycle_days=ASK_AFTER)
    else:
        reviews.forget(event)


def _index(event: Event) -> None:
    organiser = str(event.organization or event.unit or "")
    search.index(event, title=event.title, texts=[event.summary, organiser, str(event.place or "")])
