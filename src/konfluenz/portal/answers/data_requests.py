"""What an office answers for a report to the council: one page, one button, no account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council import data_answers
from konfluenz.council.data_answers import AnsweredAlready, AnswersRefused
from konfluenz.council.models import DataRequest, RequestedItem, RequestState
from konfluenz.ground import dates
from konfluenz.portal import steering_words
from konfluenz.portal.answers import data_request_forms
from konfluenz.portal.answers.data_request_forms import ItemForm, NameForm
from konfluenz.portal.doors import by_link, doorway
from konfluenz.steering.measuring import figures


@by_link
def answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what is asked, or what was answered; a POST answers all of it once."""
    asked = data_answers.read(token)
    is_answered = asked.state == RequestState.ANSWERED
    if request.method == "POST":
        late = str(AnsweredAlready(asked)) if is_answered else ""
        return _answered(request, asked, late) if late else _sent(request, asked, token)
    if is_answered:
        return _answered(request, asked)
    forms = data_request_forms.made(data_answers.items(asked), day=asked.report.cut_off)
    return _form(request, asked, forms, NameForm())


door = doorway("data-request-page")


def _sent(request: HttpRequest, asked: DataRequest, token: str) -> HttpResponse:
    """Take the answers; else show all that was typed with what is to be mended."""
    forms = data_request_forms.made(data_answers.items(asked), request.POST)
    name, refusal = NameForm(request.POST), _("Nothing was sent yet. Please mend what is marked.")
    try:
        if _taken(token, forms, name):
            return redirect(request.path)
    except AnswersRefused as error:
        refusal = str(error)
        _mark(forms, error)
    except AnsweredAlready as error:
        return _answered(request, error.request, str(error))
    return _form(request, asked, forms, name, refusal)


def _taken(token: str, forms: list[ItemForm], name: NameForm) -> bool:
    """Hand all that was typed to the council room; return whether it could be."""
    if not all([name.is_valid(), *(form.is_valid() for form in forms)]):
        return False
    said = {form.item.pk: form.said() for form in forms}
    data_answers.answer(token, said, name.cleaned_data["name"])
    return True


def _mark(forms: list[ItemForm], error: AnswersRefused) -> None:
    """Put what is to be mended at the first field of its form."""
    for form in forms:
        if form.item.pk in error.faults:
            form.add_error(next(iter(form.fields)), error.faults[form.item.pk])


def _form(
    request: HttpRequest,
    asked: DataRequest,
    forms: list[ItemForm],
    name: NameForm,
    refusal: str = "",
) -> HttpResponse:
    rows = [(form.item.indicator, form) for form in forms]
    context = _about(asked) | {"rows": rows, "name": name, "refusal": refusal}
    return render(request, "portal/answers/data_request.html", context)


def _answered(request: HttpRequest, asked: DataRequest, refusal: str = "") -> HttpResponse:
    """Show what was answered and by whom; it changes here no more."""
    rows = [(item, *_came(item)) for item in data_answers.items(asked)]
    context = _about(asked) | {"rows": rows, "refusal": refusal}
    return render(request, "portal/answers/data_request_answered.html", context)


def _about(asked: DataRequest) -> dict[str, Any]:
    return {
        "asked": asked,
        "cut_off": dates.show(asked.report.cut_off),
        "due_on": dates.show(asked.due_on),
        "answered_on": dates.show(asked.answered_at and timezone.localdate(asked.answered_at)),
    }


def _came(item: RequestedItem) -> tuple[str, str]:
    """Return what was said to an item: in our words, and in theirs."""
    value, status = item.observation, item.goal_status
    if value is not None:
        day = dates.show(value.date, value.precision)
        return f"{figures.show(value.value, value.unit, value.approximate)} ({day})", ""
    if status is not None:
        return str(steering_words.GOAL_STATES.get(status.state, "")), status.reason
    return _("not collected"), item.undelivered
