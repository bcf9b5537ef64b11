"""Time that was given: one side notes it, the other confirms it, both by a link."""

import datetime as dt

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import dates
from konfluenz.people.models import Person
from konfluenz.portal.answers import words
from konfluenz.portal.doors import by_link, doorway
from konfluenz.portal.forms import Form
from konfluenz.portal.joining import words as joining_words
from konfluenz.volunteering import hours
from konfluenz.volunteering.hours import Asked, HoursRefused, Reporting
from konfluenz.volunteering.sides import Side

SHOWN = 10
"""So many days stand under the form: enough to see that today's is there."""


class LengthForm(Form):
    """How long it took."""

    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=24, initial=1)
    minutes = forms.IntegerField(label=_("And minutes"), min_value=0, max_value=59, initial=0)

    @property
    def length(self) -> int:
        """The minutes in all."""
        return int(self.cleaned_data["hours"] * 60 + self.cleaned_data["minutes"])


class DayForm(LengthForm):
    """On which day, and how long."""

    date = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    field_order = ("date", "hours", "minutes")


@by_link
def answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show the hours the other side noted; a POST confirms, corrects or disputes them."""
    asked, refusal = hours.read(token), ""
    form = LengthForm(request.POST if request.POST.get("act") == "correct" else None)
    if request.method == "POST":
        try:
            if _act(asked, request.POST.get("act", ""), form):
                return _onward(request, language, asked)
        except HoursRefused as error:
            asked, refusal = hours.read(token), str(error)
    context = {"asked": asked, "form": form, "refusal": refusal} | _shown(asked)
    return render(request, "portal/answers/hours.html", context)


@by_link
def report(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what is noted already; a POST notes the hours of one more day."""
    reporting = hours.read_report(token)
    form = DayForm(request.POST or None, initial={"date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            _report(reporting, form.cleaned_data["date"], form.length)
            return redirect(request.path)
        except HoursRefused as error:
            form.add_error(None, str(error))
    context = {"placement": reporting.placement, "form": form, "rows": _rows(reporting)}
    return render(request, "portal/answers/hours_report.html", context)


def _reader(token: str) -> Person | None:
    asked = hours.read(token)
    return asked.hours.placement.volunteer.person if asked.side is Side.VOLUNTEER else None


door = doorway("hours-answer-page", _reader)


def _act(asked: Asked, act: str, form: LengthForm) -> bool:
    """Do what the button said; return whether something was done."""
    side = asked.side
    if act == "confirm":
        hours.confirm(asked.hours, side=side, by=None)
    elif act == "dispute":
        hours.dispute(asked.hours, side=side, by=None)
    elif act == "correct" and form.is_valid():
        hours.correct(asked.hours, form.length, side=side, by=None)
    else:
        return False
    return True


def _onward(request: HttpRequest, language: str, asked: Asked) -> HttpResponse:
    """Lead to what is so now; the link of a corrected entry opens nothing any more."""
    asked.hours.refresh_from_db()
    if asked.hours.reported_by == asked.side:
        token = hours.report_token(asked.hours.placement, asked.side)
        return redirect("portal:hours-report", language, token)
    return redirect(request.path)


def _report(reporting: Reporting, date: dt.date, minutes: int) -> None:
    hours.report(reporting.placement, date, minutes, side=reporting.side, by=None)


def _shown(asked: Asked) -> dict:
    entry = asked.hours
    return {
        "placement": entry.placement,
        "day": dates.show(entry.date),
        "time": joining_words.lasting(entry.minutes),
        "is_open": entry.state == "reported",
        "said": words.HOURS.get(entry.state, ""),
        "report_token": hours.report_token(entry.placement, asked.side),
    }


def _rows(reporting: Reporting) -> list[tuple[str, str, str]]:
    rows = reporting.placement.hours.all()[:SHOWN]
    return [
        (
            dates.show(row.date),
            joining_words.lasting(row.minutes),
            str(words.HOURS.get(row.state, "")),
        )
        for row in rows
    ]
