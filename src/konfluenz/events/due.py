"""What is due with Sitzungen: members to invite, minutes to write."""

import datetime as dt

from django.db.models import Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import GroupKind
from konfluenz.events import access
from konfluenz.events.models import GroupMeeting, MeetingState
from konfluenz.ground import dates
from konfluenz.ground.due import Due, Found, Harm, Pending, Selection, gather
from konfluenz.people.models import Account

INVITE_BEFORE = dt.timedelta(days=7)
MINUTES_WITHIN = dt.timedelta(days=14)
NAME = Coalesce(NullIf("title", Value("")), "group__name")


def due(today: dt.date, account: Account) -> list[Due]:
    """Return what `account` could do here; nothing for those who may not."""
    return gather(pending(today, account))


def pending(today: dt.date, account: Account) -> list[Pending]:
    """Return the same as selections, for *Heute*."""
    return [_uninvited(today), _unwritten(today)] if access.can_lead(account) else []


def _uninvited(today: dt.date) -> Selection:
    """Select what begins within a week and nobody is invited to."""

    def tell(found: Found) -> Due:
        day, said = _said(found)
        title = _("Invite to the meeting of %(day)s: %(meeting)s") % said
        return found.due(title, Harm.WORK_STOPS, "meeting", since=day - INVITE_BEFORE)

    rows = GroupMeeting.objects.filter(
        state=MeetingState.PLANNED,
        starts_at__gt=timezone.now(),
        starts_at__date__lte=today + INVITE_BEFORE,
    )
    return Selection(rows, tell, name=NAME, other="group__kind", moment="starts_at")


def _unwritten(today: dt.date) -> Selection:
    """Select what was two weeks ago and longer, and nobody has noted what came of it."""

    def tell(found: Found) -> Due:
        day, said = _said(found)
        title = _("Minutes of the meeting of %(day)s are missing: %(meeting)s") % said
        return found.due(title, Harm.UNTIDY, "meeting", since=day + MINUTES_WITHIN)

    nothing = Q(state=MeetingState.HELD, minutes="", summary="")
    not_noted = Q(state__in=(MeetingState.PLANNED, MeetingState.INVITED))
    rows = GroupMeeting.objects.filter(nothing | not_noted)
    return Selection(
        rows.filter(starts_at__date__lte=today - MINUTES_WITHIN),
        tell,
        name=NAME,
        other="group__kind",
        moment="starts_at",
    )


def _said(found: Found) -> tuple[dt.date, dict[str, str]]:
    """Return the day of a meeting, and how the title names it: a group may have no name."""
    name = found.name or str(GroupKind(found.other).label)
    return found.since, {"meeting": name, "day": dates.show(found.since)}
