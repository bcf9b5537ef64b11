"""Feedback on the website from anybody: it becomes an Anliegen of who answers for the page.

One way for all of it: an Anliegen has the writer's words sealed, the answer to them, a day and
an end after which the words are forgotten. An Aufgabe has none of these.
"""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, override
from django.views.decorators.http import require_safe

from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.enquiries import enquiries
from konfluenz.enquiries.models import Way
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.portal import contacts, feeds, guards, topics
from konfluenz.portal.foot import subjects
from konfluenz.portal.foot.subjects import Subject
from konfluenz.portal.language import LANGUAGES, SOURCE
from konfluenz.portal.pages import public

LONGEST_TITLE = 120


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


@dataclass(frozen=True)
class Concern:
    """What the feedback is about: a page, a topic, or the website as a whole."""

    page: Subject | None = None
    topic: Topic | None = None

    @property
    def title(self) -> str:
        """Its German name, "" for the website."""
        if self.page is not None:
            return self.page.title
        return self.topic.name if self.topic is not None else ""


@public
@guards.public_form
def feedback(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take what was written and lead to the thanks.

    `?zu=` names the page it is about, `&eintrag=` the entry of a list, `?thema=` the topic.
    """
    concern = _concern(request, language)
    form = FeedbackForm(request.POST or None)
    if guards.take(request, form, lambda words: hand_in(words, concern, language)):
        return redirect("portal:thanks", language)
    unhelpful = request.GET.get("hilfreich") == "nein"
    context = {"form": form, "concern": concern, "unhelpful": unhelpful}
    return render(request, "portal/feedback.html", context)


@public
@require_safe
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    """Say thank you, and what happens next."""
    return render(request, "portal/thanks.html")


def hand_in(words: dict[str, str], concern: Concern, language: str) -> None:
    """Make `words` an Anliegen of the unit that answers for `concern`. Raises FormRefused."""
    page = concern.page
    try:
        with override(SOURCE):
            enquiries.receive(
                _subject(concern),
                _text(words["message"], concern, language),
                way=Way.FORM,
                by=None,
                topic=concern.topic or (page.topic if page else None),
                reply_to=words["mail"],
                language=language,
                about=page.record if page else None,
                unit=_unit(concern),
            )
    except EnquiryRefused:
        raise guards.FormRefused(
            gettext(
                "We cannot take messages here at the moment. Please call us or write an e-mail."
            )
        ) from None


def _concern(request: HttpRequest, language: str) -> Concern:
    page = subjects.find(request.GET.get("zu", ""), language)
    if page is not None:
        page = subjects.entry(page, request.GET.get("eintrag", ""))
    return Concern(page, topics.find(request.GET.get("thema", "")))


def _unit(concern: Concern) -> OrgUnit | None:
    """Return who answers for the page, else for its topic; None: the lead unit."""
    if concern.page is not None and (unit := concern.page.unit) is not None:
        return unit
    topic = concern.topic or (concern.page.topic if concern.page else None)
    return contacts.unit_for(topic)


def _subject(concern: Concern) -> str:
    if not concern.title:
        return gettext("Feedback on the website")
    name = concern.title[:LONGEST_TITLE]
    return gettext("Feedback on the website: %(topic)s") % {"topic": name}


def _text(message: str, concern: Concern, language: str) -> str:
    """Return what was written, with the page in the language in which it was read."""
    rest = concern.page.rest if concern.page else ""
    spoken = gettext("Language: %(name)s") % {"name": LANGUAGES[language].name}
    address = feeds.absolute(reverse("portal:start", args=[language])) + rest
    return "\n".join([message, "", spoken, address])
