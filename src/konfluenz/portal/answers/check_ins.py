"""Did it take place, and how is it going: answered with one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from konfluenz.people.models import Person
from konfluenz.portal.answers import words
from konfluenz.portal.doors import by_link, doorway
from konfluenz.volunteering import check_ins, hours
from konfluenz.volunteering.check_ins import Asked, CheckInRefused
from konfluenz.volunteering.models import CheckInKind, CheckInState
from konfluenz.volunteering.sides import Side


@by_link
def answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show the question or how it was answered; a POST answers it."""
    asked, refusal = check_ins.read(token), ""
    if request.method == "POST":
        try:
            check_ins.answer(asked.check_in, request.POST.get("answer", ""), by=None)
            return redirect(request.path)
        except CheckInRefused as error:
            asked, refusal = check_ins.read(token), str(error)
    return render(request, "portal/answers/check_in.html", _shown(asked) | {"refusal": refusal})


def _reader(token: str) -> Person | None:
    asked = check_ins.read(token)
    return asked.check_in.placement.volunteer.person if asked.side is Side.VOLUNTEER else None


door = doorway("check-in-answer-page", _reader)


def _shown(asked: Asked) -> dict:
    check_in = asked.check_in
    happened = check_in.kind == CheckInKind.HAPPENED
    heading, text = words.CHECK_INS["happened" if happened else "how", asked.side]
    states = check_ins.ANSWERS if happened else (CheckInState.FINE, CheckInState.TALK)
    return {
        "asked": asked,
        "placement": check_in.placement,
        "is_open": check_in.state in check_ins.OPEN,
        "heading": heading,
        "text": text,
        "buttons": [(state, words.check_in_button(state, happened=happened)) for state in states],
        "said": words.CHECK_IN_ANSWERED.get(check_in.state, ""),
        "report_token": hours.report_token(check_in.placement, asked.side),
    }
