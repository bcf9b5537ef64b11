"""Feedback on the website from anybody: it becomes an Aufgabe."""

import datetime as dt

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, override
from django.views.decorators.http import require_safe

from konfluenz.actions import tasks
from konfluenz.directory.models import Topic
from konfluenz.portal import contacts, guards, topics
from konfluenz.portal.language import LANGUAGES, SOURCE
from konfluenz.portal.pages import public

ANSWER_WITHIN = dt.timedelta(days=7)


class FeedbackForm(guards.GuardedForm):
    """What somebody writes."""

    purpose = "feedback"
    message = forms.CharField(
        max_length=4000,
        error_messages={
            "required": gettext_lazy("Please write what you want to tell us."),
            "max_length": gettext_lazy("Please shorten your text to 4000 characters."),
        },
    )
    mail = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={
            "invalid": gettext_lazy("Please write the address like this: name@example.org")
        },
    )


@public
@guards.public_form
def feedback(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take what was written and lead to the thanks."""
    topic = topics.find(request.GET.get("thema", ""))
    form = FeedbackForm(request.POST or None)
    if guards.take(request, form, lambda words: hand_in(words, topic, language)):
        return redirect("portal:thanks", language)
    return render(request, "portal/feedback.html", {"form": form, "topic": topic})


@public
@require_safe
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    """Say thank you, and what happens next."""
    return render(request, "portal/thanks.html")


def hand_in(words: dict[str, str], topic: Topic | None, language: str) -> None:
    """Make `words` an Aufgabe for the unit that answers for `topic`. Raises FormRefused."""
    unit = contacts.unit_for(topic)
    if unit is None:
        raise guards.FormRefused(
            gettext(
                "We cannot take messages here at the moment. Please call us or write an e-mail."
            )
        )
    with override(SOURCE):
        tasks.add(
            _title(topic),
            unit=unit,
            by=None,
            due_date=timezone.localdate() + ANSWER_WITHIN,
            details=_details(words, language),
            origin=topic,
            origin_kind="feedback",
        )


def _title(topic: Topic | None) -> str:
    if topic is None:
        return gettext("Feedback on the website")
    return gettext("Feedback on the website: %(topic)s") % {"topic": topic.name}


def _details(words: dict[str, str], language: str) -> str:
    lines = [
        words["message"],
        "",
        gettext("Language: %(name)s") % {"name": LANGUAGES[language].name},
    ]
    if words["mail"]:
        lines.append(gettext("Answer to: %(mail)s") % {"mail": words["mail"]})
    return "\n".join([*lines, f"{settings.BASE_URL}/{language}/"])
