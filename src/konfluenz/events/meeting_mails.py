"""What the members of a group are told of a Sitzung: by mail, else a colleague calls."""

from collections.abc import Iterable, Mapping
from typing import Any

from konfluenz.events import answers, meeting_words
from konfluenz.events.models import Attendance, GroupMeeting
from konfluenz.ground import outbox, references, rendering
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import Channel
from konfluenz.ground.rendering import Rendered

INVITED = "events/mail/meeting_invited"
CHANGED = "events/mail/meeting_changed"
CANCELLED = "events/mail/meeting_cancelled"
NO_LINK = "eigener-link"
"""Stands in the preview where each member has a link of their own."""


def send(
    template: str, attendances: Iterable[Attendance], context: Mapping[str, Any] | None = None
) -> int:
    """Queue `template` to each member, with a link of their own; return how many. In `atomic`.

    A member without an address stays unreachable in the outbox and shows in *Heute*.
    """
    count, told = 0, dict(context or {})
    for attendance in attendances:
        member: Any = attendance.person or attendance.organization
        by_call = not member.address(Channel.MAIL) and member.address(Channel.CALL)
        outbox.send(
            template,
            to=member,
            about=attendance.meeting,
            channel=Channel.CALL if by_call else Channel.MAIL,
            context=told | {"token": answers.token(attendance)},
            confidential=True,
        )
        count += 1
    return count


def in_short(meeting: GroupMeeting) -> dict[str, Any]:
    """Return what an invitation says of `meeting`, as it stands now."""
    return {
        "name": meeting_words.name(meeting),
        "when": meeting_words.when(meeting),
        "where": meeting_words.where(meeting),
        "agenda": [item.title for item in meeting.items.all()],
        "words": meeting.invitation,
    }


def preview(meeting: GroupMeeting) -> Rendered:
    """Return the invitation as it would go out now, without anybody's link."""
    about = references.to(meeting)
    message = Message(
        template=INVITED,
        channel=Channel.MAIL,
        language="de",
        about_label=about.label,
        about_id=about.id,
        context=in_short(meeting) | {"token": NO_LINK},
    )
    return rendering.render(message)
