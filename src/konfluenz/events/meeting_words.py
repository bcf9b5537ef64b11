"""When and where a Sitzung is, in digits and names that need no translation."""

from django.utils import timezone

from konfluenz.events.models import GroupMeeting


def name(meeting: GroupMeeting) -> str:
    """Return the group, with the subject if the meeting has one."""
    return f"{meeting.group}: {meeting.title}" if meeting.title else str(meeting.group)


def when(meeting: GroupMeeting) -> str:
    """Return "24.03.2026, 18:00–20:00" by the clock of the city; without an end only its begin."""
    begins = timezone.localtime(meeting.starts_at)
    text = f"{begins:%d.%m.%Y, %H:%M}"
    if meeting.ends_at is None:
        return text
    ends = timezone.localtime(meeting.ends_at)
    same_day = ends.date() == begins.date()
    return f"{text}–{ends:%H:%M}" if same_day else f"{text} – {ends:%d.%m.%Y, %H:%M}"


def where(meeting: GroupMeeting) -> str:
    """Return place with its address and room, and the address online; "" for neither."""
    place = meeting.place
    parts = [place.name, place.street, f"{place.postcode} {place.town}"] if place else []
    shown = [part.strip() for part in (*parts, meeting.room, meeting.online) if part.strip()]
    return ", ".join(shown)


def both(meeting: GroupMeeting) -> str:
    """Return when and where, as far as known, in one line."""
    return ", ".join(filter(None, (when(meeting), where(meeting))))
