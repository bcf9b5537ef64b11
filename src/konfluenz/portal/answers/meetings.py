"""Coming or not to a Sitzung, and its date for the reader's own calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from konfluenz.events import answers, meeting_calendars, meeting_words
from konfluenz.events.answers import AnswerRefused
from konfluenz.events.models import Attendance, MeetingState
from konfluenz.people.models import Person
from konfluenz.portal import feeds
from konfluenz.portal.answers import words
from konfluenz.portal.doors import by_link, doorway


@by_link
def answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show the meeting and what was answered; a POST notes an answer, a later one counts."""
    found, refusal = answers.read(token), ""
    if request.method == "POST":
        try:
            answers.answer(found, request.POST.get("answer", ""), by=None)
            return redirect(request.path)
        except AnswerRefused as error:
            found, refusal = answers.read(token), str(error)
    context = _shown(found, language, token) | {"refusal": refusal}
    return render(request, "portal/answers/meeting.html", context)


@by_link
def calendar(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Answer with the meeting as an entry for the reader's own calendar."""
    found = answers.read(token)
    page = feeds.absolute(reverse("portal:meeting-answer-page", args=[language, token]))
    entry = meeting_calendars.write(found.meeting, page)
    response = HttpResponse(entry, content_type=feeds.CALENDAR)
    response.headers["Content-Disposition"] = 'attachment; filename="sitzung.ics"'
    return response


def _reader(token: str) -> Person | None:
    return answers.read(token).person


door = doorway("meeting-answer-page", _reader)


def _shown(found: Attendance, language: str, token: str) -> dict:
    meeting = found.meeting
    is_open = answers.is_open(meeting)
    cancelled = meeting.state == MeetingState.CANCELLED
    return {
        "meeting": meeting,
        "name": meeting_words.name(meeting),
        "items": meeting.items.all(),
        "when": meeting_words.when(meeting),
        "where": meeting_words.where(meeting),
        "is_open": is_open,
        "heading": words.meeting_heading(found.state, is_open=is_open, cancelled=cancelled),
        "said": words.MEETING_SAID.get(found.state, "") if is_open else "",
        "buttons": [one for one in words.MEETING_ANSWERS if one[0] != found.state],
        "calendar": reverse("portal:meeting-calendar", args=[language, token]),
    }
